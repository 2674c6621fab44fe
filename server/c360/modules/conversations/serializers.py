"""What the API says of conversations, follow-ups and the timeline."""

from typing import Any

from rest_framework import serializers

from c360.customers import consent

CHANNELS = ("call", "visit", "branch", "video", "email")
PURPOSES = ("maturity", "large_debit", "service", "review", "other")
OUTCOMES = ("agreed", "interested", "call_back", "not_interested", "no_answer")
SENTIMENTS = ("good", "neutral", "upset")


class NextStepSerializer(serializers.Serializer[Any]):
    """What was promised, and by which business date; it becomes a follow-up."""

    text = serializers.CharField(max_length=200)
    due_on = serializers.DateField()


class OriginSerializer(serializers.Serializer[Any]):
    """What led to it: an insight (its key) or a booking (its transaction_id)."""

    insight_key = serializers.RegexField(
        r"^[0-9a-f]{32}$", required=False, allow_null=True, default=None
    )
    transaction_id = serializers.CharField(
        max_length=100, required=False, allow_null=True, default=None
    )


class ConversationWriteSerializer(OriginSerializer):
    """A conversation as the RM logs it.

    `promises` become follow-ups beside the next step; `closes` are the viewer's own follow-ups of
    this customer that are done with it.
    """

    channel = serializers.ChoiceField(CHANNELS)
    purposes = serializers.ListField(
        child=serializers.ChoiceField(PURPOSES), required=False, default=list, max_length=5
    )
    outcome = serializers.ChoiceField(OUTCOMES)
    products = serializers.ListField(
        child=serializers.CharField(max_length=60), required=False, default=list, max_length=10
    )
    sentiment = serializers.ChoiceField(SENTIMENTS, required=False, allow_null=True, default=None)
    text = serializers.CharField(
        max_length=4000, allow_blank=True, trim_whitespace=False, required=False, default=""
    )
    confidential = serializers.BooleanField(required=False, default=False)
    next_step = NextStepSerializer(required=False, allow_null=True, default=None)
    promises = serializers.ListField(
        child=NextStepSerializer(), required=False, default=list, max_length=10
    )
    closes = serializers.ListField(
        child=serializers.IntegerField(), required=False, default=list, max_length=50
    )
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
    text = serializers.CharField(
        max_length=4000, allow_blank=True, trim_whitespace=False, required=False
    )
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
    insight_key = serializers.CharField(allow_null=True)
    transaction_id = serializers.CharField(allow_null=True)
    next_step = NextStepSerializer(allow_null=True)
    by = serializers.CharField()
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    edits = serializers.IntegerField()
    editable = serializers.BooleanField(help_text="Whether the viewer wrote it")


class ConversationVersionSerializer(serializers.Serializer[Any]):
    """What a conversation said until it was replaced."""

    replaced_at = serializers.DateTimeField()
    replaced_by = serializers.CharField()
    channel = serializers.CharField()
    purposes = serializers.ListField(child=serializers.CharField())
    outcome = serializers.CharField()
    products = serializers.ListField(child=serializers.CharField())
    sentiment = serializers.CharField(allow_null=True)
    text = serializers.CharField()
    confidential = serializers.BooleanField()


class ConversationVersionsSerializer(serializers.Serializer[Any]):
    """The versions before the one that stands, oldest first."""

    as_of = serializers.DateField()
    results = ConversationVersionSerializer(many=True)


class TemplateSerializer(serializers.Serializer[Any]):
    """A beginning for a conversation of a usual kind; the RM writes on from `text`."""

    id = serializers.CharField()
    title = serializers.CharField()
    purposes = serializers.ListField(child=serializers.ChoiceField(PURPOSES))
    text = serializers.CharField()
    next_step = serializers.CharField()
    next_step_days = serializers.IntegerField()


class TemplateListSerializer(serializers.Serializer[Any]):
    """The templates, in the order they are offered."""

    as_of = serializers.DateField(allow_null=True)
    results = TemplateSerializer(many=True)


class PromiseQuerySerializer(serializers.Serializer[Any]):
    """A note in which to look for promises, and the day it was written (today unless told)."""

    text = serializers.CharField(max_length=4000, allow_blank=True)
    on = serializers.DateField(required=False)


class PromiseSerializer(serializers.Serializer[Any]):
    """A promise found in a note; `words` is the part that names the day."""

    text = serializers.CharField()
    due_on = serializers.DateField()
    words = serializers.CharField()


class PromiseListSerializer(serializers.Serializer[Any]):
    """Promises offered as follow-ups, in the order of the note; nothing is kept yet."""

    as_of = serializers.DateField(allow_null=True)
    results = PromiseSerializer(many=True)


class NoteQuerySerializer(serializers.Serializer[Any]):
    """Words to find; `-word` leaves out, quotes keep words together."""

    q = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(
        ["conversation", "service_request", "contact", "booking"], required=False
    )
    customer = serializers.CharField(required=False)


class NoteSerializer(serializers.Serializer[Any]):
    """A text with the words; `title` is the channel, or the kind of request or contact."""

    kind = serializers.CharField()
    id = serializers.CharField()
    customer_id = serializers.CharField()
    customer_name = serializers.CharField()
    on = serializers.DateField()
    title = serializers.CharField()
    text = serializers.CharField()


class NoteListSerializer(serializers.Serializer[Any]):
    """At most 50 texts, newest first."""

    as_of = serializers.DateField()
    results = NoteSerializer(many=True)


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
    when = serializers.ChoiceField(["overdue", "today", "upcoming", "done"])
    owner = serializers.CharField()
    mine = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    done_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.CharField()
    conversation_id = serializers.IntegerField(allow_null=True)
    insight_key = serializers.CharField(allow_null=True)
    transaction_id = serializers.CharField(allow_null=True)


class FollowUpAnswerSerializer(FollowUpSerializer):
    """One follow-up as kept."""

    as_of = serializers.DateField()


class FollowUpWriteSerializer(OriginSerializer):
    """A follow-up of the viewer's own."""

    text = serializers.CharField(max_length=200)
    due_on = serializers.DateField()
    conversation_id = serializers.IntegerField(required=False, allow_null=True, default=None)


class FollowUpCountsSerializer(serializers.Serializer[Any]):
    """Open follow-ups by when they are due."""

    overdue = serializers.IntegerField()
    today = serializers.IntegerField()
    upcoming = serializers.IntegerField()


class FollowUpListSerializer(serializers.Serializer[Any]):
    """Follow-ups, soonest first; `counts` are of the open ones, whatever is shown."""

    as_of = serializers.DateField()
    today = serializers.DateField()
    counts = FollowUpCountsSerializer()
    results = FollowUpSerializer(many=True)


class FollowUpQuerySerializer(serializers.Serializer[Any]):
    """Which follow-ups: the viewer's own, or one customer's."""

    state = serializers.ChoiceField(["open", "done", "all"], required=False, default="open")
    when = serializers.ChoiceField(
        ["overdue", "today", "upcoming"],
        required=False,
        help_text="Of the open ones only those; today is my day",
    )
    customer = serializers.CharField(required=False)


class CalendarSerializer(serializers.Serializer[Any]):
    """Whether the viewer has a calendar address, and since when."""

    as_of = serializers.DateField(allow_null=True)
    created_at = serializers.DateTimeField(allow_null=True)


class CalendarAddressSerializer(CalendarSerializer):
    """A new calendar address; it is shown this once."""

    path = serializers.CharField()


class FollowUpChangeSerializer(serializers.Serializer[Any]):
    """How a follow-up ended; with `due_on` it is put off to that day instead."""

    due_on = serializers.DateField(required=False)
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


class FollowUpsWriteSerializer(serializers.Serializer[Any]):
    """One promise to many customers."""

    customer_ids = serializers.ListField(
        child=serializers.CharField(max_length=64), min_length=1, max_length=500
    )
    text = serializers.CharField(max_length=200)
    due_on = serializers.DateField()
    action = serializers.ChoiceField(
        consent.ACTIONS,
        required=False,
        help_text="The contact it asks for: whose consent closes that is left out",
    )


class FollowUpRefusedSerializer(serializers.Serializer[Any]):
    """A customer whose consent closes the contact: it was withdrawn, or never given."""

    customer_id = serializers.CharField()
    reason = serializers.ChoiceField(["withdrawn", "not_asked"])


class FollowUpsAddedSerializer(serializers.Serializer[Any]):
    """How many follow-ups were kept, and for whom none, by consent."""

    as_of = serializers.DateField()
    added = serializers.IntegerField()
    refused = FollowUpRefusedSerializer(many=True)
