"""Who holds which account, and what stood on it.

The balance of a day is the latest closing on or before it, 0 before the first. A closed account
stands at 0 from `closed_on` on (not stated: from the business date), whatever the warehouse says;
before, it counts as what it was, so a matured deposit stays in the past's totals.
"""

from datetime import date, timedelta

import ibis

from c360.customers.families import OWN_MOVES
from c360.customers.periods import month_start
from c360.nightly.night import Night


def exact(total: ibis.Value) -> ibis.Value:
    """A sum or count as a 64-bit integer.

    Engines add integers up in wider types, which a Parquet file would keep as floating point;
    Ibis takes a plain cast for done, so the way leads through a decimal.
    """
    return total.cast("decimal(38, 0)").cast("int64")


def first_of_month(day: ibis.Value) -> ibis.Value:
    """The first day of the month of a date, as a date."""
    return ibis.date(day.year(), day.month(), 1)


def closings(night: Night) -> ibis.Table:
    """(account_id, as_of, closing): the changed days, with closed accounts at 0."""
    balances = night.history["balance"].select("account_id", "as_of", "closing")
    accounts = night.tables["account"]
    closed = accounts.filter(accounts.status == "closed")
    closed = closed.select(
        "account_id",
        closed_from=ibis.least(closed.closed_on, ibis.literal(night.as_of)).fill_null(night.as_of),
    )
    joined = balances.left_join(closed, "account_id")
    gone = joined.closed_from.notnull() & (joined.as_of >= joined.closed_from)
    kept = joined.select("account_id", "as_of", closing=gone.ifelse(0, joined.closing))
    zeros = closed.select(
        "account_id", as_of=closed.closed_from, closing=ibis.literal(0, type="int64")
    )
    return kept.union(zeros)


def changes(night: Night) -> ibis.Table:
    """(account_id, as_of, change): by how much the closing of a day differs from the one before."""
    rows = closings(night)
    before = rows.closing.lag().over(group_by=rows.account_id, order_by=rows.as_of)
    return rows.select("account_id", "as_of", change=rows.closing - before.fill_null(0))


def _standing(night: Night) -> ibis.Table:
    """Each account's closings of the days that figures compare, and the month's sum of days."""
    as_of, first = night.as_of, month_start(night.as_of)
    rows = changes(night)

    def until(day: date) -> ibis.Value:
        return exact(rows.change.sum(where=rows.as_of <= day).fill_null(0))

    # A change counts on each day from its own on: all days of the month so far, less those before.
    days_missed = (rows.as_of >= first).ifelse(rows.as_of.day().cast("int64") - 1, 0)
    day_changes = rows.change * (ibis.literal(as_of.day, type="int64") - days_missed)
    return rows.group_by("account_id").agg(
        closing=until(as_of),
        closing_day_before=until(as_of - timedelta(1)),
        closing_month_start=until(first - timedelta(1)),
        month_day_sum=exact(day_changes.sum()),
    )


def counted_moves(night: Night) -> ibis.Table:
    """The bookings that are money in or out: (account_id, posted_on, money_in, money_out)."""
    rows = night.history["transaction"]
    rows = rows.filter(~rows.category.fill_null("").isin(OWN_MOVES))
    nothing = ibis.literal(0, type="int64")
    return rows.select(
        "account_id",
        "posted_on",
        money_in=(rows.amount > 0).ifelse(rows.amount, nothing),
        money_out=(rows.amount < 0).ifelse(-rows.amount, nothing),
    )


def _bookings(night: Night) -> ibis.Table:
    rows = night.history["transaction"]
    return rows.group_by("account_id").agg(last_posted_on=rows.posted_on.max())


def _month_moves(night: Night) -> ibis.Table:
    rows = counted_moves(night)
    rows = rows.filter(rows.posted_on >= month_start(night.as_of))
    return rows.group_by("account_id").agg(
        in_month=exact(rows.money_in.sum()), out_month=exact(rows.money_out.sum())
    )


def _accounts(night: Night) -> ibis.Table:
    """Each account with its product, holders, balances and moves."""
    table = night.tables["account"]
    products = night.tables["product"]
    products = products.select("product_id", "kind", "family", product_name=products.name)
    table = table.inner_join(products, "product_id")
    parts = night.tables["holding"]
    parts = parts.filter(parts.role.isin(("owner", "joint")))
    holders = parts.group_by("account_id").agg(holders=parts.count().cast("int32"))
    for beside in (holders, _standing(night), _bookings(night), _month_moves(night)):
        table = table.left_join(beside, "account_id").drop("account_id_right")
    zeros = ("closing", "closing_day_before", "closing_month_start", "month_day_sum",
             "in_month", "out_month")  # fmt: skip
    return table.mutate(
        holders=table.holders.fill_null(0), **{name: table[name].fill_null(0) for name in zeros}
    )


def holding(night: Night) -> ibis.Table:
    """Each customer's part in each account, with the account's facts and balances."""
    parts = night.tables["holding"].select("customer_id", "account_id", "role")
    customers = night.built["customer"].select("customer_id", "rm_seq")
    table = parts.inner_join(customers, "customer_id")
    table = table.inner_join(_accounts(night), "account_id")
    return table.mutate(is_primary=table.role == "owner").select(
        "customer_id", "account_id", "role", "rm_seq", "is_primary", "holders", "product_id",
        "product_name", "kind", "family", "currency", "opened_on", "closed_on", "status",
        "branch_id", "interest_rate", "credit_limit", "instalment", "instalment_day",
        "principal", "matures_on", "renewal", "minimum_balance", "overdue_days", "closing",
        "closing_day_before", "closing_month_start", "month_day_sum", "last_posted_on",
        "in_month", "out_month",
    )  # fmt: skip
