"""What RMs write back (kept for ever in `app`) and the contacts the warehouse knows of."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models

from c360.nightly.tables import Narrow, Published

CONTACT_WEEKS = 11  # the running week and the ten before


def first_week(as_of: date) -> date:
    """The Monday of the first of the weeks in which contacts are counted."""
    return as_of - timedelta(as_of.weekday() + 7 * (CONTACT_WEEKS - 1))


class Conversation(models.Model):
    """A conversation with a customer, as the RM logged it; edits keep the text before."""

    customer_id = models.TextField()
    occurred_at = models.DateTimeField()
    channel = models.TextField()
    purposes: ClassVar[models.JSONField] = models.JSONField(default=list)
    outcome = models.TextField()
    products: ClassVar[models.JSONField] = models.JSONField(default=list)
    sentiment = models.TextField(null=True)
    text = models.TextField()
    confidential = models.BooleanField(default=False)
    insight_key = models.TextField(null=True)
    transaction_id = models.TextField(null=True)
    author = models.TextField()
    author_name = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "conversation"
        indexes = [models.Index(fields=["customer_id", "-occurred_at"], name="conversation_recent")]


class ConversationEdit(models.Model):
    """What a conversation said before an edit."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="edits")
    customer_id = models.TextField()
    replaced_at = models.DateTimeField(auto_now_add=True)
    replaced_by = models.TextField()
    before: ClassVar[models.JSONField] = models.JSONField()

    class Meta:
        db_table = "conversation_edit"
        ordering = ["id"]


class FollowUp(models.Model):
    """A promise with its date; open until it is done.

    `insight_key` and `transaction_id` say what it came from, where it came from one.
    """

    customer_id = models.TextField()
    conversation = models.ForeignKey(
        Conversation, models.PROTECT, null=True, related_name="follow_ups"
    )
    text = models.TextField()
    due_on = models.DateField()
    insight_key = models.TextField(null=True)
    transaction_id = models.TextField(null=True)
    owner = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    outcome = models.TextField(default="")

    class Meta:
        db_table = "follow_up"
        indexes = [
            models.Index(fields=["owner", "due_on"], name="follow_up_owner"),
            models.Index(fields=["customer_id", "due_on"], name="follow_up_customer"),
            models.Index(
                fields=["due_on"], condition=models.Q(done_at=None), name="follow_up_open"
            ),
        ]


class ServiceRequest(Published):
    """Something a customer asked for, as the warehouse knows it."""

    scoped = True
    found_by = ("customer_id", "opened_on")
    narrow = Narrow(words=(("kind", "channel", "status"),))

    request_id = models.TextField(primary_key=True)
    customer_id = models.TextField()
    rm_seq = models.IntegerField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    kind = models.TextField()
    channel = models.TextField(null=True)
    status = models.TextField()
    text = models.TextField(null=True)

    class Meta(Published.Meta):
        db_table = "service_request"


class Touchpoint(Published):
    """A call, visit, complaint, campaign, digital event or review the source systems know of."""

    scoped = True
    found_by = ("customer_id", "occurred_at")
    narrow = Narrow(words=(("kind", "channel", "status"), ("title",)))

    touchpoint_id = models.TextField(primary_key=True)
    customer_id = models.TextField()
    rm_seq = models.IntegerField()
    occurred_at = models.DateTimeField()
    kind = models.TextField()
    channel = models.TextField(null=True)
    status = models.TextField(null=True)
    title = models.TextField(null=True)
    text = models.TextField(null=True)
    employee_id = models.TextField(null=True)

    class Meta(Published.Meta):
        db_table = "touchpoint"


class RmContact(Published):
    """How many customers of an RM's book in one band the bank spoke with in a week.

    `week` counts from 0, that of `first_week`; a contact is a call, a visit or a review.
    """

    scoped = True

    pk = models.CompositePrimaryKey("rm_seq", "week")
    rm_seq = models.IntegerField()
    week = models.SmallIntegerField()
    customers = models.BigIntegerField()

    class Meta(Published.Meta):
        db_table = "rm_contact"
