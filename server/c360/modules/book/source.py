"""Each RM's book by month: today's customers, and what they held then. Minor units."""

from collections.abc import Callable

import ibis

from c360.customers.families import CASA_FAMILIES
from c360.customers.source_day import account_months, exact
from c360.modules.book.source_rollup import levels_differ, unit_rollup
from c360.nightly.night import Night

AMOUNTS = (
    "casa", "casa_day_sum", "term_deposits", "investments", "loans", "money_in", "money_out",
)  # fmt: skip


def _months(night: Night) -> ibis.Table:
    """Each owned account's months, with its customer's RM and its family."""
    holdings = night.built["holding"]
    owned = holdings.filter(holdings.is_primary).select("account_id", "rm_seq", "family")
    return account_months(night).inner_join(owned, "account_id")


def rm_month(night: Night) -> ibis.Table:
    """Each RM's book at each month's end and on the business date."""
    rows = _months(night)
    casa = rows.family.isin(CASA_FAMILIES)

    def total(column: ibis.Value, where: ibis.Value) -> ibis.Value:
        return exact(column.sum(where=where).fill_null(0))

    sums = rows.group_by(["rm_seq", "month_end"]).agg(
        casa=total(rows.closing, casa),
        casa_day_sum=total(rows.day_sum, casa),
        term_deposits=total(rows.closing, rows.family == "term_deposit"),
        investments=total(rows.closing, rows.family == "investment"),
        loans=total(-rows.closing, rows.family == "loan"),
        money_in=total(rows.money_in, casa),
        money_out=total(rows.money_out, casa),
    )
    customers = night.built["customer"]
    parts = []
    for last in (*night.month_ends["account_day"], night.as_of):
        known = (customers.onboarded_on <= last).cast("int64")
        books = customers.group_by("rm_seq").agg(customers=exact(known.sum()))
        parts.append(books.mutate(month_end=ibis.literal(last)))
    books = ibis.union(*parts) if len(parts) > 1 else parts[0]
    table = books.left_join(sums, ["rm_seq", "month_end"])
    table = table.drop("rm_seq_right", "month_end_right")
    return table.select(
        "rm_seq", "month_end", "customers", **{name: table[name].fill_null(0) for name in AMOUNTS}
    )


TABLES: dict[str, Callable[[Night], ibis.Table]] = {
    "unit_rollup": unit_rollup,
    "rm_month": rm_month,
}
CHECKS = {"A level of the bank does not add up": levels_differ}
