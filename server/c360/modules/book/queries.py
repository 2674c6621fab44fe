"""Book home's answers over every customer in the viewer's scope; amounts are minor units.

The past is the past of today's customers: a customer handed over yesterday brings the year along.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from c360.core.money import average
from c360.core.viewer import Viewer
from c360.customers.models import Customer, Figures, Holding
from c360.customers.periods import month_start
from c360.customers.queries import bank_currency, sums_within, within
from c360.modules.book.models import RmMonth

FAMILIES = ("casa", "term_deposits", "investments", "loans")
MOVERS_SHOWN = 5
CALENDAR_DAYS = 90
KYC_DAYS = (30, 60, 90)
NOT_RENEWING = ("", "none", "no_instruction", "pay_out")  # money that leaves the deposit by itself

Json = dict[str, Any]


def book(viewer: Viewer, as_of: date) -> Json:
    """The strip of figures and the customers who need attention."""
    own = viewer.role == "rm"
    return {
        "currency": bank_currency(),
        "title": "My book" if own else viewer.unit_name or "All books",
        "unit": viewer.unit_name,
        "figures": _figures(viewer, as_of),
        "attention": _attention(viewer, as_of),
    }


def _total(name: str) -> Coalesce:
    return Coalesce(Sum(name), 0)


def _months(viewer: Viewer) -> list[Json]:
    """The scope's months, oldest first; the last is the business date."""
    columns = ("customers", *FAMILIES, "casa_day_sum", "money_in", "money_out")
    rows: QuerySet[Any, Any] = (
        RmMonth.objects.filter(sums_within(viewer))
        .values("month_end")
        .annotate(**{f"sum_{name}": _total(name) for name in columns})
        .order_by("month_end")
    )
    return [
        {"month_end": row["month_end"], **{name: int(row[f"sum_{name}"]) for name in columns}}
        for row in rows
    ]


def _figures(viewer: Viewer, as_of: date) -> list[Json]:
    months = _months(viewer)
    start = next((m for m in months if m["month_end"] == month_start(as_of) - timedelta(1)), None)
    sums = Figures.objects.filter(within(viewer)).aggregate(
        customers=Count("customer_id"),
        casa_month_day_sum=_total("casa_month_day_sum"),
        **{
            f"sum_{key}{when}": _total(f"{key}{when}")
            for key in ("trv", *FAMILIES)
            for when in ("", "_day_before")
        },
    )
    onboarded_today = Customer.objects.filter(within(viewer), onboarded_on=as_of).count()
    rows = [
        _row(
            "customers",
            "count",
            sums["customers"],
            onboarded_today,
            start["customers"] if start else None,
            [m["customers"] for m in months],
        )
    ]
    for key in ("trv", *FAMILIES):
        value = int(sums[f"sum_{key}"])
        before = int(sums[f"sum_{key}_day_before"])
        spark = [_value(m, key) for m in months]
        begun = _value(start, key) if start else None
        rows.append(_row(key, "minor", value, value - before, begun, spark))
        if key == "casa":
            rows.append(_average_row(int(sums["casa_month_day_sum"]), value, months, start, as_of))
    return rows


def _value(month: Json, key: str) -> int:
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
    day_sum: int, casa: int, months: list[Json], start: Json | None, as_of: date
) -> Json:
    """The month-to-date average; its month start is the whole month before's average."""
    value = average(day_sum, as_of.day)
    change_day = value - average(day_sum - casa, as_of.day - 1) if as_of.day > 1 else None
    spark = [average(m["casa_day_sum"], m["month_end"].day) for m in months]
    before = average(start["casa_day_sum"], start["month_end"].day) if start else None
    return _row("casa_average", "minor", value, change_day, before, spark)


def _attention(viewer: Viewer, as_of: date) -> list[Json]:
    counts = Figures.objects.filter(within(viewer)).aggregate(
        below=Count("customer_id", filter=Q(flags__contains="below_minimum")),
        below_by=_total("below_minimum_by"),
        bounced=Count("customer_id", filter=Q(flags__contains="emi_bounce")),
        dormant=Count("customer_id", filter=Q(flags__contains="dormant")),
        dormant_casa=Coalesce(Sum("casa", filter=Q(flags__contains="dormant")), 0),
        **{
            f"kyc_{days}": Count("customer_id", filter=Q(kyc_due_on__lte=as_of + timedelta(days)))
            for days in KYC_DAYS
        },
    )
    due = [counts[f"kyc_{days}"] for days in KYC_DAYS]
    return [
        _need("below_minimum", counts["below"], int(counts["below_by"])),
        _need("emi_bounce", counts["bounced"]),
        _need("kyc_due", due[-1], parts=due),
        _need("dormant", counts["dormant"], int(counts["dormant_casa"])),
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


def movers(viewer: Viewer) -> Json:
    """Net changes of CASA since the day before; an outflow's amount is negative."""
    rows = Figures.objects.filter(within(viewer)).annotate(amount=F("casa") - F("casa_day_before"))
    totals = rows.aggregate(
        money_in=Coalesce(Sum(Greatest("amount", Value(0))), 0),
        money_out=Coalesce(Sum(Greatest(-F("amount"), Value(0))), 0),
    )

    def top(order: str, side: Q) -> list[Json]:
        chosen = rows.filter(side).order_by(order, "customer_id")
        columns = chosen.values("customer_id", "amount", name=F("full_name"))
        shown: QuerySet[Any, Any] = columns[:MOVERS_SHOWN]
        return list(shown)

    return {
        "currency": bank_currency(),
        "money_in": int(totals["money_in"]),
        "money_out": int(totals["money_out"]),
        "inflows": top("-amount", Q(amount__gt=0)),
        "outflows": top("amount", Q(amount__lt=0)),
    }


def calendar(viewer: Viewer, as_of: date) -> Json:
    """Owned term deposits that mature from today to the 90th day, in weeks from today."""
    renews = Case(
        When(Q(renewal=None) | Q(renewal__in=NOT_RENEWING), then=Value(False)),
        default=Value(True),
    )
    days: QuerySet[Any, Any] = (
        Holding.objects.filter(
            within(viewer),
            is_primary=True,
            family="term_deposit",
            matures_on__range=(as_of, as_of + timedelta(CALENDAR_DAYS)),
        )
        .exclude(status="closed")
        .annotate(renews=renews)
        .values("matures_on", "renews")
        .annotate(amount=_total("closing"), deposits=Count("account_id"))
        .order_by()
    )
    weeks: list[Json] = [
        {"starts_on": as_of + timedelta(start), "no_instruction": 0, "renewing": 0, "count": 0}
        for start in range(0, CALENDAR_DAYS + 1, 7)
    ]
    for day in days:
        week = weeks[(day["matures_on"] - as_of).days // 7]
        week["renewing" if day["renews"] else "no_instruction"] += int(day["amount"])
        week["count"] += day["deposits"]
    return {
        "currency": bank_currency(),
        "total": sum(week["no_instruction"] + week["renewing"] for week in weeks),
        "count": sum(week["count"] for week in weeks),
        "weeks": weeks,
    }
