"""Warehouse to hall: units, people, products, customers, and the small tables beside them.

Only what every engine can do is used: no ordered collect, no asof join, no division.
"""

from collections.abc import Callable

import ibis
from ibis import _

from c360.core.viewer import BAND, STAFF_BANDS, VIP_BANDS
from c360.customers.contacts import CONTACT_KINDS
from c360.customers.source_day import account_closing, account_day
from c360.customers.source_figures import figures
from c360.customers.source_holding import holding
from c360.customers.source_household import household
from c360.customers.source_months import account_month, account_past, account_sums, closed_month
from c360.customers.source_search import (
    name_word,
    search_pair,
    search_slip,
    search_top,
    search_word,
    search_zone,
)
from c360.nightly.night import Night, Step

_END = "\x01"  # ends a unit in a path; sorts before every letter, so B1 comes before B10
_NOT_PUBLISHED = ("national_id_last4", "address_line", "postal_code")  # no answer uses them
_ABOVE = ("above_1", "above_2", "above_3")


def _paths(night: Night) -> ibis.Table:
    """Each unit with its (up to three) units above and its path from the top."""
    units = night.tables["organisation_unit"]
    table = units.mutate(above_1=units.parent_id)
    for lower, upper in (("above_1", "above_2"), ("above_2", "above_3")):
        parents = units.select(key=units.unit_id, **{upper: units.parent_id})
        table = table.left_join(parents, table[lower] == parents.key).drop("key")
    path = table.unit_id + ibis.literal(_END)
    for above in _ABOVE:
        path = (table[above] + ibis.literal(_END)).fill_null("") + path
    return table.mutate(path=path)


def unit(night: Night) -> ibis.Table:
    """Each unit with the interval of the RMs in and under it; [1, 0] where there are none."""
    paths = _paths(night)
    rms = night.built["employee"].filter(lambda t: t.rm_seq.notnull())
    placed = rms.select("unit_id", "rm_seq").inner_join(paths, "unit_id")
    under = placed.select("rm_seq", ancestor=placed.unit_id)
    for above in _ABOVE:
        found = placed.filter(placed[above].notnull())
        under = under.union(found.select("rm_seq", ancestor=found[above]))
    spans = under.group_by("ancestor").agg(first=under.rm_seq.min(), last=under.rm_seq.max())
    table = paths.left_join(spans, paths.unit_id == spans.ancestor)
    return table.select(
        "unit_id",
        "parent_id",
        "level",
        "name",
        "city",
        rm_from=table["first"].fill_null(1).cast("int32"),
        rm_to=table["last"].fill_null(0).cast("int32"),
    )


def employee(night: Night) -> ibis.Table:
    """Each employee; RMs are numbered from 1, depth-first through the units, then by id."""
    people = night.tables["employee"]
    paths = _paths(night).select("unit_id", "path")
    rms = people.filter(people.role == "rm").select("employee_id", "unit_id")
    rms = rms.inner_join(paths, "unit_id")
    numbered = rms.select(
        "employee_id",
        rm_seq=(ibis.row_number().over(order_by=[rms.path, rms.employee_id]) + 1).cast("int32"),
    )
    table = people.left_join(numbered, "employee_id")
    return table.select(
        "employee_id", "name", "role", "reports_to", "unit_id", "own_customer_id", "rm_seq"
    )


def product(night: Night) -> ibis.Table:
    """Each product the bank sells."""
    return night.tables["product"].select("product_id", "name", "kind", "family")


def _served(night: Night) -> ibis.Table:
    """The RM of each customer on the business date: the latest to take the customer over."""
    book = night.tables["book"]
    current = book.filter(
        book.from_date <= night.as_of, book.to_date.isnull() | (book.to_date >= night.as_of)
    )
    rms = night.built["employee"].filter(lambda t: t.rm_seq.notnull())
    rms = rms.select(rm_id=rms.employee_id, rm_seq=rms.rm_seq)
    joined = current.inner_join(rms, "rm_id")
    latest = ibis.row_number().over(
        group_by=joined.customer_id, order_by=[joined.from_date.desc(), joined.rm_id]
    )
    ranked = joined.mutate(place=latest)
    return ranked.filter(ranked.place == 0).select("customer_id", "rm_id", "rm_seq")


def _last_contact(night: Night) -> ibis.Table:
    """The latest call, visit or review of each customer; the day is the UTC day."""
    touches = night.tables["touchpoint"]
    touches = touches.mutate(on=touches.occurred_at.date())
    touches = touches.filter(touches.kind.isin(CONTACT_KINDS), touches.on <= night.as_of)
    latest = ibis.row_number().over(
        group_by=touches.customer_id,
        order_by=[touches.occurred_at.desc(), touches.touchpoint_id.desc()],
    )
    ranked = touches.mutate(place=latest)
    ranked = ranked.filter(ranked.place == 0)
    return ranked.select("customer_id", last_contact_on=ranked.on, last_contact_kind=ranked.kind)


def customer(night: Night) -> ibis.Table:
    """Each customer with the RM and the last contact; `rm_seq` 0 where no RM serves.

    An employee's own record counts as staff, whatever the warehouse says.
    """
    customers = night.tables["customer"]
    names = [name for name in customers.columns if name not in _NOT_PUBLISHED]
    table = customers.left_join(_served(night), "customer_id").drop("customer_id_right")
    table = table.left_join(_last_contact(night), "customer_id").drop("customer_id_right")
    own = night.tables["employee"].select(own_id="own_customer_id").filter(_.own_id.notnull())
    table = table.left_join(own.distinct(), table.customer_id == own.own_id)
    table = table.mutate(
        is_staff=table.is_staff.fill_null(False) | table.own_id.notnull(),
        is_vip=table.is_vip.fill_null(False),
    )
    band = table.is_staff.cast("int32") * STAFF_BANDS + table.is_vip.cast("int32") * VIP_BANDS
    table = table.mutate(rm_seq=(table.rm_seq.fill_null(0) + band * BAND).cast("int32"))
    return table.select(*names, "rm_id", "rm_seq", "last_contact_on", "last_contact_kind")


def _of_customers(night: Night, table: ibis.Table, *columns: str) -> ibis.Table:
    customers = night.built["customer"].select("customer_id", "rm_seq")
    return table.inner_join(customers, "customer_id").select(*columns)


def card(night: Night) -> ibis.Table:
    """Each card with its customer's RM."""
    return _of_customers(
        night, night.tables["card"], "card_id", "account_id", "customer_id", "rm_seq", "last4",
        "kind", "issued_on", "credit_limit", "used",
    )  # fmt: skip


def standing_instruction(night: Night) -> ibis.Table:
    """Each standing instruction with the owner of its account."""
    owners = night.built["holding"].filter(lambda t: t.is_primary)
    owners = owners.select("account_id", "customer_id", "rm_seq")
    orders = night.tables["standing_instruction"].inner_join(owners, "account_id")
    return orders.select(
        "instruction_id", "account_id", "customer_id", "rm_seq", "kind", "counterparty",
        "amount", "frequency", "next_on",
    )  # fmt: skip


def relationship(night: Night) -> ibis.Table:
    """Each tie with the first customer's RM."""
    return _of_customers(
        night, night.tables["relationship"], "customer_id", "related_customer_id", "kind",
        "rm_seq", "since",
    )  # fmt: skip


def consent(night: Night) -> ibis.Table:
    """Each consent with its customer's RM."""
    return _of_customers(
        night, night.tables["consent"], "customer_id", "purpose", "channel", "rm_seq", "status",
        "since",
    )  # fmt: skip


CARRIED: dict[str, Callable[[Step], ibis.Table]] = {"account_day": account_day}
MONTHS = {"account_month": ("account_day", account_month)}
MONTHLY = {"account_past": ("account_month", account_past)}
BESIDE: dict[str, Callable[[Night], ibis.Table]] = {
    "account_closing": account_closing,
    "closed_month": closed_month,
    "account_sums": account_sums,
    "name_word": name_word,
}
BY_BOOK = ("figures",)  # needs of the tables built before only the rows of the same RMs
TABLES: dict[str, Callable[[Night], ibis.Table]] = {
    "employee": employee,
    "unit": unit,
    "product": product,
    "customer": customer,
    "holding": holding,
    "figures": figures,
    "household": household,
    "search_zone": search_zone,
    "search_word": search_word,
    "search_slip": search_slip,
    "search_pair": search_pair,
    "search_top": search_top,
    "card": card,
    "standing_instruction": standing_instruction,
    "relationship": relationship,
    "consent": consent,
}
