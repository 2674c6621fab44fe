"""What oversight takes and answers."""

from typing import Any

from rest_framework import serializers

from c360.customers.periods import PageSerializer
from c360.modules.oversight.actions import FIELDS

REVEAL_REASONS = ("customer_request", "verification", "call_back", "complaint", "fraud_check")
BREAK_GLASS_REASONS = ("emergency", "branch_visit", "rm_absent", "complaint", "fraud_check")
ALERT_KINDS = ("many_customers", "off_hours", "honey")
OUTCOMES = ("justified", "not_justified")


class _Reason(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=300, allow_blank=True, default="")


class RevealWriteSerializer(_Reason):
    """Which identifiers to unmask, and why."""

    fields_ = serializers.ListField(
        child=serializers.ChoiceField(choices=FIELDS), min_length=1, max_length=len(FIELDS)
    )
    reason = serializers.ChoiceField(choices=REVEAL_REASONS)

    def get_fields(self) -> dict[str, Any]:
        """`fields` is a name of the framework's own: the API's is put in its place."""
        found = super().get_fields()
        found["fields"] = found.pop("fields_")
        return found


class RevealedValuesSerializer(serializers.Serializer[Any]):
    """The values asked for; null where the bank has none."""

    tax_pan = serializers.CharField(allow_null=True, required=False)
    mobile = serializers.CharField(allow_null=True, required=False)
    email = serializers.CharField(allow_null=True, required=False)
    account_numbers = serializers.ListField(child=serializers.CharField(), required=False)


class RevealAnswerSerializer(serializers.Serializer[Any]):
    """Unmasked values, and how many reveals are left in this hour."""

    as_of = serializers.DateField()
    values = RevealedValuesSerializer()
    left = serializers.IntegerField()


class BreakGlassWriteSerializer(_Reason):
    """Why a customer out of scope must be read."""

    reason = serializers.ChoiceField(choices=BREAK_GLASS_REASONS)


class BreakGlassSerializer(serializers.Serializer[Any]):
    """A customer opened by break-glass."""

    as_of = serializers.DateField()
    customer_id = serializers.CharField()
    until = serializers.DateTimeField()


class ReviewSerializer(serializers.Serializer[Any]):
    """A break-glass and its review."""

    id = serializers.IntegerField()
    username = serializers.CharField()
    name = serializers.CharField()
    customer_id = serializers.CharField()
    reason = serializers.CharField()
    note = serializers.CharField()
    at = serializers.DateTimeField()
    until = serializers.DateTimeField()
    reviewed_at = serializers.DateTimeField(allow_null=True)
    reviewed_by = serializers.CharField()
    outcome = serializers.CharField()
    review_note = serializers.CharField()
    may_review = serializers.BooleanField()


class ReviewListSerializer(serializers.Serializer[Any]):
    """Break-glass to be reviewed, newest first."""

    results = ReviewSerializer(many=True)


class ReviewWriteSerializer(_Reason):
    """The supervisor's word on a break-glass or an alert."""

    outcome = serializers.ChoiceField(choices=OUTCOMES)


class AlertSerializer(serializers.Serializer[Any]):
    """Somebody looked at customers as work does not ask for, on one calendar day of the bank."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=ALERT_KINDS)
    username = serializers.CharField()
    name = serializers.CharField()
    day = serializers.DateField()
    customers = serializers.IntegerField()
    usual = serializers.IntegerField(allow_null=True, help_text="The own median of a day")
    customer_ids = serializers.ListField(child=serializers.CharField())
    first_at = serializers.DateTimeField()
    last_at = serializers.DateTimeField()
    raised_at = serializers.DateTimeField()
    acknowledged_at = serializers.DateTimeField(allow_null=True)
    acknowledged_by = serializers.CharField()
    note = serializers.CharField()
    may_acknowledge = serializers.BooleanField()


class AlertListSerializer(serializers.Serializer[Any]):
    """Alerts, newest first."""

    results = AlertSerializer(many=True)


class AlertWriteSerializer(serializers.Serializer[Any]):
    """What came of an alert."""

    note = serializers.CharField(max_length=300)


class OpenedSerializer(serializers.Serializer[Any]):
    """A customer whom the viewer may still read by break-glass."""

    customer_id = serializers.CharField()
    until = serializers.DateTimeField()


class OpenedListSerializer(serializers.Serializer[Any]):
    """Customers opened by break-glass."""

    results = OpenedSerializer(many=True)


class RmSerializer(serializers.Serializer[Any]):
    """An RM of the head's unit."""

    employee_id = serializers.CharField()
    name = serializers.CharField()
    unit_id = serializers.CharField()
    unit_name = serializers.CharField()


class RmListSerializer(serializers.Serializer[Any]):
    """RMs by name, a page at a time."""

    results = RmSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class CoverWriteSerializer(serializers.Serializer[Any]):
    """An RM serves another's book on these days, both included."""

    covered = serializers.CharField(max_length=64)
    covering = serializers.CharField(max_length=64)
    from_date = serializers.DateField()
    to_date = serializers.DateField()
    reason = serializers.CharField(max_length=300)


class CoverSerializer(CoverWriteSerializer):
    """A cover as granted."""

    id = serializers.IntegerField()
    covered_name = serializers.CharField()
    covering_name = serializers.CharField()
    granted_by = serializers.CharField()
    granted_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class CoverListSerializer(serializers.Serializer[Any]):
    """Covers, newest first."""

    results = CoverSerializer(many=True)


class LookSerializer(serializers.Serializer[Any]):
    """One sealed record of the audit."""

    id = serializers.CharField()
    at = serializers.DateTimeField()
    kind = serializers.CharField()
    username = serializers.CharField()
    customer_id = serializers.CharField(allow_null=True)
    request_id = serializers.CharField()
    method = serializers.CharField(allow_null=True)
    route = serializers.CharField(allow_null=True)
    include = serializers.CharField(allow_null=True, help_text="Answers given with the route's own")
    status = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField(allow_null=True)
    fields_ = serializers.CharField(allow_null=True)
    ticket = serializers.CharField(allow_null=True)
    on_behalf_of = serializers.CharField(allow_null=True)
    address = serializers.CharField(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        """`fields` is a name of the framework's own: the API's is put in its place."""
        found = super().get_fields()
        found["fields"] = found.pop("fields_")
        return found


class LookListSerializer(serializers.Serializer[Any]):
    """Records, newest first."""

    results = LookSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class AuditHeadSerializer(serializers.Serializer[Any]):
    """The newest link of the audit's chain, to be kept outside."""

    sequence = serializers.IntegerField()
    hash = serializers.CharField()
    sealed_at = serializers.DateTimeField()


class RmQuerySerializer(PageSerializer):
    """Which RMs."""

    q = serializers.CharField(
        required=False, max_length=100, help_text="Part of a branch's name, or of one of its RMs'"
    )


class AuditQuerySerializer(serializers.Serializer[Any]):
    """Which records of the audit; `since` and `until` are UTC."""

    user = serializers.CharField(required=False)
    customer = serializers.CharField(required=False)
    kind = serializers.CharField(required=False)
    since = serializers.DateTimeField(required=False)
    until = serializers.DateTimeField(required=False)
