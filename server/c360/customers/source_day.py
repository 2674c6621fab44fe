"""What each account's rows add up to by the business date: carried from night to night.

Carried amounts are the rows' own; that a closed account stands at 0 is put to them afterwards
(`closings_of`), since a warehouse may tell of a closing late. The balance of a day is the latest
closing on or before it, 0 before the first. A closed account stands at 0 from `closed_on` on (not
stated: from the business date), whatever the warehouse says; before, it counts as what it was,
so a matured deposit stays in the past's totals.
"""

from datetime import date, timedelta

import ibis

from c360.customers.families import NOT_ACTIVITY, OWN_MOVES
from c360.customers.periods import month_start
from c360.nightly.night import Night, Step

NOTHING = ibis.literal(0, type="int64")


def exact(total: ibis.Value) -> ibis.Value:
    """A sum or count as a 64-bit integer.

    Engines add integers up in wider types, which a Parquet file would keep as floating point;
    Ibis takes a plain cast for done, so the way leads through a decimal: of 18 digits, since an
    engine computes with wider ones slowly. A sum that does not fit ends the load.
    """
    return total.cast("decimal(18, 0)").cast("int64")


def first_of_month(day: ibis.Value) -> ibis.Value:
    """The first day of the month of a date, as a date."""
    return ibis.date(day.year(), day.month(), 1)


def money(rows: ibis.Table) -> dict[str, ibis.Value]:
    """A booking's part of money in and of money out; both positive, own moves are neither."""
    counted = ~rows.category.fill_null("").isin(OWN_MOVES)
    return {
        "money_in": (counted & (rows.amount > 0)).ifelse(rows.amount, NOTHING),
        "money_out": (counted & (rows.amount < 0)).ifelse(-rows.amount, NOTHING),
    }


def _day(on: ibis.Value, first: date) -> ibis.Value:
    """The day of the month from which a row counts: its own, or the step's first."""
    return (on >= first).ifelse(on.day().cast("int64"), first.day)


def _balances(step: Step, first: date) -> ibis.Table:
    """By account: where the days end, and the days from the first changed one on added up."""
    rows = step.rows["balance"]
    after = rows.as_of.lead().over(group_by=rows.account_id, order_by=rows.as_of)
    rows = rows.mutate(after=after)
    end = rows.after.isnull().ifelse(step.until.day + 1, _day(rows.after, first))
    rows = rows.mutate(begin=_day(rows.as_of, first), end=end)
    days = exact((rows.closing * (rows.end - rows.begin)).sum())
    return rows.group_by("account_id").agg(
        last=rows.closing.argmax(rows.as_of),
        last_before=rows.closing.argmax(rows.as_of, where=rows.as_of < step.until),
        begin=rows.begin.min(),
        days=ibis.literal(0, type="int64") if step.since is None else days,
    )


def _bookings(step: Step) -> ibis.Table:
    rows = step.rows["transaction"]
    rows = rows.mutate(**money(rows), category=rows.category.fill_null(""))
    bounced = (rows.category == "emi_bounce").cast("int64")
    return rows.group_by("account_id").agg(
        moved_in=exact(rows.money_in.sum()),
        moved_out=exact(rows.money_out.sum()),
        bounced=exact(bounced.sum()),
        posted_on=rows.posted_on.max(),
        active_on=rows.posted_on.max(where=~rows.category.isin(NOT_ACTIVITY)),
    )


def _together(left: ibis.Table, right: ibis.Table) -> ibis.Table:
    table = left.outer_join(right, "account_id")
    both = ibis.coalesce(table.account_id, table.account_id_right)
    return table.mutate(account_id=both).drop("account_id_right")


def account_day(step: Step) -> ibis.Table:
    """Each account with rows, as of the step's last day; sums are of that day's month so far."""
    first = month_start(step.until) if step.since is None else step.since + timedelta(1)
    new = _together(_balances(step, first), _bookings(step))
    before = step.before
    if before is None:
        blank = new.limit(0)
        before = _shown(blank, blank.account_id, *(NOTHING,) * 7, *(ibis.null("date"),) * 2)
    table = _together(before, new)
    goes_on = 0 if first.day == 1 else 1
    was = table.closing.fill_null(0)
    unchanged = table.begin.fill_null(step.until.day + 1) - first.day
    days = table.month_day_sum.fill_null(0) * goes_on + was * unchanged + table.days.fill_null(0)
    return _shown(
        table,
        table.account_id,
        table["last"].fill_null(was),
        table.last_before.fill_null(was),
        table.closing_month_start.fill_null(0) if goes_on else was,
        days,
        table.in_month.fill_null(0) * goes_on + table.moved_in.fill_null(0),
        table.out_month.fill_null(0) * goes_on + table.moved_out.fill_null(0),
        table.bounces.fill_null(0) * goes_on + table.bounced.fill_null(0),
        table.posted_on.fill_null(table.last_posted_on),
        table.active_on.fill_null(table.last_active_on),
    )


def _shown(table: ibis.Table, *values: ibis.Value) -> ibis.Table:
    names = (
        "account_id", "closing", "closing_day_before", "closing_month_start", "month_day_sum",
        "in_month", "out_month", "bounces", "last_posted_on", "last_active_on",
    )  # fmt: skip
    return table.select(**dict(zip(names, values, strict=True)))


def closed_accounts(night: Night) -> ibis.Table:
    """(account_id, closed_from): the first day each closed account stands at 0."""
    accounts = night.tables["account"]
    closed = accounts.filter(accounts.status == "closed")
    day = ibis.least(closed.closed_on, ibis.literal(night.as_of)).fill_null(night.as_of)
    return closed.select("account_id", closed_from=day)


def account_closing(night: Night) -> ibis.Table:
    """(account_id, begin, days): changed days of the month of closing, up to the day before."""
    closed = closed_accounts(night)
    rows = night.history["balance"].inner_join(closed, "account_id")
    rows = rows.filter(
        rows.as_of < rows.closed_from,
        first_of_month(rows.as_of) == first_of_month(rows.closed_from),
    )
    after = rows.as_of.lead().over(group_by=rows.account_id, order_by=rows.as_of)
    rows = rows.mutate(after=after.fill_null(rows.closed_from))
    lasted = rows.after.day().cast("int64") - rows.as_of.day().cast("int64")
    rows = rows.mutate(weighed=rows.closing * lasted, begin=rows.as_of.day().cast("int64"))
    return rows.group_by("account_id").agg(begin=rows.begin.min(), days=exact(rows.weighed.sum()))
