"""The floor of an answer: the same rows by one prepared statement over a raw connection.

The owner's connection on the Unix socket, no row policy, no HTTP, no JSON of ours. Each statement
names the tables of the served publication through `search_path`.
"""

import time

from psycopg import sql

from bench.run import Bench
from bench.sample import Sample, Sampled

OWNED = "any(array(select account_id from holding where customer_id = %(customer)s))"
# The ledger keeps bookings of ended months packed (docs/adr/0015).
_COLUMNS = (
    "posted_on, posted_seq, transaction_id, value_date, amount, balance_after, channel,"
    " counterparty, narration, category"
)
_VALUE_DATE = (  # left out where it is the booking's day, and infinite where there is none
    "case when value_date is null then posted_on when isfinite(value_date) then value_date end"
)
_TOLD = _COLUMNS.replace("value_date", f"{_VALUE_DATE} as value_date")
BOOKINGS = (
    f"(select account_id, {_COLUMNS} from ledger.transaction union all"
    f" select t.account_id, d.* from ledger.transaction t cross join lateral (select {_TOLD}"
    " from unnest(t.earlier_rows::ledger.transaction[])) d where t.earlier_rows is not null)"
)
SUMS = "select sum(customers), sum(casa), sum(term_deposits), sum(investments), sum(loans)"
STATEMENTS = {
    "customer": "select (select to_json(c) from customer c where customer_id = %(customer)s),"
    " (select to_json(f) from figures f where customer_id = %(customer)s),"
    " (select json_agg(h) from holding h where customer_id = %(customer)s)",
    "balances": "select account_id, d.* from ledger.balance b cross join lateral (select as_of,"
    " closing union all select * from unnest(earlier_as_of, earlier_closing)) d (day, closing)"
    f" where account_id = {OWNED} and day >= date '2025-11-01' order by account_id, day",
    "transactions": f"select * from {BOOKINGS} t where account_id = {OWNED}"
    " and posted_on >= date '2025-11-01' order by posted_on desc, posted_seq desc limit 51",
    "search": "select customer_id, full_name, segment, branch_id, rm_id from customer"
    " where customer_id = any(%(twenty)s)",
    "exact": "select customer_id, full_name, segment, branch_id, rm_id from customer"
    " where customer_id = %(customer)s",
    "book_page": "select * from figures where rm_seq = %(rm)s order by trv desc limit 51",
    "book_home": f"{SUMS}, month_end from rm_month where rm_seq = %(rm)s group by month_end",
    "roll_up_branch": f"{SUMS}, month_end from rm_month"
    " where rm_seq between %(branch_low)s and %(branch_high)s group by month_end",
    "roll_up_region": f"{SUMS}, month_end from rm_month"
    " where rm_seq between %(region_low)s and %(region_high)s group by month_end",
    "roll_up_bank": f"{SUMS}, month_end from rm_month"
    " where rm_seq between %(bank_low)s and %(bank_high)s group by month_end",
}


def measure(bench: Bench, sample: Sample, name: str) -> list[float]:
    """Seconds of each of some hundred executions, rows fetched."""
    count = 200 if bench.small else 1000
    found: list[float] = []
    with bench.owner() as database:
        path = sql.SQL("set search_path = {}, ledger").format(sql.Identifier(sample.schema))
        database.execute(path)
        database.execute("set plan_cache_mode = force_generic_plan")
        for place in range(count):
            params = _params(sample, place)
            began = time.perf_counter()
            database.execute(STATEMENTS[name].encode(), params, prepare=True).fetchall()
            found.append(time.perf_counter() - began)
    return found[count // 10 :]


def _params(sample: Sample, place: int) -> dict[str, object]:
    people: list[Sampled] = sample.customers
    one = people[place % len(people)]
    params: dict[str, object] = {
        "customer": one.customer_id,
        "rm": one.rm_seq,
        "twenty": [people[(place + n * 7) % len(people)].customer_id for n in range(20)],
    }
    for level, (_, low, high) in sample.heads.items():
        params |= {f"{level}_low": low, f"{level}_high": high}
    return params
