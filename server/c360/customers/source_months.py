"""What each account did in each month of the window, and what its closed months add up to.

Of a closed month only the accounts that changed in it are kept, by what changed: so a year of
months takes less than two of the accounts' own tables, and none is added up where nothing was.
What stood at a month's start is what stands now less all that moved since. A closed account's
months are those of `closed_month`, at 0 from the closing on (`source_day.py`).
"""

from collections.abc import Mapping
from datetime import date, timedelta

import ibis

from c360.customers.periods import month_start
from c360.customers.source_day import NOTHING, closed_accounts, exact
from c360.nightly.night import Night

PAST = ("closing_year_start", "quarter_day_sum", "past_day_sum", "past_in", "past_out")
LESS = ("year_less", "quarter_less", "past_less", "past_in", "past_out")
MOVES = ("account_id", "moved", "moved_days", "money_in", "money_out")


def days_of(end: date, history_from: date) -> int:
    """How many days of its month up to `end` history has."""
    return max((end - max(month_start(end), history_from)).days + 1, 0)


def account_month(end: date, history_from: date, table: ibis.Table) -> ibis.Table:
    """Each account that changed in the month that ends with `end`, of `account_day` as of it.

    (account_id, other, moved_days, money_in, money_out), `other` being what moved beside money in
    and out: most often nothing, which takes no room.
    """
    rows = _moves(table, days_of(end, history_from))
    rows = rows.filter(ibis.or_(*(rows[name] != 0 for name in rows.columns[1:])))
    return rows.mutate(other=rows.moved - rows.money_in + rows.money_out).drop("moved")


def _moved(month: ibis.Table) -> ibis.Table:
    """The `MOVES` of a closed month as it is kept."""
    moved = month.other + month.money_in - month.money_out
    return month.mutate(moved=moved).select(*MOVES)


def _moves(table: ibis.Table, days: int) -> ibis.Table:
    """The `MOVES` of the month of which `account_day` has so many days.

    `moved` is the closing less that of the month before, `moved_days` what the closings of all
    its days add up to above the latter.
    """
    table = table.mutate(
        moved=table.closing - table.closing_month_start,
        moved_days=table.month_day_sum - table.closing_month_start * days,
    )
    return table.select(*MOVES[:3], money_in=table.in_month, money_out=table.out_month)


def month_ends(night: Night) -> dict[date, int]:
    """The window's closed months' ends and the business date, and the days up to each."""
    ends = (*night.month_ends["account_month"], night.as_of)
    return {end: days_of(end, night.history_from) for end in ends}


def _all_months(night: Night) -> ibis.Table:
    """The months as the rows have them, the running one up to the business date: by `month_end`."""
    running = _moves(night.carried["account_day"], days_of(night.as_of, night.history_from))
    parts = {end: _moved(month) for end, month in night.month_ends["account_month"].items()}
    parts[night.as_of] = running
    shown = [table.mutate(month_end=ibis.literal(end)) for end, table in parts.items()]
    return ibis.union(*shown) if len(shown) > 1 else shown[0]


def closed_month(night: Night) -> ibis.Table:
    """The months of closed accounts, which stand at 0 from the closing on.

    The month of closing has two rows, of which one takes away what stood at its start.
    """
    closed = closed_accounts(night)
    months = _all_months(night).inner_join(closed, "account_id")
    gone = months.month_end >= months.closed_from
    kept = months.mutate(
        moved=gone.ifelse(NOTHING, months.moved), moved_days=gone.ifelse(NOTHING, months.moved_days)
    ).drop("closed_from")
    after = months.filter(gone).group_by("account_id").agg(after=lambda t: exact(t.moved.sum()))
    start = night.carried["account_day"].select("account_id", "closing")
    start = start.inner_join(closed, "account_id")
    for beside in (after, night.built["account_closing"]):
        start = start.left_join(beside, "account_id").drop("account_id_right")
    unchanged = start.begin.fill_null(start.closed_from.day().cast("int64")) - 1
    opening = start.closing - start.after.fill_null(0)
    start = start.mutate(opening=opening, until=opening * unchanged + start.days.fill_null(0))
    parts = [kept]
    for end, days in month_ends(night).items():
        then = start.filter(start.closed_from.between(month_start(end), end))
        parts.append(
            then.select(
                "account_id", moved=-then.opening, moved_days=then.until - then.opening * days,
                money_in=NOTHING, money_out=NOTHING, month_end=ibis.literal(end),
            )
        )  # fmt: skip
    return ibis.union(*parts)


def months_of(night: Night, accounts: ibis.Table) -> ibis.Table:
    """(month_end, moved, moved_days, money_in, money_out) of these accounts, with their columns.

    By month of the window, the running one included; a month without a change has no row.
    """
    going = accounts.anti_join(closed_accounts(night), "account_id")
    rows = _all_months(night).inner_join(going, "account_id")
    gone = night.built["closed_month"].inner_join(accounts, "account_id")
    return rows.union(gone.select(*rows.columns))


def account_past(
    as_of: date, history_from: date, ends: Mapping[date, ibis.Table]
) -> ibis.Table | None:
    """What each account's closed months take from what stood at the end of the last one.

    `PAST` is that standing times the days, less these sums; money in and out as they are. None
    where no month has ended yet.
    """
    return _less(as_of, history_from, {end: _moved(month) for end, month in ends.items()})


def _less(as_of: date, history_from: date, ends: Mapping[date, ibis.Table]) -> ibis.Table | None:
    """`LESS` of the `MOVES` of closed months."""
    quarter = month_start(as_of, (as_of.month - 1) % 3)
    year = date(as_of.year - 1, 12, 31)
    parts = []
    in_quarter = in_all = 0
    for end in sorted(ends):
        rows, days = ends[end], days_of(end, history_from)
        in_quarter += days * (end >= quarter)
        in_all += days
        parts.append(
            rows.select(
                "account_id",
                year_less=rows.moved * int(end > year),
                quarter_less=(rows.moved * in_quarter - rows.moved_days) * int(end >= quarter),
                past_less=rows.moved * in_all - rows.moved_days,
                past_in=rows.money_in,
                past_out=rows.money_out,
            )
        )
    if not parts:
        return None
    table = ibis.union(*parts) if len(parts) > 1 else parts[0]
    return table.group_by("account_id").agg(**{name: exact(table[name].sum()) for name in LESS})


def _with_past(night: Night, table: ibis.Table, less: ibis.Table | None) -> ibis.Table:
    """Accounts with `PAST`, from `LESS` and what stood at the start of the running month."""
    quarter = month_start(night.as_of, (night.as_of.month - 1) % 3)
    year = date(night.as_of.year - 1, 12, 31)
    ends = month_ends(night)
    del ends[night.as_of]
    if less is None:
        return table.mutate(**dict.fromkeys(PAST, NOTHING))
    names = table.columns
    table = table.left_join(less, "account_id").drop("account_id_right")
    table = table.mutate(**{name: table[name].fill_null(0) for name in LESS})
    stood = table.closing_month_start
    of_quarter = sum(days for end, days in ends.items() if end >= quarter)
    return table.select(
        *names,
        closing_year_start=(stood - table.year_less) * int(year in ends),
        quarter_day_sum=stood * of_quarter - table.quarter_less,
        past_day_sum=stood * sum(ends.values()) - table.past_less,
        past_in=table.past_in,
        past_out=table.past_out,
    )


def account_sums(night: Night) -> ibis.Table:
    """Each account with rows: what is carried and its closed months, closed accounts at 0."""
    day = night.carried["account_day"]
    closed = closed_accounts(night)
    kept = day.anti_join(closed, "account_id")
    months = night.built["closed_month"]
    ends = {end: months.filter(months.month_end == end) for end in month_ends(night)}
    running = ends.pop(night.as_of)
    running = running.group_by("account_id").agg(running=exact(running.moved_days.sum()))
    gone = day.inner_join(closed, "account_id")
    gone = gone.left_join(running, "account_id").drop("account_id_right")
    yesterday, month_before = night.as_of - timedelta(1), month_start(night.as_of) - timedelta(1)
    gone = gone.mutate(
        closing=NOTHING,
        closing_day_before=(gone.closed_from <= yesterday).ifelse(0, gone.closing_day_before),
        closing_month_start=(gone.closed_from <= month_before).ifelse(0, gone.closing_month_start),
    )
    days = days_of(night.as_of, night.history_from)
    day_sum = gone.closing_month_start * days + gone.running.fill_null(0)
    gone = gone.mutate(month_day_sum=day_sum).select(*day.columns)
    less = _less(night.as_of, night.history_from, ends)
    return _with_past(night, kept, night.carried.get("account_past")).union(
        _with_past(night, gone, less)
    )
