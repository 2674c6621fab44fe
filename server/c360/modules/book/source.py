"""Each RM's book by month: today's customers, and what they held then. Minor units."""

from collections.abc import Callable
from datetime import date, timedelta

import ibis

from c360.customers.families import CASA_FAMILIES
from c360.customers.periods import HISTORY_MONTHS, month_start
from c360.customers.source_holding import (
    changes,
    counted_moves,
    exact,
    first_of_month,
)
from c360.modules.book.source_rollup import levels_differ, unit_rollup
from c360.nightly.night import Night


def month_ends(night: Night) -> list[date]:
    """The last days of the 12 months before and the business date, as far as history goes."""
    past = [month_start(night.as_of, back) - timedelta(1) for back in range(HISTORY_MONTHS - 1)]
    known = [day for day in past if day >= night.history_from - timedelta(1)]
    return [*reversed(known), night.as_of]


def _owners(night: Night) -> ibis.Table:
    holdings = night.built["holding"]
    owned = holdings.filter(holdings.is_primary)
    return owned.select("account_id", "rm_seq", "family")


def _monthly_changes(night: Night) -> ibis.Table:
    """What each month changed, by RM and family; `casa_by_day` weighs with the day of the month."""
    rows = changes(night).inner_join(_owners(night), "account_id")
    casa = rows.family.isin(CASA_FAMILIES)

    def total(column: ibis.Value, where: ibis.Value) -> ibis.Value:
        return exact(column.sum(where=where).fill_null(0))

    return rows.group_by(["rm_seq", first_of_month(rows.as_of).name("month")]).agg(
        casa=total(rows.change, casa),
        casa_by_day=total(rows.change * rows.as_of.day().cast("int64"), casa),
        term_deposits=total(rows.change, rows.family == "term_deposit"),
        investments=total(rows.change, rows.family == "investment"),
        loans=total(-rows.change, rows.family == "loan"),
    )


def _month(monthly: ibis.Table, last: date) -> ibis.Table:
    """The books at the end of `last`: all changes so far; each changed day counts to the end."""
    first = month_start(last)
    so_far = monthly.filter(monthly.month <= first)
    days = ibis.literal(last.day, type="int64")
    day_sum = (so_far.month == first).ifelse(
        so_far.casa * (days + 1) - so_far.casa_by_day, so_far.casa * days
    )
    return so_far.group_by("rm_seq").agg(
        casa=exact(so_far.casa.sum()),
        casa_day_sum=exact(day_sum.sum()),
        term_deposits=exact(so_far.term_deposits.sum()),
        investments=exact(so_far.investments.sum()),
        loans=exact(so_far.loans.sum()),
    )


def rm_month(night: Night) -> ibis.Table:
    """Each RM's book at each month's end and on the business date."""
    customers = night.built["customer"]
    monthly = _monthly_changes(night)
    parts = []
    for last in month_ends(night):
        known = (customers.onboarded_on <= last).cast("int64")
        books = customers.group_by("rm_seq").agg(customers=exact(known.sum()))
        table = books.left_join(_month(monthly, last), "rm_seq").drop("rm_seq_right")
        amounts = ("casa", "casa_day_sum", "term_deposits", "investments", "loans")
        parts.append(
            table.select(
                "rm_seq",
                "customers",
                month_end=ibis.literal(last),
                **{name: table[name].fill_null(0) for name in amounts},
            )
        )
    return ibis.union(*parts).select(
        "rm_seq", "month_end", "customers", "casa", "casa_day_sum", "term_deposits",
        "investments", "loans",
    )  # fmt: skip


def rm_flow(night: Night) -> ibis.Table:
    """Money in and out of the CASA accounts of each RM's book, by calendar month."""
    owners = _owners(night)
    casa = owners.filter(owners.family.isin(CASA_FAMILIES))
    rows = counted_moves(night)
    rows = rows.filter(rows.posted_on >= month_start(night.as_of, HISTORY_MONTHS - 1))
    rows = rows.inner_join(casa, "account_id")
    return rows.group_by(["rm_seq", first_of_month(rows.posted_on).name("month")]).agg(
        money_in=exact(rows.money_in.sum()), money_out=exact(rows.money_out.sum())
    )


TABLES: dict[str, Callable[[Night], ibis.Table]] = {
    "unit_rollup": unit_rollup,
    "rm_month": rm_month,
    "rm_flow": rm_flow,
}
CHECKS = {"A level of the bank does not add up": levels_differ}
