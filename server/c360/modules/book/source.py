"""Each RM's book by month: today's customers, and what they held then. Minor units."""

from collections.abc import Callable

import ibis

from c360.customers.families import CASA_FAMILIES
from c360.customers.source_day import account_months, exact
from c360.modules.book.source_moved import account_invested, own_moved, rm_moved
from c360.modules.book.source_rollup import levels_differ, unit_rollup
from c360.modules.book.source_units import (
    rm_facet,
    unit_facet,
    unit_maturity,
    unit_month,
    unit_mover,
)
from c360.nightly.night import Night, Step

AMOUNTS = (
    "casa", "casa_day_sum", "term_deposits", "investments", "loans", "money_in", "money_out",
)  # fmt: skip


def _owned(night: Night) -> ibis.Table:
    """Each owned account with its customer, its customer's RM and its family."""
    holdings = night.built["holding"]
    owned = holdings.filter(holdings.is_primary)
    return owned.select("account_id", "customer_id", "rm_seq", "family")


def _by_month(night: Night, rows: ibis.Table, customers: ibis.Table, key: str) -> ibis.Table:
    """These months added up by `key`, and how many of these customers were there then."""
    casa = rows.family.isin(CASA_FAMILIES)

    def total(column: ibis.Value, where: ibis.Value) -> ibis.Value:
        return exact(column.sum(where=where).fill_null(0))

    sums = rows.group_by([key, "month_end"]).agg(
        casa=total(rows.closing, casa),
        casa_day_sum=total(rows.day_sum, casa),
        term_deposits=total(rows.closing, rows.family == "term_deposit"),
        investments=total(rows.closing, rows.family == "investment"),
        loans=total(-rows.closing, rows.family == "loan"),
        money_in=total(rows.money_in, casa),
        money_out=total(rows.money_out, casa),
    )
    parts = []
    for last in (*night.month_ends["account_day"], night.as_of):
        known = (customers.onboarded_on <= last).cast("int64")
        books = customers.group_by(key).agg(customers=exact(known.sum()))
        parts.append(books.mutate(month_end=ibis.literal(last)))
    books = ibis.union(*parts) if len(parts) > 1 else parts[0]
    table = books.left_join(sums, [key, "month_end"])
    table = table.drop(f"{key}_right", "month_end_right")
    return table.select(
        key, "month_end", "customers", **{name: table[name].fill_null(0) for name in AMOUNTS}
    )


def rm_month(night: Night) -> ibis.Table:
    """Each RM's book at each month's end and on the business date."""
    rows = account_months(night, _owned(night))
    return _by_month(night, rows, night.built["customer"], "rm_seq")


def own_month(night: Night) -> ibis.Table:
    """The same of each employee's own record, which no sum shows that employee."""
    people = night.built["employee"]
    own = people.filter(people.own_customer_id.notnull()).select(own_id=people.own_customer_id)
    customers = night.built["customer"]
    customers = customers.semi_join(own, customers.customer_id == own.own_id)
    rows = account_months(night, _owned(night).semi_join(customers, "customer_id"))
    table = _by_month(night, rows, customers, "customer_id")
    return table.inner_join(customers.select("customer_id", "rm_seq"), "customer_id")


CARRIED: dict[str, Callable[[Step], ibis.Table]] = {"account_invested": account_invested}
TABLES: dict[str, Callable[[Night], ibis.Table]] = {
    "unit_rollup": unit_rollup,
    "rm_month": rm_month,
    "own_month": own_month,
    "unit_month": unit_month,
    "unit_mover": unit_mover,
    "unit_maturity": unit_maturity,
    "rm_facet": rm_facet,
    "unit_facet": unit_facet,
    "rm_moved": rm_moved,
    "own_moved": own_moved,
}
CHECKS = {"A level of the bank does not add up": levels_differ}
