"""Conversations and follow-ups as answers."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from c360.access.roles import HEADS
from c360.core.days import today
from c360.core.errors import not_found
from c360.core.viewer import Viewer
from c360.customers.models import Customer
from c360.customers.queries import customer_of
from c360.modules.conversations.models import Conversation, FollowUp, ServiceRequest

FOLLOW_UPS_SHOWN = 500


def readable(viewer: Viewer) -> QuerySet[Conversation]:
    """Conversations the viewer may read: a confidential one only by its author and heads.

    Row-level security keeps other books' customers out; this is the rule within the scope.
    """
    if viewer.role in HEADS:
        return Conversation.objects.all()
    return Conversation.objects.filter(Q(confidential=False) | Q(author=viewer.username))


def conversation(viewer: Viewer, conversation_id: int) -> Conversation:
    """One conversation; not-found when absent, out of scope or confidential to others."""
    found = readable(viewer).filter(pk=conversation_id).first()
    if found is None:
        raise not_found()
    customer_of(viewer, found.customer_id)
    return found


def conversation_json(viewer: Viewer, row: Conversation) -> dict[str, Any]:
    """The API's form of a conversation; `occurred_at`, `created_at` in UTC."""
    next_step = row.follow_ups.order_by("id").first()
    return {
        "id": row.pk,
        "customer_id": row.customer_id,
        "occurred_at": row.occurred_at,
        "channel": row.channel,
        "purposes": row.purposes,
        "outcome": row.outcome,
        "products": row.products,
        "sentiment": row.sentiment,
        "text": row.text,
        "confidential": row.confidential,
        "insight_key": row.insight_key,
        "transaction_id": row.transaction_id,
        "next_step": {"text": next_step.text, "due_on": next_step.due_on} if next_step else None,
        "by": row.author_name,
        "created_at": row.created_at,
        "edited_at": row.edited_at,
        "edits": row.edits.count(),
        "editable": row.author == viewer.username,
    }


def versions(viewer: Viewer, conversation_id: int) -> list[dict[str, Any]]:
    """What a conversation said before each of its edits, oldest first."""
    row = conversation(viewer, conversation_id)
    return [
        {"replaced_at": edit.replaced_at, "replaced_by": edit.replaced_by, **edit.before}
        for edit in row.edits.order_by("id")
    ]


def follow_ups(
    viewer: Viewer, *, state: str, when: str | None, customer_id: str | None
) -> dict[str, Any]:
    """The viewer's own follow-ups, or all of one customer, soonest first."""
    rows = FollowUp.objects.all()
    if customer_id is None:
        rows = rows.filter(owner=viewer.username)
    else:
        customer_of(viewer, customer_id)
        rows = rows.filter(customer_id=customer_id)
    waiting = rows.filter(done_at=None)
    counts = waiting.aggregate(**{name: Count("id", filter=due) for name, due in _due().items()})
    if when is not None:
        rows = waiting.filter(_due()[when])
    elif state != "all":
        rows = rows.filter(done_at__isnull=state == "open")
    found = list(rows.order_by("due_on", "id")[:FOLLOW_UPS_SHOWN])
    names = dict(
        Customer.objects.filter(customer_id__in={row.customer_id for row in found}).values_list(
            "customer_id", "full_name"
        )
    )
    results = [follow_up_json(viewer, row, names.get(row.customer_id)) for row in found]
    return {"today": today(), "counts": counts, "results": results}


def _due() -> dict[str, Q]:
    """When a follow-up is due, as seen from the calendar day."""
    return {
        "overdue": Q(due_on__lt=today()),
        "today": Q(due_on=today()),
        "upcoming": Q(due_on__gt=today()),
    }


def _when(row: FollowUp) -> str:
    if row.done_at is not None:
        return "done"
    if row.due_on == today():
        return "today"
    return "overdue" if row.due_on < today() else "upcoming"


def follow_up_json(viewer: Viewer, row: FollowUp, customer_name: str | None) -> dict[str, Any]:
    """The API's form of a follow-up."""
    return {
        "id": row.pk,
        "customer_id": row.customer_id,
        "customer_name": customer_name,
        "text": row.text,
        "due_on": row.due_on,
        "when": _when(row),
        "owner": row.owner,
        "mine": row.owner == viewer.username,
        "created_at": row.created_at,
        "done_at": row.done_at,
        "outcome": row.outcome,
        "conversation_id": row.conversation_id,
        "insight_key": row.insight_key,
        "transaction_id": row.transaction_id,
    }


def service_requests(viewer: Viewer, customer_id: str) -> list[dict[str, Any]]:
    """The customer's service requests, open ones first, newest first."""
    customer_of(viewer, customer_id)
    fields = ("request_id", "opened_on", "closed_on", "kind", "channel", "status", "text")
    rows = ServiceRequest.objects.filter(customer_id=customer_id)
    return list(rows.order_by("-status", "-opened_on", "request_id").values(*fields))
