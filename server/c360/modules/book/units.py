"""A unit, or an RM's book, and what stands right under it, as its head compares them.

The night's roll-ups and months, without the viewer's own record; contacts that were logged here
are added as the answer is made. Amounts are minor units.
"""
# ruff: noqa: S608 (statements are put together from our own words; values are bound)

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from c360.core.money import average
from c360.core.viewer import BAND, Viewer
from c360.customers.periods import month_start
from c360.customers.places import Place, above, head_of, place_of
from c360.customers.queries import bank_currency, of_own_record, wall
from c360.http.rows import Row, fetch
from c360.modules.book.models import CONTACT_DAYS
from c360.modules.book.parts import bands_of, in_their_bands
from c360.modules.book.rollup import FAMILIES, OF_UNIT, own_sums

Json = dict[str, Any]
Months = dict[date, Row]

_OF_MONTH = ("customers", "casa", "casa_day_sum", "term_deposits", "investments", "loans")
_ROWS = f"""
    select unit_id, {", ".join(OF_UNIT)} from unit_rollup
    where unit_id = any(%(units)s::text[]) and bands = %(bands)s::smallint"""
_MONTHS = f"""
    select unit_id, month_end, {", ".join(_OF_MONTH)} from unit_month
    where unit_id = any(%(units)s::text[]) and bands = %(bands)s::smallint
    union all
    select employee_id, month_end, {", ".join(f"sum({n})::bigint" for n in _OF_MONTH)}
    from rm_month join employee on employee.rm_seq = mod(rm_month.rm_seq, {BAND})
    where rm_month.rm_seq = any(%(rms)s::int[])
    group by 1, 2"""
_OWN_MONTHS = f"""
    select month_end, mod(rm_seq, {BAND}) as rm, {", ".join(_OF_MONTH)} from own_month
    where customer_id = %(own)s and rm_seq <@ %(scope)s::int4multirange"""
# Customers with whom the warehouse knows no contact in 90 days, and one was logged here.
_LOGGED = """
    select mod(rm_seq, %(band)s::int) as book, count(*) as customers
    from last_contact here join figures using (customer_id)
    where {wall} and here.contacted_on >= %(contacted)s::date
        and (last_contact_on is null or last_contact_on < %(contacted)s::date)
    group by 1"""


@dataclass(frozen=True)
class Period:
    """From the day after `start_on` to the business date, and the whole period before it."""

    key: str
    start_on: date  # the last day before it
    before_on: date  # the last day before the one before it

    @classmethod
    def running(cls, key: str, as_of: date, months: int) -> "Period":
        """The running period of so many months of the calendar."""
        done = (as_of.month - 1) % months
        first, before = month_start(as_of, done), month_start(as_of, done + months)
        return cls(key, first - timedelta(1), before - timedelta(1))


def periods_of(as_of: date) -> tuple[Period, ...]:
    """The running month and quarter: of the year before this one, history has too little."""
    return Period.running("month", as_of, 1), Period.running("quarter", as_of, 3)


def unit(viewer: Viewer, unit_id: str, as_of: date) -> Json:
    """A unit, or an RM's book, with what stands right under it, the largest first.

    Raises not-found where it is not whole in the viewer's scope, or one customer alone is.
    """
    place = place_of(viewer, unit_id)
    added = _added(viewer, place, as_of)
    months = _months(viewer, place)
    periods = periods_of(as_of)
    rows = {
        name: _row(one, added[name], [_moved(p, months.get(name, {}), as_of) for p in periods])
        for name, one in place.rows.items()
    }
    path = above(viewer, place)
    parents = [one for one in path[-1:] if one["is_open"]]
    return {
        "currency": bank_currency(),
        "parent": {"id": parents[0]["id"], "name": parents[0]["name"]} if parents else None,
        "path": path,
        "head": head_of(place),
        "books": place.rm_to - place.rm_from + 1,
        "periods": [{"key": p.key, "start_on": p.start_on + timedelta(1)} for p in periods],
        "unit": rows.pop(unit_id),
        "children": sorted(rows.values(), key=lambda row: (-row["trv"], row["id"])),
    }


def _added(viewer: Viewer, place: Place, as_of: date) -> dict[str, Row]:
    """The roll-up of each place by its id."""
    asked = {"units": list(place.rows), "bands": str(bands_of(viewer))}
    added = {row["unit_id"]: row for row in fetch(_ROWS, asked)}
    for own in own_sums(viewer, as_of):
        for name in place.of_book(own["rm"]):
            added[name] = {key: added[name][key] - own[key] for key in OF_UNIT}
    condition, walled = wall(place.narrowed(viewer))
    contacted = {"contacted": as_of - timedelta(CONTACT_DAYS), "band": str(BAND)}
    for row in fetch(_LOGGED.format(wall=condition), {**walled, **contacted}):
        for name in place.of_book(row["book"]):
            added[name]["contacted"] += row["customers"]
    return added


def _months(viewer: Viewer, place: Place) -> dict[str, Months]:
    """The months of each place by its id and their ends."""
    bands = bands_of(viewer)
    books = [row["rm_from"] for row in place.rows.values() if row["level"] == "rm"]
    asked = {
        "units": [name for name, row in place.rows.items() if row["level"] != "rm"],
        "rms": in_their_bands(books, bands),
        "bands": str(bands),
    }
    months: dict[str, Months] = {}
    for row in fetch(_MONTHS, asked):
        months.setdefault(row["unit_id"], {})[row["month_end"]] = row
    for own in of_own_record(viewer, _OWN_MONTHS, {}):
        for name in place.of_book(own["rm"]):
            month = months[name][own["month_end"]]
            months[name][own["month_end"]] = {key: month[key] - own[key] for key in _OF_MONTH}
    return months


def _moved(period: Period, months: Months, as_of: date) -> Json:
    """What changed in a period, and CASA's averages in it and in the one before.

    None where history does not reach back so far.
    """
    start, now = months.get(period.start_on), months.get(as_of)
    day_sum, days = _days(months, period.start_on, as_of)
    before_sum, before_days = _days(months, period.before_on, period.start_on)
    is_whole = before_days == (period.start_on - period.before_on).days
    return {
        "customers_change": now["customers"] - start["customers"] if now and start else None,
        "trv_change": _trv(now) - _trv(start) if now and start else None,
        "term_deposits_change": now["term_deposits"] - start["term_deposits"]
        if now and start
        else None,
        "casa_average": average(day_sum, days) if days else None,
        "casa_day_sum": day_sum,
        "casa_average_before": average(before_sum, before_days) if is_whole else None,
        "casa_day_sum_before": before_sum if is_whole else None,
    }


def _trv(month: Row) -> int:
    return sum(int(month[family]) for family in FAMILIES)


def _days(months: Months, after: date, until: date) -> tuple[int, int]:
    """The closings of CASA of each day after `after` up to `until`, and how many days."""
    ends = [end for end in months if after < end <= until]
    return sum(months[end]["casa_day_sum"] for end in ends), sum(end.day for end in ends)


def _row(place: Row, row: Row, periods: list[Json]) -> Json:
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
        **{name: row[name] for name in ("kyc_overdue", "contacted", "maturing", "renewing")},
        "at_risk": row["at_risk"],
        "periods": periods,
    }
