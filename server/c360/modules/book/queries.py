"""Book home's answers over every customer in the viewer's scope; amounts are minor units.

The past is the past of today's customers: a customer handed over yesterday brings the year along.
"""
# ruff: noqa: S608 (statements are put together from our own words; values are bound)

from datetime import date, timedelta
from typing import Any

from c360.core.money import average
from c360.core.viewer import Viewer
from c360.customers.periods import month_start
from c360.customers.queries import bank_currency, of_own_record
from c360.http.rows import Row, fetch
from c360.modules.book.models import CALENDAR_DAYS, MONTHLY, MOVERS_KEPT, NOT_RENEWING
from c360.modules.book.parts import parts_of
from c360.modules.book.rollup import FAMILIES, KYC_DAYS, sums

MOVERS_SHOWN = 5

Json = dict[str, Any]


def book(viewer: Viewer, as_of: date) -> Json:
    """The strip of figures and the customers who need attention."""
    own = viewer.role == "rm"
    added = sums(viewer, as_of)
    return {
        "currency": bank_currency(),
        "title": "My book" if own else viewer.unit_name or "All books",
        "unit": viewer.unit_name,
        "figures": _figures(added, _months(viewer), as_of),
        "attention": _attention(added),
    }


_MONTHS = f"""
    select month_end, {", ".join(f"sum({name})::bigint as {name}" for name in MONTHLY)}
    from (
        select month_end, {", ".join(MONTHLY)} from unit_month
        where unit_id = any(%(units)s::text[]) and bands = %(bands)s::smallint
        union all
        select month_end, {", ".join(MONTHLY)} from rm_month where rm_seq = any(%(rms)s::int[])
    ) part
    group by month_end order by month_end"""
_OWN_MONTHS = """
    select * from own_month
    where customer_id = %(own)s and rm_seq <@ %(scope)s::int4multirange"""


def _months(viewer: Viewer) -> list[Row]:
    """The scope's months, oldest first; the last is the business date."""
    parts = parts_of(viewer)
    months = fetch(_MONTHS, parts.values())
    own = {row["month_end"]: row for row in of_own_record(viewer, _OWN_MONTHS, {})}
    return [_less(month, own.get(month["month_end"])) for month in months]


def _less(month: Row, own: Row | None) -> Row:
    return {**month, **{name: month[name] - own[name] for name in MONTHLY}} if own else month


def _figures(added: Row, months: list[Row], as_of: date) -> list[Json]:
    start = next((m for m in months if m["month_end"] == month_start(as_of) - timedelta(1)), None)
    rows = [
        _row(
            "customers",
            "count",
            added["customers"],
            added["onboarded_today"],
            start["customers"] if start else None,
            [m["customers"] for m in months],
        )
    ]
    for key in ("trv", *FAMILIES):
        value, before = added[key], added[f"{key}_day_before"]
        spark = [_value(m, key) for m in months]
        begun = _value(start, key) if start else None
        rows.append(_row(key, "minor", value, value - before, begun, spark))
        if key == "casa":
            rows.append(_average_row(added["casa_month_day_sum"], value, months, start, as_of))
    return rows


def _value(month: Row, key: str) -> int:
    return sum(int(month[family]) for family in FAMILIES) if key == "trv" else int(month[key])


def _row(
    key: str, unit: str, value: int, change_day: int | None, start: int | None, spark: list[int]
) -> Json:
    return {
        "key": key,
        "unit": unit,
        "value": value,
        "change_day": change_day,
        "change_month": None if start is None else value - start,
        "month_start": start,
        "spark": spark,
    }


def _average_row(
    day_sum: int, casa: int, months: list[Row], start: Row | None, as_of: date
) -> Json:
    """The month-to-date average; its month start is the whole month before's average."""
    value = average(day_sum, as_of.day)
    change_day = value - average(day_sum - casa, as_of.day - 1) if as_of.day > 1 else None
    spark = [average(m["casa_day_sum"], m["month_end"].day) for m in months]
    before = average(start["casa_day_sum"], start["month_end"].day) if start else None
    return _row("casa_average", "minor", value, change_day, before, spark)


def _attention(added: Row) -> list[Json]:
    due = [added[f"kyc_{days}"] for days in KYC_DAYS]
    return [
        _need("below_minimum", added["flag_below_minimum"], added["below_minimum_by"]),
        _need("emi_bounce", added["flag_emi_bounce"]),
        _need("kyc_due", due[-1], parts=due),
        _need("dormant", added["flag_dormant"], added["dormant_casa"]),
    ]


def _need(key: str, count: int, amount: int | None = None, parts: list[int] | None = None) -> Json:
    return {"key": key, "count": count, "amount": amount, "parts": parts}


def trend(viewer: Viewer, as_of: date) -> Json:
    """Month ends by family, and in and out by calendar month."""
    months = _months(viewer)
    return {
        "currency": bank_currency(),
        "months": [m["month_end"] for m in months],
        **{family: [m[family] for m in months] for family in FAMILIES},
        "money_in": [m["money_in"] for m in months],
        "money_out": [m["money_out"] for m in months],
    }


MOVED_PARTS = ("new_money", "withdrawals", "new_customers", "lost_customers", "net_lending",
               "revaluation")  # fmt: skip
_OF_MOVED = ("trv_month_start", *MOVED_PARTS, "trv")
_PARTS_OF_TRV = f"""
    select {", ".join(f"coalesce(sum({name}), 0)::bigint as {name}" for name in _OF_MOVED)}
    from rm_moved where rm_seq <@ %(scope)s::int4multirange"""
_OWN_PARTS = """
    select * from own_moved
    where customer_id = %(own)s and rm_seq <@ %(scope)s::int4multirange"""


def moved(viewer: Viewer, as_of: date) -> Json:
    """What moved TRV from the month's start to now: the parts add up, to the minor unit."""
    [added] = fetch(_PARTS_OF_TRV, {"scope": viewer.scope_text})
    for own in of_own_record(viewer, _OWN_PARTS, {}):
        added = {name: added[name] - own[name] for name in _OF_MOVED}
    return {
        "currency": bank_currency(),
        "start_on": month_start(as_of) - timedelta(1),
        "start": added["trv_month_start"],
        "parts": [{"key": key, "amount": added[key]} for key in MOVED_PARTS],
        "end": added["trv"],
    }


# Of whole units the night has kept the first; a single book is short enough to be read.
_MOVED = """
    select customer_id, name, amount from (
        select customer_id, full_name as name, amount from unit_mover
        where unit_id = any(%(units)s::text[]) and bands = %(bands)s::smallint and inflow = {inflow}
        union all
        (select customer_id, full_name, casa - casa_day_before from figures
        where rm_seq = any(%(rms)s::int[]) and casa - casa_day_before {side} 0
        order by casa - casa_day_before {order}, customer_id limit %(kept)s::bigint)
    ) moved
    where customer_id is distinct from %(own)s::text
    order by amount {order}, customer_id limit %(shown)s::bigint"""
_INFLOWS = _MOVED.format(inflow="true", side=">", order="desc")
_OUTFLOWS = _MOVED.format(inflow="false", side="<", order="asc")


def movers(viewer: Viewer, as_of: date) -> Json:
    """Net changes of CASA since the day before; an outflow's amount is negative."""
    added = sums(viewer, as_of)
    values = {
        **parts_of(viewer).values(),
        "own": viewer.own_customer_id,
        "kept": str(MOVERS_KEPT),
        "shown": str(MOVERS_SHOWN),
    }
    return {
        "currency": bank_currency(),
        "money_in": added["moved_in"],
        "money_out": added["moved_out"],
        "inflows": fetch(_INFLOWS, values),
        "outflows": fetch(_OUTFLOWS, values),
    }


_DUE = """
    select (matures_on - %(first)s::date) / 7 as week,
        renewal is not null and renewal <> all(%(not_renewing)s::text[]) as renews,
        sum(closing)::bigint as amount, count(*) as deposits
    from holding
    where {where} and matures_on between %(first)s::date and %(last)s::date
        and is_primary and family = 'term_deposit' and status <> 'closed'
    group by 1, 2"""
_MATURING = f"""
    select week::int, renews, amount, deposits from unit_maturity
    where unit_id = any(%(units)s::text[]) and bands = %(bands)s::smallint
    union all
    select * from ({_DUE.format(where="rm_seq = any(%(rms)s::int[])")}) of_books"""
_OWN_MATURING = _DUE.format(where="customer_id = %(own)s and rm_seq <@ %(scope)s::int4multirange")


def calendar(viewer: Viewer, as_of: date) -> Json:
    """Owned term deposits that mature from today to the 90th day, in weeks from today."""
    weeks: list[Json] = [
        {"starts_on": as_of + timedelta(start), "no_instruction": 0, "renewing": 0, "count": 0}
        for start in range(0, CALENDAR_DAYS + 1, 7)
    ]
    days = {
        "first": as_of,
        "last": as_of + timedelta(CALENDAR_DAYS),
        "not_renewing": list(NOT_RENEWING),
    }
    found = [(1, row) for row in fetch(_MATURING, {**parts_of(viewer).values(), **days})]
    found += [(-1, row) for row in of_own_record(viewer, _OWN_MATURING, days)]
    for sign, row in found:
        week = weeks[row["week"]]
        week["renewing" if row["renews"] else "no_instruction"] += sign * row["amount"]
        week["count"] += sign * row["deposits"]
    return {
        "currency": bank_currency(),
        "total": sum(week["no_instruction"] + week["renewing"] for week in weeks),
        "count": sum(week["count"] for week in weeks),
        "weeks": weeks,
    }
