"""What people decide about an insight: not now, not at all, or after all."""

from datetime import date, datetime, timedelta

from c360.core.days import today
from c360.core.errors import bad_request
from c360.core.viewer import Viewer
from c360.modules.today import queries
from c360.modules.today.models import Decision

LONGEST_SNOOZE = timedelta(days=366)


def decide(
    viewer: Viewer, key: str, kind: str, *, until: date | None = None, reason: str = ""
) -> Decision:
    """Keep a decision; the key stays from night to night, and so does the decision.

    Raises not-found out of scope, bad_until where `until` is no day of the coming year.
    """
    found = queries.insight(viewer, key)
    if until is not None and not today() < until <= today() + LONGEST_SNOOZE:
        raise bad_request("bad_until", "'until' is a day after today and within a year.")
    return Decision.objects.create(
        key=key,
        customer_id=found.customer_id,
        kind=kind,
        until=until,
        reason=reason,
        decided_by=viewer.username,
    )


def forget(customer_id: str) -> dict[str, int]:
    """Remove what was decided about a customer's insights, as the owner; how many rows."""
    rows = Decision.objects.using("owner").filter(customer_id=customer_id)
    return {"decisions on Today": rows.delete()[0]}


def drop_before(moment: datetime) -> int:
    """Remove decisions that are older and no longer keep an insight from Today."""
    rows = Decision.objects.using("owner").filter(decided_at__lt=moment)
    return rows.exclude(until__gte=moment.date()).delete()[0]
