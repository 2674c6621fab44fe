"""What the browser tells of its use, and what the operator reads of it."""

from typing import Any

from rest_framework import serializers

# Letters only: no identifier, amount or name of a customer can stand in a feature's name.
NAME = r"^[a-z]+(?:[._-][a-z]+){0,7}$"
MOST_EVENTS = 100
SEARCHES = ("name", "customer_id", "account", "mobile", "pan", "words")


class EventSerializer(serializers.Serializer[Any]):
    """A page opened, a named control clicked, or a search by its kind (never its text)."""

    kind = serializers.ChoiceField(["page", "click", "search"])
    name = serializers.RegexField(NAME, max_length=60)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Nothing is told but kind and name; a search is one of the known kinds."""
        if isinstance(data, dict) and set(data) - {"kind", "name"}:
            raise serializers.ValidationError({"events": ["an event has a kind and a name only"]})
        values: dict[str, Any] = super().to_internal_value(data)
        if values["kind"] == "search" and values["name"] not in SEARCHES:
            raise serializers.ValidationError({"name": [f"one of {', '.join(SEARCHES)}"]})
        return values


class EventsSerializer(serializers.Serializer[Any]):
    """At most 100 events."""

    events = EventSerializer(many=True)

    def validate_events(self, events: list[Any]) -> list[Any]:
        """A batch is bounded."""
        if not 1 <= len(events) <= MOST_EVENTS:
            raise serializers.ValidationError(f"1 to {MOST_EVENTS} events")
        return events


class EventsAnswer(serializers.Serializer[Any]):
    """How many events were counted."""

    as_of = serializers.DateField(allow_null=True)
    counted = serializers.IntegerField()


class UsageQuerySerializer(serializers.Serializer[Any]):
    """The days asked for, both included; the last four weeks unless told."""

    first = serializers.DateField(required=False)
    last = serializers.DateField(required=False)


class FeatureQuerySerializer(UsageQuerySerializer):
    """What the counts are parted by."""

    by = serializers.ChoiceField(["role", "branch", "week"], required=False, default="role")


class UsagePartSerializer(serializers.Serializer[Any]):
    """A role, branch (unit id) or week (its Monday) with its count."""

    key = serializers.CharField()
    name = serializers.CharField(allow_null=True, help_text="A unit's; null of others")
    times = serializers.IntegerField()


class UsedFeatureSerializer(serializers.Serializer[Any]):
    """A feature and how often it was used."""

    kind = serializers.CharField()
    name = serializers.CharField()
    times = serializers.IntegerField()
    parts = UsagePartSerializer(many=True)


class UsedFeaturesAnswer(serializers.Serializer[Any]):
    """Features, the most used first."""

    as_of = serializers.DateField(allow_null=True)
    first = serializers.DateField()
    last = serializers.DateField()
    by = serializers.CharField()
    results = UsedFeatureSerializer(many=True)


class CallsSerializer(serializers.Serializer[Any]):
    """Calls, and how many went through the answer cache and were answered from it.

    Percentiles of their times in ms are upper bounds of buckets, null beyond the last one.
    """

    calls = serializers.IntegerField()
    failed = serializers.IntegerField()
    refused = serializers.IntegerField()
    cache_asked = serializers.IntegerField()
    cache_hits = serializers.IntegerField()
    p50 = serializers.IntegerField(allow_null=True)
    p95 = serializers.IntegerField(allow_null=True)
    p99 = serializers.IntegerField(allow_null=True)


class UsedRouteSerializer(CallsSerializer):
    """A route's calls; times in ms."""

    route = serializers.CharField()
    method = serializers.CharField()
    mean_ms = serializers.FloatField()


class UsedRoutesAnswer(serializers.Serializer[Any]):
    """Routes, the most called first."""

    as_of = serializers.DateField(allow_null=True)
    first = serializers.DateField()
    last = serializers.DateField()
    all = CallsSerializer()
    results = UsedRouteSerializer(many=True)
