"""Reveal, break-glass, cover and review: each with its reason, its limit and its trace."""

from datetime import date, datetime, timedelta
from http import HTTPStatus

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from c360.access import store
from c360.access.limits import HOUR, one_by_one, spent
from c360.access.models import Alert, BreakGlass, Cover, Reveal
from c360.access.roles import HEADS
from c360.core import days
from c360.core.errors import Problem, bad_request, not_found
from c360.core.viewer import Viewer
from c360.customers.masking import pseudonym
from c360.customers.models import Customer, Employee, Holding
from c360.customers.queries import customer_of, within
from c360.modules.oversight import queries

OPEN_FOR = timedelta(minutes=30)
OPENED_A_DAY = 5  # customers a person may open by break-glass within 24 hours
LONGEST_COVER = timedelta(days=92)
FIELDS = ("tax_pan", "mobile", "email", "account_numbers")


def reveal(
    viewer: Viewer, customer_id: str, fields: list[str], reason: str, note: str
) -> dict[str, object]:
    """The values of those fields, counted against the viewer's budget of an hour.

    Problems: not-found out of scope, reveal_budget (429) when the budget is spent.
    """
    customer = customer_of(viewer, customer_id)
    one_by_one("reveal", viewer.username)
    now = timezone.now()
    recent = Reveal.objects.filter(username=viewer.username, at__gt=now - HOUR).order_by("-at")
    times = list(recent.values_list("at", flat=True)[: settings.C360_REVEALS_AN_HOUR])
    if len(times) >= settings.C360_REVEALS_AN_HOUR:
        raise spent("reveal_budget", "Your reveals of this hour are spent.", times[-1] + HOUR)
    wanted = sorted(set(fields))
    Reveal.objects.create(
        username=viewer.username,
        customer_id=customer_id,
        fields=wanted,
        reason=reason,
        note=note,
        at=now,
    )
    return {
        "values": {name: _value(customer, name) for name in wanted},
        "left": settings.C360_REVEALS_AN_HOUR - len(times) - 1,
    }


def _value(customer: Customer, field: str) -> object:
    if field == "account_numbers":
        accounts = Holding.objects.filter(customer_id=customer.customer_id)
        return list(accounts.values_list("account_id", flat=True).distinct().order_by("account_id"))
    return getattr(customer, field)


def break_glass(viewer: Viewer, customer_id: str, reason: str, note: str) -> BreakGlass:
    """Open one customer out of scope for reading; the supervisor reviews it afterwards.

    Problems: not-found for what does not exist, is the viewer's own, or stands in a band that
    the viewer may not see; in_scope (409); break_glass_budget (429).
    """
    if Customer.objects.filter(within(viewer), customer_id=customer_id).exists():
        raise Problem(HTTPStatus.CONFLICT, "in_scope", "This customer is in your scope already.")
    with queries.seen_as(viewer.narrowed(customer_id), viewer):
        if not Customer.objects.filter(customer_id=customer_id).exists():
            raise not_found()
    one_by_one("break-glass", viewer.username)
    now = timezone.now()
    day = timedelta(days=1)
    mine = BreakGlass.objects.filter(username=viewer.username, at__gt=now - day).order_by("-at")
    times = list(mine.values_list("at", flat=True)[:OPENED_A_DAY])
    if len(times) >= OPENED_A_DAY:
        raise spent("break_glass_budget", "You opened enough for one day.", times[-1] + day)
    row = BreakGlass.objects.create(
        username=viewer.username,
        name=viewer.name,
        supervisor=queries.supervisor_of(viewer),
        customer_id=customer_id,
        reason=reason,
        note=note,
        at=now,
        until=now + OPEN_FOR,
    )
    transaction.on_commit(lambda: store.rescope(viewer.username))
    return row


def grant_cover(
    viewer: Viewer, covered: str, covering: str, from_date: date, to_date: date, reason: str
) -> Cover:
    """Let `covering` serve the book of `covered` on those days; both RMs of one branch.

    Problems: bad_cover (400); not-found when an RM is not of the head's unit.
    """
    if viewer.role not in HEADS:
        raise not_found()
    today = days.today()
    if covered == covering or not today <= to_date or not from_date <= to_date:
        raise bad_request("bad_cover", "Name two RMs, and days that are not over.")
    if to_date - from_date > LONGEST_COVER:
        raise bad_request("bad_cover", f"Cover lasts {LONGEST_COVER.days} days at most.")
    rms = {
        row.employee_id: row
        for row in Employee.objects.filter(employee_id__in=(covered, covering), role="rm")
        if queries.heads(viewer, row)
    }
    if len(rms) != 2:
        raise not_found()
    if rms[covered].unit_id != rms[covering].unit_id:
        raise bad_request("bad_cover", "Both RMs must be of one branch.")
    row = Cover.objects.create(
        covered=covered,
        covering=covering,
        from_date=from_date,
        to_date=to_date,
        reason=reason,
        granted_by=viewer.username,
    )
    transaction.on_commit(lambda: store.rescope_employee(covering))
    return row


def end_cover(viewer: Viewer, cover_id: int) -> Cover:
    """End a cover of the head's unit now; ended twice keeps the first time."""
    row = Cover.objects.filter(pk=cover_id).first()
    rm = Employee.objects.filter(employee_id=row.covered).first() if row else None
    if row is None or rm is None or viewer.role not in HEADS or not queries.heads(viewer, rm):
        raise not_found()
    if row.ended_at is None:
        row.ended_at = timezone.now()
        row.ended_by = viewer.username
        row.save(update_fields=["ended_at", "ended_by"])
    transaction.on_commit(lambda: store.rescope_employee(row.covering))
    return row


def review(viewer: Viewer, break_glass_id: int, outcome: str, note: str) -> BreakGlass:
    """Say whether a break-glass was justified; reviewed twice keeps the first review.

    Raises not-found for what is not the viewer's to review: above all the viewer's own.
    """
    row = queries.to_review(viewer).filter(pk=break_glass_id).first()
    if row is None or not queries.may_settle(row.supervisor, viewer):
        raise not_found()
    if row.reviewed_at is None:
        row.reviewed_at = timezone.now()
        row.reviewed_by = viewer.username
        row.outcome = outcome
        row.review_note = note
        row.save(update_fields=["reviewed_at", "reviewed_by", "outcome", "review_note"])
    return row


def acknowledge(viewer: Viewer, alert_id: int, note: str) -> Alert:
    """Say what came of an alert; acknowledged twice keeps the first word.

    Raises not-found for what is not the viewer's to acknowledge: above all the viewer's own.
    """
    row = queries.alerts_of(viewer).filter(pk=alert_id).first()
    if row is None or not queries.may_settle(row.supervisor, viewer):
        raise not_found()
    if row.acknowledged_at is None:
        row.acknowledged_at = timezone.now()
        row.acknowledged_by = viewer.username
        row.note = note
        row.save(update_fields=["acknowledged_at", "acknowledged_by", "note"])
    return row


def forget(customer_id: str) -> dict[str, int]:
    """Pseudonymise who revealed or opened a customer, as the owner: counts and reviews stay.

    The free texts of these rows go; how many rows of what.
    """
    name = pseudonym(customer_id)
    reveals = Reveal.objects.using("owner").filter(customer_id=customer_id)
    opened = BreakGlass.objects.using("owner").filter(customer_id=customer_id)
    alerts = Alert.objects.using("owner").filter(honey__contains=[customer_id])
    return {
        "reveals (pseudonymised)": reveals.update(customer_id=name, note=""),
        "break-glass (pseudonymised)": opened.update(customer_id=name, note="", review_note=""),
        "alerts (pseudonymised)": alerts.update(honey=[name], note=""),
    }


def drop_before(moment: datetime) -> int:
    """Remove older reveals, break-glass and alerts that were reviewed, and covers that are over."""
    rows = (
        Reveal.objects.using("owner").filter(at__lt=moment),
        BreakGlass.objects.using("owner").filter(at__lt=moment, reviewed_at__lt=moment),
        Alert.objects.using("owner").filter(last_at__lt=moment, acknowledged_at__lt=moment),
        Cover.objects.using("owner").filter(to_date__lt=moment.date()),
    )
    return sum(some.delete()[0] for some in rows)
