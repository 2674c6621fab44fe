"""What the API says of conversations, follow-ups and the timeline."""

from typing import Any

from rest_framework import serializers

CHANNELS = ("call", "visit", "branch", "video", "email")
PURPOSES = ("maturity", "large_debit", "service", "review", "other")
OUTCOMES = ("agreed", "interested", "call_back", "not_interested", "no_answer")
SENTIMENTS = ("good", "neutral", "upset")


class NextStepSerializer(serializers.Serializer[Any]):
    """What was promised, and by which business date; it becomes a follow-up."""

    text = serializers.CharField(max_length=200)
    due_on = serializers.DateField()


class ConversationWriteSerializer(serializers.Serializer[Any]):
    """A conversation as the RM logs it."""

    channel = serializers.ChoiceField(CHANNELS)
    purposes = serializers.ListField(
        child=serializers.ChoiceField(PURPOSES), required=False, default=list, max_length=5
    )
    outcome = serializers.ChoiceField(OUTCOMES)
    products = serializers.ListField(
        child=serializers.CharField(max_length=60), required=False, default=list, max_length=10
    )
    sentiment = serializers.ChoiceField(SENTIMENTS, required=False, allow_null=True, default=None)
    text = serializers.CharField(max_length=4000, allow_blank=True, required=False, default="")
    confidential = serializers.BooleanField(required=False, default=False)
    next_step = NextStepSerializer(required=False, allow_null=True, default=None)
    occurred_at = serializers.DateTimeField(required=False)


class ConversationEditSerializer(serializers.Serializer[Any]):
    """What to change of a conversation; absent fields stay."""

    channel = serializers.ChoiceField(CHANNELS, required=False)
    purposes = serializers.ListField(
        child=serializers.ChoiceField(PURPOSES), required=False, max_length=5
    )
    outcome = serializers.ChoiceField(OUTCOMES, required=False)
    products = serializers.ListField(
        child=serializers.CharField(max_length=60), required=False, max_length=10
    )
    sentiment = serializers.ChoiceField(SENTIMENTS, required=False, allow_null=True)
    text = serializers.CharField(max_length=4000, allow_blank=True, required=False)
    confidential = serializers.BooleanField(required=False)


class ConversationSerializer(serializers.Serializer[Any]):
    """A logged conversation; `edits` counts the versions before this one."""

    as_of = serializers.DateField()
    id = serializers.IntegerField()
    customer_id = serializers.CharField()
    occurred_at = serializers.DateTimeField()
    channel = serializers.CharField()
    purposes = serializers.ListField(child=serializers.CharField())
    outcome = serializers.CharField()
    products = serializers.ListField(child=serializers.CharField())
    sentiment = serializers.CharField(allow_null=True)
    text = serializers.CharField()
    confidential = serializers.BooleanField()
    next_step = NextStepSerializer(allow_null=True)
    by = serializers.CharField()
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    edits = serializers.IntegerField()


class TimelineItemSerializer(serializers.Serializer[Any]):
    """One event; `detail` depends on the kind (a conversation's whole record, a status)."""

    id = serializers.CharField()
    at = serializers.DateTimeField()
    on = serializers.DateField()
    kind = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField(allow_null=True)
    amount = serializers.IntegerField(allow_null=True)
    account = serializers.CharField(allow_null=True)
    by = serializers.CharField(allow_null=True)
    detail = serializers.DictField(allow_null=True)


class TimelinePageSerializer(serializers.Serializer[Any]):
    """A page of the timeline, newest first."""

    as_of = serializers.DateField()
    results = TimelineItemSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class FollowUpSerializer(serializers.Serializer[Any]):
    """A promise with its date."""

    id = serializers.IntegerField()
    customer_id = serializers.CharField()
    customer_name = serializers.CharField(allow_null=True)
    text = serializers.CharField()
    due_on = serializers.DateField()
    done_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.CharField()
    conversation_id = serializers.IntegerField(allow_null=True)


class FollowUpListSerializer(serializers.Serializer[Any]):
    """Follow-ups, soonest first."""

    as_of = serializers.DateField()
    results = FollowUpSerializer(many=True)


class FollowUpQuerySerializer(serializers.Serializer[Any]):
    """Which follow-ups: the viewer's own, or one customer's."""

    state = serializers.ChoiceField(["open", "done", "all"], required=False, default="open")
    customer = serializers.CharField(required=False)


class FinishSerializer(serializers.Serializer[Any]):
    """How a follow-up ended."""

    outcome = serializers.CharField(max_length=200, allow_blank=True, required=False, default="")


class ServiceRequestSerializer(serializers.Serializer[Any]):
    """A service request of the warehouse."""

    request_id = serializers.CharField()
    opened_on = serializers.DateField()
    closed_on = serializers.DateField(allow_null=True)
    kind = serializers.CharField()
    channel = serializers.CharField(allow_null=True)
    status = serializers.CharField()
    text = serializers.CharField(allow_null=True)


class ServiceRequestListSerializer(serializers.Serializer[Any]):
    """A customer's service requests, open ones first."""

    as_of = serializers.DateField()
    results = ServiceRequestSerializer(many=True)
