"""What the API says of insights; amounts are minor units of `currency`."""

from typing import Any

from rest_framework import serializers

from c360.customers.serializers import ACCOUNT_KEY

MAY_CALL = "False where consent for calls was withdrawn"


class DecisionSerializer(serializers.Serializer[Any]):
    """What somebody decided about an insight; a snoozed one comes back on the day `until`."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(["snoozed", "dismissed", "restored"])
    until = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()


class DecisionAnswer(DecisionSerializer):
    """A decision as kept."""

    as_of = serializers.DateField()


class InsightSerializer(serializers.Serializer[Any]):
    """A hit of a rule. `reason` is a sentence without amounts; `evidence` says what the rest is."""

    key = serializers.CharField()
    customer_id = serializers.CharField()
    rule = serializers.CharField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    reason = serializers.CharField()
    why = serializers.CharField()
    evidence = serializers.CharField()
    score = serializers.IntegerField()
    on_date = serializers.DateField(allow_null=True)
    amount = serializers.IntegerField(allow_null=True)
    compared = serializers.IntegerField(allow_null=True)
    account_key = serializers.CharField(allow_null=True, help_text=ACCOUNT_KEY)
    transaction_id = serializers.CharField(allow_null=True)
    detail = serializers.CharField(allow_null=True)


class CustomerInsightSerializer(InsightSerializer):
    """An insight with its last decision; `hidden` while that keeps it out of Today."""

    hidden = serializers.BooleanField()
    decision = DecisionSerializer(allow_null=True)


class CustomerInsights(serializers.Serializer[Any]):
    """A customer's insights, the weightiest first."""

    as_of = serializers.DateField()
    currency = serializers.CharField()
    may_call = serializers.BooleanField(help_text=MAY_CALL)
    results = CustomerInsightSerializer(many=True)


class TodayItemSerializer(InsightSerializer):
    """Something worth doing, with whom, and when the bank last spoke with the customer."""

    full_name = serializers.CharField()
    segment = serializers.CharField(allow_null=True)
    last_contact_on = serializers.DateField(allow_null=True)
    last_contact_kind = serializers.CharField(allow_null=True)
    may_call = serializers.BooleanField(help_text=MAY_CALL)


class BookToday(serializers.Serializer[Any]):
    """At most 20 things worth doing, one a customer, the weightiest first."""

    as_of = serializers.DateField()
    today = serializers.DateField()
    currency = serializers.CharField()
    results = TodayItemSerializer(many=True)


class RuleCount(serializers.Serializer[Any]):
    """A rule, how many insights of the book it found, and the sum of what is at stake in them."""

    rule = serializers.CharField()
    count = serializers.IntegerField()
    amount = serializers.IntegerField(allow_null=True)


class InsightQuery(serializers.Serializer[Any]):
    """Which insights, and where the list goes on."""

    rule = serializers.CharField(required=False, help_text="of this rule alone")
    cursor = serializers.CharField(required=False, help_text="`next` of the page before")
    limit = serializers.IntegerField(required=False, min_value=1, max_value=200)


class BookInsights(serializers.Serializer[Any]):
    """Everything worth doing, the weightiest first; put off and dismissed ones are left out."""

    as_of = serializers.DateField()
    today = serializers.DateField()
    currency = serializers.CharField()
    rules = RuleCount(many=True)
    results = TodayItemSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class SnoozeSerializer(serializers.Serializer[Any]):
    """The day on which the insight is shown again."""

    until = serializers.DateField()


class DismissSerializer(serializers.Serializer[Any]):
    """Why the insight is not worth a thing."""

    reason = serializers.CharField(max_length=200)
