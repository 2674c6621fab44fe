"""Who looks at far more customers than usual, at night, or at a customer that nobody should need.

The worker reads the sealed looks after the fact: no request waits for it. A finding is one alert
a person, kind and calendar day of the bank, for the supervisor, and one record in the audit.
"""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from django.conf import settings
from django.db import connections
from django.utils import timezone
from psycopg import sql

from c360.access import store
from c360.access.models import Alert, AuditBatch, AuditRecord
from c360.access.roles import CLIENT
from c360.core import publications

SERVICE_DESK = "service_desk"  # many customers a day are its work: only its own usual counts
BASELINE_DAYS = 28
KNOWN_DAYS = 5  # days with looks from which on a person has a usual
TIMES_USUAL = 3

_LOOKS = "kind = 'look' and customer_id is not null"
_ACTIVE = f"select distinct username from app.audit where at >= %s and sequence > %s and {_LOOKS}"  # noqa: S608
_COUNTED = f"""
    select username, count(distinct customer_id), min(at), max(at) from app.audit
    where username = any(%s) and at >= %s and at < %s and {_LOOKS} group by username"""  # noqa: S608
_DAYS = f"""
    select count(distinct customer_id) from app.audit
    where username = %s and at >= %s and at < %s and {_LOOKS}
    group by (at at time zone %s)::date"""  # noqa: S608
_HONEY = f"""
    select username, customer_id, min(at), max(at), count(*) from app.audit
    where at >= %s and customer_id = any(%s) and {_LOOKS} group by username, customer_id"""  # noqa: S608

_checked = 0  # the newest batch that was looked through


@dataclass(frozen=True)
class Finding:
    """Something unusual; `usual` is None where the person has no usual yet."""

    username: str
    kind: str
    customers: int
    usual: int | None
    first_at: datetime
    last_at: datetime
    honey: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Someone:
    name: str
    role: str
    supervisor: str | None


def watch(now: datetime | None = None) -> int:
    """Look through what was sealed since the last time; how many alerts are new."""
    global _checked
    last = AuditBatch.objects.using("owner").order_by("-sequence").first()
    newer = AuditBatch.objects.using("owner").filter(sequence__gt=_checked).order_by("sequence")
    first = newer.first()
    if last is None or first is None:
        return 0
    now = now or timezone.now()
    since = datetime.fromtimestamp(int(first.first_id.partition("-")[0]) / 1000, UTC)
    since = max(since, now - timedelta(days=1))
    active = [row[0] for row in _rows(_ACTIVE, [since, _checked])]
    found = [*_many(active, now), *_off_hours(active, now), *_honey(since)]
    raised = sum(_raise(one) for one in found)
    _checked = last.sequence
    return raised


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.C360_BANK_SETTINGS["time_zone"])


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _many(active: list[str], now: datetime) -> Iterable[Finding]:
    """Far more customers on this day than the person's own usual, or than anybody needs."""
    start = datetime.combine(now.astimezone(_zone()).date(), time(), _zone())
    for username, count, first_at, last_at in _counted(active, start, now):
        if count <= settings.C360_HARVEST_LEAST:
            continue
        usual, role = _usual(username, start), _someone(username).role
        is_unusual = usual is not None and count > usual * TIMES_USUAL
        is_bounded = role not in (CLIENT, SERVICE_DESK)
        if role != CLIENT and (is_unusual or (is_bounded and count > settings.C360_HARVEST_MOST)):
            yield Finding(username, "many_customers", count, usual, first_at, last_at)


def _off_hours(active: list[str], now: datetime) -> Iterable[Finding]:
    """More than a few customers in the hours in which nobody serves customers."""
    start = _night_began(now.astimezone(_zone()))
    if start is None:
        return
    for username, count, first_at, last_at in _counted(active, start, now):
        if count > settings.C360_HARVEST_OFF_HOURS and _someone(username).role != CLIENT:
            yield Finding(username, "off_hours", count, None, first_at, last_at)


def _night_began(now: datetime) -> datetime | None:
    """When the off-hours that are running began; None while customers are served."""
    begin, _, end = settings.C360_OFF_HOURS.partition("-")
    first, last = time.fromisoformat(begin), time.fromisoformat(end)
    started = datetime.combine(now.date(), first, now.tzinfo)
    if first <= last:
        return started if first <= now.time() < last else None
    if now.time() >= first:
        return started
    return started - timedelta(days=1) if now.time() < last else None


def _honey(since: datetime) -> Iterable[Finding]:
    """A look at a customer that exists to be looked at by nobody."""
    if not settings.C360_HONEY_CUSTOMERS:
        return
    for username, customer_id, first_at, last_at, _ in _rows(
        _HONEY, [since, list(settings.C360_HONEY_CUSTOMERS)]
    ):
        yield Finding(username, "honey", 1, None, first_at, last_at, (customer_id,))


def _counted(
    active: list[str], start: datetime, end: datetime
) -> list[tuple[str, int, datetime, datetime]]:
    return _rows(_COUNTED, [active, start, end + timedelta(seconds=1)])


def _usual(username: str, today: datetime) -> int | None:
    """The median of customers on the days with looks before today; None for too few days."""
    start = today - timedelta(days=BASELINE_DAYS)
    days = [row[0] for row in _rows(_DAYS, [username, start, today, _zone().key])]
    return int(statistics.median(days)) if len(days) >= KNOWN_DAYS else None


def _someone(username: str) -> _Someone:
    """Who that is, as the last sign-in and the publication say."""
    signed_in = (
        AuditRecord.objects.using("owner")
        .filter(username=username, kind="sign_in")
        .order_by("-at")
        .values_list("record", flat=True)
        .first()
    )
    said = orjson.loads(signed_in) if signed_in else {}
    name, supervisor = username, None
    publication = publications.current()
    if publication is not None and said.get("employee_id"):
        statement = sql.SQL(
            "select name, reports_to from {}.employee where employee_id = %s"
        ).format(sql.Identifier(publication.schema))
        with connections["owner"].cursor() as cursor:
            cursor.execute(statement, [said["employee_id"]])
            name, supervisor = cursor.fetchone() or (username, None)
    return _Someone(name, said.get("role", ""), supervisor)


def _raise(found: Finding) -> bool:
    """Keep the alert of that person, kind and day; True, with a record, when it is new."""
    someone = _someone(found.username)
    row, is_new = Alert.objects.using("owner").get_or_create(
        username=found.username,
        kind=found.kind,
        day=found.first_at.astimezone(_zone()).date(),
        defaults={
            "name": someone.name,
            "supervisor": someone.supervisor,
            "customers": found.customers,
            "usual": found.usual,
            "honey": list(found.honey),
            "first_at": found.first_at,
            "last_at": found.last_at,
        },
    )
    if not is_new:
        honey = sorted({*row.honey, *found.honey})
        Alert.objects.using("owner").filter(pk=row.pk).update(
            honey=honey,
            customers=len(honey) or max(row.customers, found.customers),
            last_at=max(row.last_at, found.last_at),
        )
        return False
    said: dict[str, str | int] = {"alert": found.kind, "customers": found.customers}
    if found.honey:
        said["path_customer_id"] = found.honey[0]
    store.note({"kind": "alert", "user": found.username, "request_id": "", **said})
    return True
