"""What a list of transactions is narrowed by; the same filters drive rows, totals and bars."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rest_framework import serializers

from c360.core.errors import bad_request
from c360.customers.holdings import Operated
from c360.customers.periods import PeriodSerializer, period_of
from c360.http.rows import listed


@dataclass(frozen=True)
class Filters:
    """Absent filters are empty; amounts are minor units and compare without their sign."""

    first: date
    last: date
    accounts: tuple[str, ...] = ()  # account keys
    direction: str = ""
    minimum: int | None = None
    maximum: int | None = None
    channels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    counterparties: tuple[str, ...] = ()
    words: str = ""


class FilterSerializer(PeriodSerializer):
    """Query parameters; several values of one filter are comma-separated."""

    account = serializers.CharField(required=False, help_text="Account keys")
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
    values: Mapping[str, Any] = {}
    if query:  # most often nothing is asked, and to make the fields takes a tenth of an answer
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


MOST = 2**63 - 1  # minor units

# The bookings of the accounts in the period, by the values of `period_values`.
IN_PERIOD = """account_id = any(%(accounts)s::text[])
    and posted_on between %(first)s::date and %(last)s::date"""
# What the other filters let through, by the values of `narrow_values`: all of them are always
# there, so that any combination of filters is one statement, planned once. Texts are lists.
NARROWED = """
    (amount between %(in_low)s::bigint and %(in_high)s::bigint
        or amount between %(out_low)s::bigint and %(out_high)s::bigint)
    and (%(channels)s::text = '' or channel = any(string_to_array(%(channels)s::text, chr(31))))
    and (%(categories)s::text = ''
        or category = any(string_to_array(%(categories)s::text, chr(31))))
    and (%(counterparties)s::text = ''
        or counterparty = any(string_to_array(%(counterparties)s::text, chr(31))))
    and (%(words)s::text = '' or not exists (
        select from unnest(string_to_array(%(words)s::text, chr(31))) word
        where strpos(upper(concat_ws(chr(31), narration, counterparty)), upper(word)) = 0))"""


def period_values(account_ids: Iterable[str], filters: Filters) -> dict[str, Any]:
    """The values of IN_PERIOD."""
    return {"accounts": list(account_ids), "first": filters.first, "last": filters.last}


def chosen(holdings: Mapping[str, Operated], filters: Filters) -> list[str]:
    """The ids of those accounts that the filter on accounts lets through."""
    wanted = filters.accounts
    return [one for one in holdings if not wanted or holdings[one].account_key in wanted]


def narrow_values(filters: Filters) -> dict[str, str]:
    """The values of NARROWED."""
    least, most = filters.minimum or 0, MOST if filters.maximum is None else filters.maximum
    credit, debit = filters.direction != "debit", filters.direction != "credit"
    if filters.direction:
        least = max(least, 1)  # a booking of nothing has no direction
    return {
        "in_low": str(least if credit else 1),
        "in_high": str(most if credit else 0),
        "out_low": str(-most if debit else 1),
        "out_high": str(-least if debit else 0),
        "channels": listed(filters.channels),
        "categories": listed(filters.categories),
        "counterparties": listed(filters.counterparties),
        "words": listed(filters.words.split()),
    }
