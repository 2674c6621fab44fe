"""What RMs write: conversations, their edits, and follow-ups."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from c360.core.days import local_day
from c360.core.errors import not_found
from c360.core.viewer import Viewer
from c360.customers import consent, contacts
from c360.customers.models import Customer
from c360.customers.queries import customer_of, within
from c360.modules.conversations import queries
from c360.modules.conversations.models import Conversation, ConversationEdit, FollowUp

NO_CONTACT = ("no_answer",)
EDITABLE = ("channel", "purposes", "outcome", "products", "sentiment", "text", "confidential")


def log_conversation(viewer: Viewer, customer_id: str, values: dict[str, Any]) -> Conversation:
    """Keep a conversation, its next step and promises as follow-ups, and close what it closes.

    All or nothing. Raises not-found when the customer or a follow-up to close is not the viewer's.
    """
    customer_of(viewer, customer_id)
    next_step = values.pop("next_step", None)
    promises = ([next_step] if next_step else []) + values.pop("promises", [])
    closes = values.pop("closes", [])
    occurred_at = values.pop("occurred_at", None) or timezone.now()
    row = Conversation.objects.create(
        customer_id=customer_id,
        author=viewer.username,
        author_name=viewer.name,
        occurred_at=occurred_at,
        **values,
    )
    if row.outcome not in NO_CONTACT:
        contacts.note(customer_id, local_day(occurred_at), row.channel)
    FollowUp.objects.bulk_create(
        FollowUp(
            customer_id=customer_id,
            conversation=row,
            text=promise["text"],
            due_on=promise["due_on"],
            owner=viewer.username,
            insight_key=row.insight_key,
            transaction_id=row.transaction_id,
        )
        for promise in promises
    )
    for number in closes:
        if _own_follow_up(viewer, number).customer_id != customer_id:
            raise not_found()
        finish_follow_up(viewer, number, outcome="")
    return row


def add_follow_up(viewer: Viewer, customer_id: str, values: dict[str, Any]) -> FollowUp:
    """Keep a follow-up of the viewer's own.

    Raises not-found when the customer, or the conversation it names, is not the viewer's to see.
    """
    customer_of(viewer, customer_id)
    conversation_id = values.pop("conversation_id", None)
    source = queries.conversation(viewer, conversation_id) if conversation_id else None
    if source is not None and source.customer_id != customer_id:
        raise not_found()
    return FollowUp.objects.create(
        customer_id=customer_id, conversation=source, owner=viewer.username, **values
    )


def add_follow_ups(
    viewer: Viewer, customer_ids: Sequence[str], values: dict[str, Any], *, action: str | None
) -> tuple[int, dict[str, str]]:
    """Keep the same follow-up of the viewer's own for each of many customers; how many were kept.

    `action` is the contact it asks for: customers whose consent closes it are left out, each with
    the state of that consent. Raises not-found, and keeps none, when one of them is out of the
    viewer's scope.
    """
    ids = sorted(set(customer_ids))
    if Customer.objects.filter(within(viewer), customer_id__in=ids).count() != len(ids):
        raise not_found()
    refused = consent.refusals(action, ids) if action else {}
    rows = FollowUp.objects.bulk_create(
        FollowUp(customer_id=one, owner=viewer.username, **values)
        for one in ids
        if one not in refused
    )
    return len(rows), refused


def edit_conversation(viewer: Viewer, conversation_id: int, values: dict[str, Any]) -> Conversation:
    """Change a conversation of the viewer's own; what it said before is kept."""
    row = queries.conversation(viewer, conversation_id)
    if row.author != viewer.username:
        raise not_found()
    before = {name: getattr(row, name) for name in EDITABLE}
    ConversationEdit.objects.create(
        conversation=row,
        customer_id=row.customer_id,
        replaced_by=viewer.username,
        before=before,
    )
    for name in EDITABLE:
        if name in values:
            setattr(row, name, values[name])
    row.edited_at = timezone.now()
    row.save(update_fields=[*EDITABLE, "edited_at"])
    return row


def finish_follow_up(viewer: Viewer, follow_up_id: int, *, outcome: str) -> FollowUp:
    """Mark a follow-up of the viewer's own as done; done twice keeps the first time."""
    row = _own_follow_up(viewer, follow_up_id)
    if row.done_at is None:
        row.done_at = timezone.now()
        row.outcome = outcome
        row.save(update_fields=["done_at", "outcome"])
    return row


def put_off(viewer: Viewer, follow_up_id: int, due_on: date) -> FollowUp:
    """Move an open follow-up of the viewer's own to another day; a done one stays."""
    row = _own_follow_up(viewer, follow_up_id)
    if row.done_at is None:
        row.due_on = due_on
        row.save(update_fields=["due_on"])
    return row


def _own_follow_up(viewer: Viewer, follow_up_id: int) -> FollowUp:
    row = FollowUp.objects.filter(pk=follow_up_id, owner=viewer.username).first()
    if row is None:
        raise not_found()
    customer_of(viewer, row.customer_id)
    return row


def forget(customer_id: str) -> dict[str, int]:
    """Remove what was written about a customer, as the owner; how many rows of what."""
    rows = {
        "changes of conversations": ConversationEdit.objects.using("owner"),
        "follow-ups": FollowUp.objects.using("owner"),
        "conversations": Conversation.objects.using("owner"),
    }
    return {what: kept.filter(customer_id=customer_id).delete()[0] for what, kept in rows.items()}


def drop_before(moment: datetime) -> int:
    """Remove what is older and settled: done follow-ups, conversations that none of them needs."""
    done = FollowUp.objects.using("owner").filter(created_at__lt=moment, done_at__lt=moment)
    dropped = done.delete()[0]
    old = Conversation.objects.using("owner").filter(
        created_at__lt=moment, occurred_at__lt=moment, follow_ups=None
    )
    ids = list(old.values_list("pk", flat=True))
    ConversationEdit.objects.using("owner").filter(conversation_id__in=ids).delete()
    return dropped + Conversation.objects.using("owner").filter(pk__in=ids).delete()[0]
