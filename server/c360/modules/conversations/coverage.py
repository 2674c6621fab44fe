"""How well the books in and under a unit are looked after: contacts by week, overdue promises.

The night counts the contacts that the warehouse knows; what was logged here is read as the answer
is made. A customer counts once a week.
"""
# ruff: noqa: S608 (statements are put together from our own words; values are bound)

from datetime import date, timedelta
from typing import Any

from django.conf import settings

from c360.core.days import today
from c360.core.viewer import BAND, Viewer
from c360.customers.contacts import CONTACT_KINDS
from c360.customers.places import Place, place_of
from c360.customers.queries import of_own_record, sums_wall, wall
from c360.http.rows import Row, fetch
from c360.modules.conversations.actions import NO_CONTACT
from c360.modules.conversations.models import CONTACT_WEEKS, first_week

Json = dict[str, Any]

_BOOK = f"mod(rm_seq, {BAND}) as book"
_KNOWN = f"""
    select {_BOOK}, week::int, sum(customers)::bigint as customers from rm_contact
    where {{wall}} group by 1, 2"""
_WEEK = "(((occurred_at at time zone {zone})::date - %(first)s::date) / 7)::int"
_TOUCHED = f"""
    select from touchpoint
    where touchpoint.customer_id = {{customer}} and kind = any(%(kinds)s::text[])
        and (occurred_at at time zone 'UTC')::date between %(first)s::date and %(as_of)s::date
        and {_WEEK.format(zone="'UTC'")} = {{week}}"""
# Logged here in a week in which the warehouse knows no contact with the customer.
_LOGGED = f"""
    select book, week, count(*) as customers from (
        select distinct {_BOOK}, customer_id, {_WEEK.format(zone="%(zone)s::text")} as week
        from conversation talk join customer using (customer_id)
        where {{wall}} and talk.outcome <> all(%(no_contact)s::text[])
            and (occurred_at at time zone %(zone)s::text)::date
                between %(first)s::date and %(last)s::date
    ) logged
    where not exists ({_TOUCHED.format(customer="logged.customer_id", week="logged.week")})
    group by 1, 2"""
_OWN = f"""
    select distinct {_BOOK}, {_WEEK.format(zone="'UTC'")} as week
    from touchpoint
    where customer_id = %(own)s and rm_seq <@ %(scope)s::int4multirange
        and kind = any(%(kinds)s::text[])
        and (occurred_at at time zone 'UTC')::date between %(first)s::date and %(as_of)s::date"""
_OVERDUE = f"""
    select {_BOOK}, count(*) as promises from follow_up join customer using (customer_id)
    where {{wall}} and done_at is null and due_on < %(today)s::date
    group by 1"""


def coverage(viewer: Viewer, unit_id: str, as_of: date) -> Json:
    """Of a unit and what stands right under it: customers contacted by week, overdue promises.

    Raises not-found where the unit is not whole in the viewer's scope, or one customer alone is.
    """
    place = place_of(viewer, unit_id)
    first = first_week(as_of)
    overdue = dict.fromkeys(place.rows, 0)
    weeks = {name: [0] * CONTACT_WEEKS for name in place.rows}
    for row in _overdue(viewer, place):
        for name in place.of_book(row["book"]):
            overdue[name] += row["promises"]
    for sign, row in _contacts(viewer, place, first, as_of):
        for name in place.of_book(row["book"]):
            weeks[name][row["week"]] += sign * row["customers"]
    return {
        "weeks": [first + timedelta(7 * week) for week in range(CONTACT_WEEKS)],
        "results": [
            {"id": name, "overdue_promises": overdue[name], "contacted": weeks[name]}
            for name in place.rows
        ],
    }


def _overdue(viewer: Viewer, place: Place) -> list[Row]:
    condition, values = wall(place.narrowed(viewer))
    return fetch(_OVERDUE.format(wall=condition), {**values, "today": today()})


def _contacts(viewer: Viewer, place: Place, first: date, as_of: date) -> list[tuple[int, Row]]:
    """(1 or -1, row): customers by book and week to be added or taken off."""
    within = place.narrowed(viewer)
    days = {"first": first, "as_of": as_of, "kinds": list(CONTACT_KINDS)}
    condition, values = sums_wall(within)
    known = fetch(_KNOWN.format(wall=condition), values)
    condition, values = wall(within)
    logged = fetch(
        _LOGGED.format(wall=condition),
        {
            **values,
            **days,
            "last": first + timedelta(7 * CONTACT_WEEKS - 1),
            "zone": settings.C360_BANK_SETTINGS["time_zone"],
            "no_contact": list(NO_CONTACT),
        },
    )
    own = of_own_record(within, _OWN, days)
    return [
        *((1, row) for row in known),
        *((1, row) for row in logged),
        *((-1, {**row, "customers": 1}) for row in own),
    ]
