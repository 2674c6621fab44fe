"""Who may review whom, who covers whom, and who looked at a customer."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import orjson
from django.db.models import Q, QuerySet
from django.utils import timezone

from c360.access.models import Alert, AuditBatch, AuditRecord, BreakGlass, Cover
from c360.core import databases
from c360.core.viewer import SEE_AUDIT, Viewer
from c360.customers.models import Employee, Unit

COVERS_SHOWN = 200
REVIEWS_SHOWN = 200
Json = dict[str, Any]
Moment = tuple[datetime, int, int]  # at, sequence, position


@contextmanager
def seen_as(other: Viewer, viewer: Viewer) -> Iterator[None]:
    """Within the running transaction, see what `other` sees; then what `viewer` sees again."""
    statement = "select set_config('c360.scope', %s, true), set_config('c360.only', %s, true)"
    with databases.connection().cursor() as cursor:
        cursor.execute(statement, [other.scope_text, other.only or ""])
        try:
            yield
        finally:
            cursor.execute(statement, [viewer.scope_text, viewer.only or ""])


def heads(viewer: Viewer, rm: Employee) -> bool:
    """Whether the RM's plain customers stand in the viewer's scope."""
    number = rm.rm_seq
    return number is not None and any(low <= number <= high for low, high in viewer.scope)


def supervisor_of(viewer: Viewer) -> str | None:
    """The employee to whom the viewer reports, as the publication says."""
    row = Employee.objects.filter(employee_id=viewer.employee_id).first()
    return row.reports_to if row else None


def to_review(viewer: Viewer) -> QuerySet[BreakGlass]:
    """What the viewer may review, or, for an auditor, see: never the viewer's own."""
    rows = BreakGlass.objects.exclude(username=viewer.username)
    if viewer.may(SEE_AUDIT):
        return rows
    if viewer.employee_id is None:
        return rows.none()
    return rows.filter(supervisor=viewer.employee_id)


def reviews(viewer: Viewer, *, is_open: bool) -> list[Json]:
    """Break-glass for the viewer to review, the newest first."""
    rows = to_review(viewer).order_by("-at")
    if is_open:
        rows = rows.filter(reviewed_at=None)
    return [review_json(row, viewer) for row in rows[:REVIEWS_SHOWN]]


def review_json(row: BreakGlass, viewer: Viewer) -> Json:
    """The API's form of a break-glass."""
    return {
        "id": row.pk,
        "username": row.username,
        "name": row.name,
        "customer_id": row.customer_id,
        "reason": row.reason,
        "note": row.note,
        "at": row.at,
        "until": row.until,
        "reviewed_at": row.reviewed_at,
        "reviewed_by": row.reviewed_by,
        "outcome": row.outcome,
        "review_note": row.review_note,
        "may_review": row.reviewed_at is None and may_settle(row.supervisor, viewer),
    }


def opened(viewer: Viewer) -> list[Json]:
    """The customers whom the viewer opened by break-glass and may still read."""
    rows = BreakGlass.objects.filter(username=viewer.username, until__gt=timezone.now())
    latest: dict[str, Json] = {}
    for customer_id, until in rows.order_by("until").values_list("customer_id", "until"):
        latest[customer_id] = {"customer_id": customer_id, "until": until}
    return list(latest.values())


def alerts_of(viewer: Viewer) -> QuerySet[Alert]:
    """The alerts about those who report to the viewer, or, for an auditor, all; never the own."""
    rows = Alert.objects.exclude(username=viewer.username)
    if viewer.may(SEE_AUDIT):
        return rows
    if viewer.employee_id is None:
        return rows.none()
    return rows.filter(supervisor=viewer.employee_id)


def alerts(viewer: Viewer, *, is_open: bool) -> list[Json]:
    """Alerts for the viewer, the newest first."""
    rows = alerts_of(viewer).order_by("-raised_at")
    if is_open:
        rows = rows.filter(acknowledged_at=None)
    return [alert_json(row, viewer) for row in rows[:REVIEWS_SHOWN]]


def may_settle(supervisor: str | None, viewer: Viewer) -> bool:
    """Whether the viewer decides: the supervisor, and an auditor where there is none."""
    return supervisor is None if viewer.may(SEE_AUDIT) else supervisor == viewer.employee_id


def alert_json(row: Alert, viewer: Viewer) -> Json:
    """The API's form of an alert."""
    names = ("kind", "username", "name", "day", "customers", "usual", "first_at", "last_at",
             "raised_at", "acknowledged_at", "acknowledged_by", "note")  # fmt: skip
    return {
        "id": row.pk,
        **{name: getattr(row, name) for name in names},
        "customer_ids": row.honey,
        "may_acknowledge": row.acknowledged_at is None and may_settle(row.supervisor, viewer),
    }


def rms(
    viewer: Viewer, words: str, after: tuple[str, str] | None, limit: int
) -> tuple[list[Json], tuple[str, str] | None]:
    """RMs whose books the head sees, by name, each with the branch, and where to go on.

    `words`: only the branches that are called so, or have an RM who is.
    """
    rows = Employee.objects.filter(_headed(viewer), role="rm")
    if words:
        branches = Unit.objects.filter(name__icontains=words).values("unit_id")
        named = rows.filter(name__icontains=words).values("unit_id")
        rows = rows.filter(Q(unit_id__in=branches) | Q(unit_id__in=named))
    if after:
        name, employee_id = after
        rows = rows.filter(Q(name__gt=name) | Q(name=name, employee_id__gt=employee_id))
    found = list(rows.order_by("name", "employee_id")[: limit + 1])
    page = found[:limit]
    units = dict(
        Unit.objects.filter(unit_id__in={row.unit_id for row in page}).values_list(
            "unit_id", "name"
        )
    )
    results = [
        {
            "employee_id": row.employee_id,
            "name": row.name,
            "unit_id": row.unit_id,
            "unit_name": units.get(row.unit_id, row.unit_id),
        }
        for row in page
    ]
    return results, (page[-1].name, page[-1].employee_id) if len(found) > limit else None


def _headed(viewer: Viewer) -> Q:
    """The condition on RMs that `heads` asks of one."""
    found = Q(pk__in=[])
    for interval in viewer.scope:
        found |= Q(rm_seq__range=interval)
    return found


def covers(viewer: Viewer) -> list[Json]:
    """Cover of and by the RMs of the viewer's unit, or of and by the viewer; newest first."""
    rms = {
        row.employee_id
        for row in Employee.objects.filter(role="rm")
        if row.employee_id == viewer.employee_id or heads(viewer, row)
    }
    own = Q(covering=viewer.employee_id) | Q(covered=viewer.employee_id)
    rows = Cover.objects.filter(own if viewer.role == "rm" else Q(covered__in=rms))
    return covers_json(list(rows.order_by("-from_date", "-id")[:COVERS_SHOWN]))


def covers_json(rows: list[Cover]) -> list[Json]:
    """The API's form of covers, with the names of both RMs."""
    ids = {employee for row in rows for employee in (row.covered, row.covering)}
    people = Employee.objects.filter(employee_id__in=ids)
    names = dict(people.values_list("employee_id", "name"))
    return [_cover_json(row, names) for row in rows]


def _cover_json(row: Cover, names: Mapping[str, str]) -> Json:
    return {
        "id": row.pk,
        "covered": row.covered,
        "covered_name": names.get(row.covered, row.covered),
        "covering": row.covering,
        "covering_name": names.get(row.covering, row.covering),
        "from_date": row.from_date,
        "to_date": row.to_date,
        "reason": row.reason,
        "granted_by": row.granted_by,
        "granted_at": row.granted_at,
        "ended_at": row.ended_at,
    }


def sealed(condition: Q, before: Moment | None, limit: int) -> tuple[list[Json], Moment | None]:
    """Sealed records that fit, newest first, and where to go on; None at the end."""
    rows = AuditRecord.objects.filter(condition)
    if before:
        at, sequence, position = before
        older = Q(sequence__lt=sequence) | Q(sequence=sequence, position__lt=position)
        rows = rows.filter(Q(at__lt=at) | Q(at=at) & older)
    found = list(rows.order_by("-at", "-sequence", "-position")[: limit + 1])
    page = found[:limit]
    following = None
    if len(found) > limit:
        following = (page[-1].at, page[-1].sequence, page[-1].position)
    return [_look(row) for row in page], following


def _look(row: AuditRecord) -> Json:
    said = orjson.loads(row.record)
    return {
        "id": f"{row.sequence}.{row.position}",
        "at": row.at,
        "kind": row.kind,
        "username": row.username,
        "customer_id": row.customer_id,
        "request_id": row.request_id,
        "method": said.get("method"),
        "route": said.get("route"),
        "include": said.get("include"),
        "status": int(said["status"]) if "status" in said else None,
        "reason": said.get("reason"),
        "fields": said.get("fields"),
        "ticket": said.get("ticket"),
        "on_behalf_of": said.get("on_behalf_of"),
        "address": said.get("address"),
    }


def head() -> Json | None:
    """The newest link of the audit's chain, to be kept outside; None before the first."""
    last = AuditBatch.objects.order_by("-sequence").first()
    if last is None:
        return None
    return {"sequence": last.sequence, "hash": last.hash, "sealed_at": last.sealed_at}
