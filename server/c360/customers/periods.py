"""The period an answer is about: `from` and `to`, both business dates, both included."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rest_framework import serializers

from c360.core.errors import bad_request

HISTORY_MONTHS = 13


def month_start(day: date, months_back: int = 0) -> date:
    """The first day of the month `months_back` months before that of `day`."""
    index = day.year * 12 + day.month - 1 - months_back
    return date(index // 12, index % 12 + 1, 1)


class PeriodSerializer(serializers.Serializer[Any]):
    """`from` and `to`; absent, the period is the 13 months up to the business date."""

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python's own."""
        return {
            "from": serializers.DateField(required=False),
            "to": serializers.DateField(required=False),
            **super().get_fields(),
        }


class PageSerializer(serializers.Serializer[Any]):
    """Where a list goes on, and how many rows a page has."""

    cursor = serializers.CharField(required=False, help_text="`next` of the page before")
    limit = serializers.IntegerField(required=False, min_value=1, max_value=200)


def period_of(validated: Mapping[str, Any], as_of: date) -> tuple[date, date]:
    """First and last day asked for; never past the business date.

    Raises a problem when the period ends before it starts.
    """
    last = min(validated.get("to") or as_of, as_of)
    first = validated.get("from") or month_start(as_of, HISTORY_MONTHS - 1)
    if first > last:
        raise bad_request("period_reversed", "'from' is after 'to'. Swap them or leave one out.")
    return first, last
