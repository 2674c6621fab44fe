"""Each RM's book by month: today's customers, and what they held then. Minor units."""

from collections.abc import Callable

import ibis

from c360.customers.families import CASA_FAMILIES
from c360.customers.source_day import exact
from c360.customers.source_months import month_ends, months_of
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

FAMILIES = {
    "casa": CASA_FAMILIES, "term_deposits": ("term_deposit",), "investments": ("investment",),
    "loans": ("loan",),
}  # fmt: skip


def _owned(night: Night) -> ibis.Table:
    """Each owned account with its customer, its customer's RM, its family and what stands on it."""
    holdings = night.built["holding"]
    owned = holdings.filter(holdings.is_primary)
    return owned.select("account_id", "customer_id", "rm_seq", "family", "closing")


def _total(rows: ibis.Table, column: str, families: tuple[str, ...]) -> ibis.Value:
    counts = rows.family.isin(families)
    return exact(rows[column].sum(where=counts).fill_null(0))


def _by_month(night: Night, owned: ibis.Table, customers: ibis.Table, key: str) -> ibis.Table:
    """These accounts' months added up by `key`, and how many of its customers were there then."""
    rows = months_of(night, owned.select("account_id", key, "family"))
    moves = rows.group_by([key, "month_end"]).agg(
        **{f"{name}_moved": _total(rows, "moved", kinds) for name, kinds in FAMILIES.items()},
        moved_days=_total(rows, "moved_days", CASA_FAMILIES),
        money_in=_total(rows, "money_in", CASA_FAMILIES),
        money_out=_total(rows, "money_out", CASA_FAMILIES),
    )
    now = owned.group_by(key).agg(
        **{f"{name}_now": _total(owned, "closing", kinds) for name, kinds in FAMILIES.items()}
    )
    parts = []
    for last, days in month_ends(night).items():
        known = (customers.onboarded_on <= last).cast("int64")
        books = customers.group_by(key).agg(customers=exact(known.sum()))
        parts.append(books.mutate(month_end=ibis.literal(last), days=ibis.literal(days)))
    books = ibis.union(*parts) if len(parts) > 1 else parts[0]
    table = books.left_join(now, key).drop(f"{key}_right")
    table = table.left_join(moves, [key, "month_end"])
    table = table.drop(f"{key}_right", "month_end_right")
    amounts = [name for name in table.columns if name not in books.columns]
    table = table.mutate(**{name: table[name].fill_null(0) for name in amounts})
    since = ibis.cumulative_window(group_by=table[key], order_by=table.month_end.desc())
    table = table.mutate(
        **{f"{n}_start": table[f"{n}_now"] - exact(table[f"{n}_moved"].sum().over(since))
           for n in FAMILIES}
    )  # fmt: skip
    closing = {name: table[f"{name}_start"] + table[f"{name}_moved"] for name in FAMILIES}
    return table.select(
        key, "month_end", "customers", "money_in", "money_out",
        **{**closing, "loans": -closing["loans"]},
        casa_day_sum=table.casa_start * table.days + table.moved_days,
    )  # fmt: skip


def rm_month(night: Night) -> ibis.Table:
    """Each RM's book at each month's end and on the business date."""
    return _by_month(night, _owned(night), night.built["customer"], "rm_seq")


def own_month(night: Night) -> ibis.Table:
    """The same of each employee's own record, which no sum shows that employee."""
    people = night.built["employee"]
    own = people.filter(people.own_customer_id.notnull()).select(own_id=people.own_customer_id)
    customers = night.built["customer"]
    customers = customers.semi_join(own, customers.customer_id == own.own_id)
    owned = _owned(night).semi_join(customers, "customer_id")
    table = _by_month(night, owned, customers, "customer_id")
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
