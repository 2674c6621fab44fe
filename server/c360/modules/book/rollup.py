"""Sums of the viewer's scope, and units from top to bottom, from the night's roll-ups.

They have a row for each combination of bands. What they hold of the viewer's own record is taken
off; customers in no book, who are in none of them, are added up as the answer is made.
"""
# ruff: noqa: S608 (statements are put together from our own words; values are bound)

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from c360.core.errors import not_found
from c360.core.viewer import BAND, Viewer, in_bands
from c360.customers.queries import bank_currency, is_few, of_own_record, wall
from c360.http.rows import Row, fetch
from c360.modules.book.parts import NO_BOOK, bands_of, parts_of

FAMILIES = ("casa", "term_deposits", "investments", "loans")
KYC_DAYS = (30, 60, 90)

Json = dict[str, Any]

_SUMMED = (
    *(f"{key}{day}" for key in ("trv", *FAMILIES) for day in ("", "_day_before", "_month_start")),
    "casa_month_day_sum", "card_used", "in_month", "out_month", "below_minimum_by",
)  # fmt: skip
_COUNTED = ("customers", "onboarded_today", "moved_in", "moved_out", "dormant_casa", "kyc_30",
            "kyc_60", "kyc_90", "flag_below_minimum", "flag_emi_bounce",
            "flag_dormant")  # fmt: skip
_SHOWN = (*_SUMMED, *_COUNTED)
_IN_SCOPE = "int4range(rm_from, rm_to, '[]') <@ %(scope)s::int4multirange"
_ADDED = f"""
    select {", ".join(f"coalesce(sum({name}), 0)::bigint as {name}" for name in _SHOWN)}
    from (
        select * from unit_rollup
        where unit_id = any(%(units)s::text[]) and bands = %(bands)s::smallint
        union all
        select * from unit_rollup where rm_from = any(%(books)s::int[]) and level = 'rm'
            and bands = %(bands)s::smallint
    ) part"""
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
_OWN = f"""
    select {_THROUGH},
        count(*) filter (where onboarded_on = %(as_of)s) as onboarded_today,
        max(mod(rm_seq, {BAND})) as rm,
        count(*) filter (where not exists (
            select from customer other where other.household_id = own.household_id
                and mod(other.rm_seq, {BAND}) = mod(own.rm_seq, {BAND})
                and other.rm_seq <@ %(scope)s::int4multirange
                and other.customer_id <> own.customer_id)) as families
    from (select f.*, c.household_id, c.onboarded_on
        from figures f join customer c using (customer_id)
        where f.customer_id = %(own)s and f.rm_seq <@ %(scope)s::int4multirange) own
    having count(*) > 0"""
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
    where (unit_id = %(unit)s or parent_id = %(unit)s) and bands = %(bands)s::smallint
        and {_IN_SCOPE}"""


def sums(viewer: Viewer, as_of: date) -> Row:
    """The figures of every customer in the viewer's scope, added up."""
    if viewer.only is not None:
        return _through(viewer, _LIVE, as_of)[0]
    parts = parts_of(viewer)
    [found] = fetch(_ADDED, parts.values())
    for own in _own(viewer, as_of):
        if own["rm"] != NO_BOOK:
            found = {name: found[name] - own[name] for name in _SHOWN}
    if parts.rest:
        [others] = _through(_of(viewer, NO_BOOK, NO_BOOK), _LIVE, as_of)
        found = {name: found[name] + others[name] for name in _SHOWN}
    return found


def _own(viewer: Viewer, as_of: date) -> list[Row]:
    """At most one row: what the viewer's own record adds to the sums, and its RM as `rm`."""
    return of_own_record(viewer, _OWN, _days(as_of))


def _days(as_of: date) -> Json:
    return {"as_of": as_of, **{f"kyc_{days}": as_of + timedelta(days) for days in KYC_DAYS}}


def _of(viewer: Viewer, rm_from: int, rm_to: int) -> Viewer:
    """The viewer with these books alone, in the bands that the viewer may see."""
    return replace(viewer, scope=in_bands(((rm_from, rm_to),), viewer.permissions))


def _through(viewer: Viewer, statement: str, as_of: date) -> list[Row]:
    condition, walled = wall(viewer)
    return fetch(
        statement.replace("{wall}", condition),
        {**walled, **_days(as_of)},
        planned_once=is_few(viewer),
    )


def unit(viewer: Viewer, unit_id: str, as_of: date) -> Json:
    """A unit, or an RM's book, with what stands right under it, the largest first.

    Raises not-found where it is not whole in the viewer's scope, or one customer alone is.
    """
    asked = {"unit": unit_id, "scope": viewer.scope_text, "bands": str(bands_of(viewer))}
    places = {place["unit_id"]: place for place in fetch(_PLACES, asked)}
    if unit_id not in places or viewer.only is not None:
        raise not_found()
    parent = places.pop(places[unit_id]["parent_id"], None)
    added = {row["unit_id"]: row for row in fetch(_ROWS, asked)}
    for own in _own(viewer, as_of):
        for name, one in places.items():
            if one["rm_from"] <= own["rm"] <= one["rm_to"]:
                summed = (*_SHOWN, "families")
                added[name] = {key: added[name][key] - own[key] for key in summed}
    rows = {name: _row(one, added[name]) for name, one in places.items()}
    return {
        "currency": bank_currency(),
        "parent": parent and {"id": parent["unit_id"], "name": parent["name"]},
        "unit": rows.pop(unit_id),
        "children": sorted(rows.values(), key=lambda row: (-row["trv"], row["id"])),
    }


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
