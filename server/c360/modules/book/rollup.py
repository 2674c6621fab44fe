"""Sums of the viewer's scope from the night's roll-ups (units.py shows these by themselves).

They have a row for each combination of bands. What they hold of the viewer's own record is taken
off; customers in no book, who are in none of them, are added up as the answer is made.
"""
# ruff: noqa: S608 (statements are put together from our own words; values are bound)

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from c360.core.viewer import BAND, Viewer, in_bands
from c360.customers.queries import is_few, of_own_record, wall
from c360.http.rows import Row, fetch
from c360.modules.book.models import CALENDAR_DAYS, CONTACT_DAYS, LEAVING_DAYS, NOT_RENEWING
from c360.modules.book.parts import NO_BOOK, parts_of

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
# What a head asks of a unit beside these; `models.UnitRollup` has each definition.
ASKED = ("kyc_overdue", "contacted", "maturing", "renewing", "at_risk")
OF_UNIT = (*_SHOWN, *ASKED, "families")
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
                and other.customer_id <> own.customer_id)) as families,
        count(*) filter (where kyc_due_on < %(as_of)s) as kyc_overdue,
        count(*) filter (where last_contact_on >= %(contacted)s) as contacted,
        coalesce(sum(maturing), 0)::bigint as maturing,
        coalesce(sum(renewing), 0)::bigint as renewing,
        coalesce(sum(trv) filter (where leaves
            or string_to_array(flags, ',') && '{{outflow,dormant}}'::text[]), 0)::bigint as at_risk
    from (select f.*, c.household_id, c.onboarded_on, due.*
        from figures f join customer c using (customer_id), lateral (
            select sum(closing) as maturing,
                sum(closing) filter (where renews) as renewing,
                coalesce(bool_or(not renews and matures_on <= %(leaving)s), false) as leaves
            from (select closing, matures_on,
                    renewal is not null and renewal <> all(%(not_renewing)s::text[]) as renews
                from holding
                where customer_id = %(own)s and is_primary and family = 'term_deposit'
                    and status <> 'closed' and matures_on between %(as_of)s and %(maturing)s
            ) deposit) due
        where f.customer_id = %(own)s and f.rm_seq <@ %(scope)s::int4multirange) own
    having count(*) > 0"""


def sums(viewer: Viewer, as_of: date) -> Row:
    """The figures of every customer in the viewer's scope, added up."""
    if viewer.only is not None:
        return _through(viewer, _LIVE, as_of)[0]
    parts = parts_of(viewer)
    [found] = fetch(_ADDED, parts.values())
    for own in own_sums(viewer, as_of):
        if own["rm"] != NO_BOOK:
            found = {name: found[name] - own[name] for name in _SHOWN}
    if parts.rest:
        [others] = _through(_of(viewer, NO_BOOK, NO_BOOK), _LIVE, as_of)
        found = {name: found[name] + others[name] for name in _SHOWN}
    return found


def own_sums(viewer: Viewer, as_of: date) -> list[Row]:
    """At most one row: what the viewer's own record adds to the sums, and its RM as `rm`."""
    deposits = {
        "contacted": as_of - timedelta(CONTACT_DAYS),
        "maturing": as_of + timedelta(CALENDAR_DAYS),
        "leaving": as_of + timedelta(LEAVING_DAYS),
        "not_renewing": list(NOT_RENEWING),
    }
    return of_own_record(viewer, _OWN, {**_days(as_of), **deposits})


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
