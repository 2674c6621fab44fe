"""A customer's bookings: rows, totals and where money goes. Amounts are signed minor units."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth

from c360.core.viewer import Viewer
from c360.customers.families import CASA_FAMILIES, OWN_MOVES
from c360.customers.holdings import number_masked, operated_holdings
from c360.customers.models import Holding
from c360.customers.models_ledger import Transaction
from c360.customers.periods import month_start
from c360.modules.transactions.filters import Filters, in_period, narrow

# Sums of credits and of (negative) debits.
MONEY_IN = Coalesce(Sum("amount", filter=Q(amount__gt=0)), 0)
MONEY_OUT = Coalesce(Sum("amount", filter=Q(amount__lt=0)), 0)
TOP_COUNTERPARTIES = 5
FACET_COUNTERPARTIES = 50
ROW_FIELDS = (
    "transaction_id",
    "posted_on",
    "posted_seq",
    "account_id",
    "counterparty",
    "narration",
    "channel",
    "category",
    "amount",
    "balance_after",
    "value_date",
)

Position = tuple[date, int, str]  # posted_on, posted_seq, account_id of the last row given


@dataclass(frozen=True)
class Page:
    """Rows of one page; `last` is the position to go on from, None when nothing follows."""

    currency: str | None
    rows: list[dict[str, Any]]
    last: Position | None


def transactions(
    viewer: Viewer, customer_id: str, filters: Filters, *, after: Position | None, limit: int
) -> Page:
    """One page of at most `limit` bookings after that position, newest first.

    Raises not-found when the customer is out of scope.
    """
    holdings = operated_holdings(viewer, customer_id)
    rows = narrow(in_period(list(holdings), filters), filters)
    if after is not None:
        posted_on, posted_seq, account_id = after
        rows = rows.filter(posted_on__lte=posted_on).filter(
            Q(posted_on__lt=posted_on)
            | Q(posted_seq__lt=posted_seq)
            | Q(posted_seq=posted_seq, account_id__gt=account_id)
        )
    ordered = rows.order_by("-posted_on", "-posted_seq", "account_id")
    page = list(ordered.values(*ROW_FIELDS)[: limit + 1])
    last = None
    if len(page) > limit:
        page.pop()
        last = (page[-1]["posted_on"], page[-1]["posted_seq"], page[-1]["account_id"])
    for row in page:
        del row["posted_seq"]
        row["number_masked"] = number_masked(row["account_id"])
        row["product"] = holdings[row["account_id"]].product_name
    return Page(_currency(holdings), page, last)


def _flows(rows: QuerySet[Transaction], holdings: dict[str, Holding]) -> QuerySet[Transaction]:
    """Bookings that brought or took money: of savings and current accounts, no own moves."""
    casa = [account for account, row in holdings.items() if row.family in CASA_FAMILIES]
    return rows.filter(account_id__in=casa).exclude(category__in=OWN_MOVES)


def _currency(holdings: dict[str, Holding]) -> str | None:
    return next((holding.currency for holding in holdings.values()), None)


def summary(viewer: Viewer, customer_id: str, filters: Filters) -> dict[str, Any]:
    """Totals, months, counterparties and facets of what the filters let through."""
    holdings = operated_holdings(viewer, customer_id)
    period = in_period(list(holdings), filters)
    rows = narrow(period, filters)
    counterparties = (
        rows.exclude(counterparty=None)
        .values("counterparty")
        .annotate(net=Sum("amount"))
        .order_by("-net", "counterparty")
    )
    ranked = sorted(counterparties, key=lambda row: (-abs(row["net"]), row["counterparty"]))
    return {
        "currency": _currency(holdings),
        **_totals(rows),
        "of_count": period.count(),
        "months": _months(_flows(rows, holdings)),
        "counterparties": [
            {"name": row["counterparty"], "net": row["net"]} for row in ranked[:TOP_COUNTERPARTIES]
        ],
        "facets": {
            "channels": _facet(period, "channel"),
            "categories": _facet(period, "category"),
            "counterparties": _facet(period, "counterparty")[:FACET_COUNTERPARTIES],
        },
    }


def _totals(rows: QuerySet[Transaction]) -> dict[str, int]:
    totals = rows.aggregate(count=Count("*"), money_in=MONEY_IN, money_out=MONEY_OUT)
    money_in, money_out = int(totals["money_in"]), -int(totals["money_out"])
    return {
        "count": totals["count"],
        "money_in": money_in,
        "money_out": money_out,
        "net": money_in - money_out,
    }


def _months(rows: QuerySet[Transaction]) -> list[dict[str, Any]]:
    grouped = (
        rows.annotate(month=TruncMonth("posted_on"))
        .values("month")
        .annotate(money_in=MONEY_IN, money_out=MONEY_OUT)
    )
    return [
        {
            "month": f"{row['month']:%Y-%m}",
            "money_in": int(row["money_in"]),
            "money_out": -int(row["money_out"]),
        }
        for row in grouped.order_by("month")
    ]


def _facet(rows: QuerySet[Transaction], field: str) -> list[dict[str, Any]]:
    counted = rows.exclude(**{field: None}).values(field).annotate(count=Count("*"))
    return [
        {"value": row[field], "count": row["count"]} for row in counted.order_by("-count", field)
    ]


def cashflow(viewer: Viewer, customer_id: str, *, first: date, last: date) -> dict[str, Any]:
    """In and out of savings and current accounts by month and category, without own moves.

    Months run from the month of `first` to that of `last`, a zero where nothing moved.
    """
    holdings = operated_holdings(viewer, customer_id)
    rows = _flows(in_period(list(holdings), Filters(first, last)), holdings)
    by_month = {row["month"]: row for row in _months(rows)}
    months = _month_names(first, last)
    by_category = (
        rows.values("category")
        .annotate(money_in=MONEY_IN, money_out=MONEY_OUT)
        .order_by("category")
    )
    return {
        "currency": _currency(holdings),
        "months": months,
        "money_in": [by_month.get(m, {}).get("money_in", 0) for m in months],
        "money_out": [by_month.get(m, {}).get("money_out", 0) for m in months],
        "categories": [
            {
                "category": row["category"] or "other",
                "money_in": int(row["money_in"]),
                "money_out": -int(row["money_out"]),
            }
            for row in by_category
        ],
        "salary": _salary(rows, months),
    }


def _month_names(first: date, last: date) -> list[str]:
    names, month = [], month_start(first)
    while month <= last:
        names.append(f"{month:%Y-%m}")
        month = month_start(month, -1)
    return names


def _salary(rows: QuerySet[Transaction], months: list[str]) -> dict[str, int] | None:
    """In how many of the months a salary came; None when it never did."""
    paid = (
        rows.filter(category="salary", amount__gt=0)
        .annotate(month=TruncMonth("posted_on"))
        .values("month")
        .distinct()
        .count()
    )
    return {"months_paid": paid, "of_months": len(months)} if paid else None
