"""Sums of the viewer's scope, and units from top to bottom.

The night's roll-ups hold staff and VIP customers and everyone's own record: who may not see all
of those has the customers of the scope added up as the answer is made.
"""
# ruff: noqa: S608 (statements are put together from our own words; values are bound)

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from c360.core.errors import not_found
from c360.core.viewer import BAND, SEE_STAFF, SEE_VIP, Viewer, in_bands
from c360.customers.queries import bank_currency, is_few, wall
from c360.http.rows import Row, fetch, first

FAMILIES = ("casa", "term_deposits", "investments", "loans")
KYC_DAYS = (30, 60, 90)
NO_BOOK = 0  # the rm_seq of customers in no RM's book, who are in no roll-up

Json = dict[str, Any]

_SUMMED = (
    *(f"{key}{day}" for key in ("trv", *FAMILIES) for day in ("", "_day_before", "_month_start")),
    "casa_month_day_sum", "in_month", "out_month", "below_minimum_by",
)  # fmt: skip
_COUNTED = ("customers", "onboarded_today", "moved_in", "moved_out", "dormant_casa", "kyc_30",
            "kyc_60", "kyc_90", "flag_below_minimum", "flag_emi_bounce",
            "flag_dormant")  # fmt: skip
_SHOWN = (*_SUMMED, *_COUNTED)
_IN_SCOPE = "int4range(rm_from, rm_to, '[]') <@ %(scope)s::int4multirange"
_OWN = f"""
    select rm_from, rm_to, {", ".join(_SHOWN)} from unit_rollup
    where unit_id = %(unit)s and {_IN_SCOPE}"""
_ADDED = f"""
    select {", ".join(f"coalesce(sum({name}), 0)::bigint as {name}" for name in _SHOWN)}
    from unit_rollup where level = 'rm' and {_IN_SCOPE}"""
# The same by going through the customers of `{wall}`.
_THROUGH = f"""
    {", ".join(f"coalesce(sum({name}), 0)::bigint as {name}" for name in _SUMMED)},
    count(*) as customers,
    coalesce(sum(greatest(casa - casa_day_before, 0)), 0)::bigint as moved_in,
    coalesce(sum(greatest(casa_day_before - casa, 0)), 0)::bigint as moved_out,
    coalesce(sum(casa) filter (where 'dormant' = any(string_to_array(flags, ','))), 0)::bigint
        as dormant_casa,
    {", ".join(f"count(*) filter (where kyc_due_on <= %(kyc_{n})s) as kyc_{n}"
               for n in KYC_DAYS)},
    {", ".join(f"count(*) filter (where '{flag}' = any(string_to_array(flags, ','))) "
               f"as flag_{flag}" for flag in ("below_minimum", "emi_bounce", "dormant"))}
"""  # fmt: skip
_LIVE = f"""
    select {_THROUGH},
        (select count(*) from customer where {{wall}} and onboarded_on = %(as_of)s)
            as onboarded_today
    from figures where {{wall}}"""
_LIVE_BOOKS = f"""
    select mod(rm_seq, {BAND}) as rm, {_THROUGH},
        count(distinct coalesce(household_id, customer_id)) as families,
        count(*) filter (where onboarded_on = %(as_of)s) as onboarded_today
    from (select * from figures where {{wall}}) book
    join (select customer_id as known_id, household_id, onboarded_on from customer
        where {{wall}}) known on known_id = customer_id
    group by 1"""
_PLACES = f"""
    with place as (
        select unit_id, parent_id, level, name, rm_from, rm_to from unit where rm_from <= rm_to
        union all
        select employee_id, unit_id, 'rm', name, rm_seq, rm_seq from employee
        where rm_seq is not null)
    select * from place
    where (unit_id = %(unit)s or parent_id = %(unit)s
        or unit_id = (select parent_id from place where unit_id = %(unit)s)) and {_IN_SCOPE}"""
_ROWS = f"""
    select unit_id, families, {", ".join(_SHOWN)} from unit_rollup
    where (unit_id = %(unit)s or parent_id = %(unit)s) and {_IN_SCOPE}"""


def as_of_the_night(viewer: Viewer) -> bool:
    """Whether the night's sums are this viewer's: they add every customer of a book up."""
    all_bands = viewer.may(SEE_STAFF) and viewer.may(SEE_VIP)
    return all_bands and viewer.own_customer_id is None and viewer.only is None


def sums(viewer: Viewer, as_of: date) -> Row:
    """The figures of every customer in the viewer's scope, added up."""
    if not as_of_the_night(viewer):
        return _through(viewer, _LIVE, as_of)[0]
    plain = [(low, high) for low, high in viewer.scope if low < BAND]
    books = [(max(low, NO_BOOK + 1), high) for low, high in plain]
    own = viewer.employee_id if viewer.role == "rm" else viewer.unit_id
    found = first(_OWN, {"unit": own or "", "scope": viewer.scope_text})
    if found is None or [(found.pop("rm_from"), found.pop("rm_to"))] != books:
        [found] = fetch(_ADDED, {"scope": viewer.scope_text})
    if any(low <= NO_BOOK <= high for low, high in plain):
        [others] = _through(_of(viewer, NO_BOOK, NO_BOOK), _LIVE, as_of)
        found = {name: found[name] + others[name] for name in found}
    return found


def _of(viewer: Viewer, rm_from: int, rm_to: int) -> Viewer:
    """The viewer with these books alone, in the bands that the viewer may see."""
    return replace(viewer, scope=in_bands(((rm_from, rm_to),), viewer.permissions))


def _through(viewer: Viewer, statement: str, as_of: date) -> list[Row]:
    condition, walled = wall(viewer)
    due = {f"kyc_{days}": as_of + timedelta(days) for days in KYC_DAYS}
    return fetch(
        statement.replace("{wall}", condition),
        {**walled, **due, "as_of": as_of},
        planned_once=is_few(viewer),
    )


def unit(viewer: Viewer, unit_id: str, as_of: date) -> Json:
    """A unit, or an RM's book, with what stands right under it, the largest first.

    Raises not-found where it is not whole in the viewer's scope, or one customer alone is.
    """
    asked = {"unit": unit_id, "scope": viewer.scope_text}
    places = {place["unit_id"]: place for place in fetch(_PLACES, asked)}
    if unit_id not in places or viewer.only is not None:
        raise not_found()
    place = places[unit_id]
    parent = places.pop(place["parent_id"], None)
    if as_of_the_night(viewer):
        added = {row["unit_id"]: row for row in fetch(_ROWS, asked)}
    else:
        books = _through(_of(viewer, place["rm_from"], place["rm_to"]), _LIVE_BOOKS, as_of)
        added = {name: _added(books, one) for name, one in places.items()}
    rows = {name: _row(one, added[name]) for name, one in places.items()}
    return {
        "currency": bank_currency(),
        "parent": parent and {"id": parent["unit_id"], "name": parent["name"]},
        "unit": rows.pop(unit_id),
        "children": sorted(rows.values(), key=lambda row: (-row["trv"], row["id"])),
    }


def _added(books: list[Row], place: Row) -> Row:
    """The sum of those books that stand in a place."""
    inside = [book for book in books if place["rm_from"] <= book["rm"] <= place["rm_to"]]
    return {name: sum(book[name] for book in inside) for name in (*_SHOWN, "families")}


def _row(place: Row, row: Row) -> Json:
    return {
        "id": place["unit_id"],
        "name": place["name"],
        "level": place["level"],
        "customers": row["customers"],
        "families": row["families"],
        "onboarded_today": row["onboarded_today"],
        **{
            f"{key}{name}": row[key] - row[f"{key}{day}"] if day else row[key]
            for key in ("trv", *FAMILIES)
            for name, day in (
                ("", ""),
                ("_change_day", "_day_before"),
                ("_change_month", "_month_start"),
            )
        },
        "money_in": row["in_month"],
        "money_out": row["out_month"],
        "below_minimum": row["flag_below_minimum"],
        "emi_bounce": row["flag_emi_bounce"],
        "kyc_due": row["kyc_90"],
        "dormant": row["flag_dormant"],
    }
