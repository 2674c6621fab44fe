"""What a list of transactions is narrowed by; the same filters drive rows, totals and bars."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from rest_framework import serializers

from c360.core.errors import bad_request
from c360.customers.models_ledger import Transaction
from c360.customers.periods import PeriodSerializer, period_of


@dataclass(frozen=True)
class Filters:
    """Absent filters are empty; amounts are minor units and compare without their sign."""

    first: date
    last: date
    accounts: tuple[str, ...] = ()
    direction: str = ""
    minimum: int | None = None
    maximum: int | None = None
    channels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    counterparties: tuple[str, ...] = ()
    words: str = ""


class FilterSerializer(PeriodSerializer):
    """Query parameters; several values of one filter are comma-separated."""

    account = serializers.CharField(required=False)
    direction = serializers.ChoiceField(["credit", "debit"], required=False)
    channel = serializers.CharField(required=False)
    category = serializers.CharField(required=False)
    counterparty = serializers.CharField(required=False, help_text="Names, separated by |")
    q = serializers.CharField(required=False, max_length=100, help_text="Words in the narration")

    def get_fields(self) -> dict[str, Any]:
        """`min` and `max` are words of Python's own; both are minor units."""
        return {
            "min": serializers.IntegerField(required=False, min_value=0, max_value=10**17),
            "max": serializers.IntegerField(required=False, min_value=0, max_value=10**17),
            **super().get_fields(),
        }


def filters_of(query: Any, as_of: date) -> Filters:
    """Read the query string; raises a validation error or a problem that names the field."""
    serializer = FilterSerializer(data=query)
    serializer.is_valid(raise_exception=True)
    values = serializer.validated_data
    first, last = period_of(values, as_of)
    minimum, maximum = values.get("min"), values.get("max")
    if minimum is not None and maximum is not None and minimum > maximum:
        raise bad_request("range_reversed", "'min' is more than 'max'. Swap them.")
    return Filters(
        first,
        last,
        accounts=_split(values.get("account")),
        direction=values.get("direction", ""),
        minimum=minimum,
        maximum=maximum,
        channels=_split(values.get("channel")),
        categories=_split(values.get("category")),
        counterparties=_split(values.get("counterparty"), "|"),
        words=values.get("q", "").strip(),
    )


def _split(text: str | None, separator: str = ",") -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(separator) if part.strip())


def in_period(account_ids: list[str], filters: Filters) -> QuerySet[Transaction]:
    """The bookings of those accounts in the period, before any other filter."""
    return Transaction.objects.filter(
        account_id__in=account_ids, posted_on__gte=filters.first, posted_on__lte=filters.last
    )


def narrow(rows: QuerySet[Transaction], filters: Filters) -> QuerySet[Transaction]:
    """The rows that every filter lets through."""
    if filters.accounts:
        rows = rows.filter(account_id__in=filters.accounts)
    if filters.direction:
        rows = rows.filter(Q(amount__gt=0) if filters.direction == "credit" else Q(amount__lt=0))
    if filters.minimum is not None:
        rows = rows.filter(Q(amount__gte=filters.minimum) | Q(amount__lte=-filters.minimum))
    if filters.maximum is not None:
        rows = rows.filter(amount__gte=-filters.maximum, amount__lte=filters.maximum)
    if filters.channels:
        rows = rows.filter(channel__in=filters.channels)
    if filters.categories:
        rows = rows.filter(category__in=filters.categories)
    if filters.counterparties:
        rows = rows.filter(counterparty__in=filters.counterparties)
    for word in filters.words.split():
        rows = rows.filter(Q(narration__icontains=word) | Q(counterparty__icontains=word))
    return rows
