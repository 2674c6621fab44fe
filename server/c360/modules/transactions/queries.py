"""A customer's bookings: rows, totals and where money goes. Amounts are signed minor units."""
# ruff: noqa: S608 (statements are put together from our own words; values are bound)

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from c360.core.viewer import Viewer
from c360.customers.families import CASA_FAMILIES, OWN_MOVES
from c360.customers.holdings import Operated, operated_holdings
from c360.customers.periods import month_start
from c360.http.rows import Row, fetch
from c360.modules.transactions.filters import (
    IN_PERIOD,
    NARROWED,
    Filters,
    chosen,
    narrow_values,
    period_values,
)

TOP_COUNTERPARTIES = 5
FACET_COUNTERPARTIES = 50

Position = tuple[date, int, str]  # posted_on, posted_seq, account_key of the last row given

# An account's bookings of the period are read, opened where they stand packed, and the newest are
# taken: of three ordinary accounts in less than a millisecond.
_PAGE = f"""
    select booked.* from unnest(%(accounts)s::text[]) as operated(id)
    cross join lateral (
        select transaction_id, posted_on, posted_seq, account_id, counterparty, narration,
            channel, category, amount, balance_after, value_date
        from transaction
        where account_id = operated.id
            and posted_on between %(first)s::date and %(last)s::date
            and (posted_on < %(after_on)s::date or posted_seq < %(after_seq)s::bigint
                or (posted_seq = %(after_seq)s::bigint and account_id > %(after_account)s::text))
            and {NARROWED}
        order by posted_on desc, posted_seq desc
        limit %(size)s::bigint
    ) booked
    order by posted_on desc, posted_seq desc, account_id
    limit %(size)s::bigint"""

_SUMS = """count(*) as count,
    coalesce(sum(amount) filter (where amount > 0), 0)::bigint as money_in,
    -coalesce(sum(amount) filter (where amount < 0), 0)::bigint as money_out"""
_MONTH = "to_char(posted_on, 'YYYY-MM')"
# Bookings that brought or took money: of savings and current accounts, no own moves.
_FLOW = """account_id = any(%(casa)s::text[])
    and (category is null or category <> all(%(own_moves)s::text[]))"""

# One pass over the period; each row of the answer says which part it belongs to.
_SUMMARY = f"""
    with period as materialized (
        select account_id, posted_on, amount, channel, category, counterparty,
            account_id = any(%(chosen)s::text[]) and {NARROWED} as chosen
        from transaction where {IN_PERIOD}
    )
    select 'period' as part, null as name, {_SUMS} from period
    union all select 'totals', null, {_SUMS} from period where chosen
    union all select 'months', {_MONTH}, {_SUMS} from period where chosen and {_FLOW} group by 2
    union all select 'net', counterparty, {_SUMS} from period where chosen group by 2
    union all select 'channels', channel, {_SUMS} from period group by 2
    union all select 'categories', category, {_SUMS} from period group by 2
    union all select 'counterparties', counterparty, {_SUMS} from period group by 2"""

_CASHFLOW = f"""
    with flow as materialized (
        select posted_on, amount, category from transaction where {IN_PERIOD} and {_FLOW}
    )
    select 'months' as part, {_MONTH} as name, {_SUMS} from flow group by 2
    union all select 'categories', coalesce(category, 'other'), {_SUMS} from flow group by category
    union all select 'salary', max(posted_on)::text, {_SUMS} from flow
        where category = 'salary' and amount > 0 group by {_MONTH}"""


@dataclass(frozen=True)
class Page:
    """Rows of one page; `last` is the position to go on from, None when nothing follows."""

    currency: str | None
    rows: list[dict[str, Any]]
    last: Position | None


def transactions(
    viewer: Viewer, customer_id: str, filters: Filters, *, after: Position | None, limit: int
) -> Page:
    """One page of at most `limit` bookings after that position, newest first.

    Raises not-found when the customer is out of scope.
    """
    holdings = operated_holdings(viewer, customer_id)
    # Before every booking: the day after the last, which no booking of the period reaches.
    after_on, after_seq, after_key = after or (date.max, 0, "")
    by_key = {holding.account_key: account_id for account_id, holding in holdings.items()}
    values = {
        **period_values(chosen(holdings, filters), filters),
        **narrow_values(filters),
        "last": min(filters.last, after_on),
        "after_on": after_on,
        "after_seq": str(after_seq),
        "after_account": by_key.get(after_key, ""),
        "size": str(limit + 1),
    }
    page = fetch(_PAGE, values)
    last = None
    if len(page) > limit:
        page.pop()
        at = page[-1]
        last = (at["posted_on"], at["posted_seq"], holdings[at["account_id"]].account_key)
    keys = {account_id: key for key, account_id in by_key.items()}
    for row in page:
        del row["posted_seq"]
        account_id = row.pop("account_id")
        row["account_key"] = keys[account_id]
        row["number_masked"] = holdings[account_id].number_masked
        row["product"] = holdings[account_id].product_name
    return Page(_currency(holdings), page, last)


def _flow_values(holdings: Mapping[str, Operated]) -> dict[str, list[str]]:
    casa = [account for account, row in holdings.items() if row.family in CASA_FAMILIES]
    return {"casa": casa, "own_moves": list(OWN_MOVES)}


def _currency(holdings: Mapping[str, Operated]) -> str | None:
    return next((holding.currency for holding in holdings.values()), None)


def _parts(statement: str, values: Mapping[str, Any]) -> dict[str, list[Row]]:
    """The rows of a statement by their part."""
    parts: dict[str, list[Row]] = {}
    for row in fetch(statement, values):
        parts.setdefault(row.pop("part"), []).append(row)
    return parts


def summary(viewer: Viewer, customer_id: str, filters: Filters) -> dict[str, Any]:
    """Totals, months, counterparties and facets of what the filters let through."""
    holdings = operated_holdings(viewer, customer_id)
    values = {
        **period_values(holdings, filters),
        **narrow_values(filters),
        **_flow_values(holdings),
        "chosen": chosen(holdings, filters),
    }
    parts = _parts(_SUMMARY, values)
    [totals], [period] = parts["totals"], parts["period"]
    nets = [
        {"name": row["name"], "net": row["money_in"] - row["money_out"]}
        for row in parts.get("net", [])
        if row["name"] is not None
    ]
    nets.sort(key=lambda row: (-abs(row["net"]), row["name"]))
    return {
        "currency": _currency(holdings),
        "count": totals["count"],
        "money_in": totals["money_in"],
        "money_out": totals["money_out"],
        "net": totals["money_in"] - totals["money_out"],
        "of_count": period["count"],
        "months": _months(parts.get("months", [])),
        "counterparties": nets[:TOP_COUNTERPARTIES],
        "facets": {
            "channels": _facet(parts.get("channels", [])),
            "categories": _facet(parts.get("categories", [])),
            "counterparties": _facet(parts.get("counterparties", []))[:FACET_COUNTERPARTIES],
        },
    }


def _months(rows: list[Row]) -> list[Row]:
    found = [
        {"month": row["name"], "money_in": row["money_in"], "money_out": row["money_out"]}
        for row in rows
    ]
    return sorted(found, key=lambda row: str(row["month"]))


def _facet(rows: list[Row]) -> list[dict[str, Any]]:
    found = [{"value": r["name"], "count": r["count"]} for r in rows if r["name"] is not None]
    return sorted(found, key=lambda row: (-row["count"], row["value"]))


def cashflow(viewer: Viewer, customer_id: str, *, first: date, last: date) -> dict[str, Any]:
    """In and out of savings and current accounts by month and category, without own moves.

    Months run from the month of `first` to that of `last`, a zero where nothing moved.
    """
    holdings = operated_holdings(viewer, customer_id)
    period = period_values(holdings, Filters(first, last))
    parts = _parts(_CASHFLOW, {**period, **_flow_values(holdings)})
    by_month = {row["name"]: row for row in parts.get("months", [])}
    months = _month_names(first, last)
    return {
        "currency": _currency(holdings),
        "months": months,
        "money_in": [by_month[m]["money_in"] if m in by_month else 0 for m in months],
        "money_out": [by_month[m]["money_out"] if m in by_month else 0 for m in months],
        "categories": [
            {
                "category": row["name"],
                "money_in": row["money_in"],
                "money_out": row["money_out"],
            }
            for row in sorted(parts.get("categories", []), key=lambda row: str(row["name"]))
        ],
        "salary": _salary([row["name"] for row in parts.get("salary", [])], months, last),
    }


def _salary(paid: list[str], months: list[str], last: date) -> dict[str, int] | None:
    """In how many of the months a salary came; None when it never did.

    `paid` are the last days it came, `2026-10-31`, one a month. The running month counts once
    it came or its usual day, that of the month paid last, is past.
    """
    if not paid:
        return None
    latest = max(paid)
    is_to_come = not latest.startswith(months[-1]) and last.day < int(latest[-2:])
    return {"months_paid": len(paid), "of_months": len(months) - is_to_come}


def _month_names(first: date, last: date) -> list[str]:
    names, month = [], month_start(first)
    while month <= last:
        names.append(f"{month:%Y-%m}")
        month = month_start(month, -1)
    return names
