"""Which day is served, whether it is the one to be expected, and how loads went."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, F, Min, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from c360.core.days import expected_as_of, local_day, today
from c360.core.errors import not_found
from c360.core.pointer import Publication
from c360.customers.models import Unit
from c360.nightly.models import Load, LoadRequest, LoadTable, PublicationRecord, Quarantine

LOADS_SHOWN = 60
REQUESTS_SHOWN = 20
QUARANTINE_SHOWN = 500
QUARANTINED = ("table", "row_number", "column", "reason")


def publication_state(publication: Publication) -> dict[str, Any]:
    """The day served and its state: current, late, quarantined (some rows held back), loading."""
    day = today()
    expected = expected_as_of(day)
    record = PublicationRecord.objects.select_related("load").get(generation=publication.generation)
    loading = Load.objects.filter(state="running", as_of__gt=publication.as_of).exists()
    if loading:
        state = "loading"
    elif publication.as_of < expected:
        state = "late"
    else:
        state = "quarantined" if record.load.quarantined else "current"
    return {
        "published_at": publication.published_at,
        "state": state,
        "today": day,
        "expected_as_of": expected,
        "quarantined_rows": record.load.quarantined,
        "bank_name": settings.C360_BANK_SETTINGS["bank_name"],
    }


def loads() -> list[dict[str, Any]]:
    """The last loads, newest first."""
    found = list(Load.objects.all()[:LOADS_SHOWN])
    first = _first_published({load.as_of for load in found})
    return [_load(load, first) for load in found]


def requests() -> list[dict[str, Any]]:
    """The days that operators asked for, the last asked first."""
    return [request_json(one) for one in LoadRequest.objects.all()[:REQUESTS_SHOWN]]


def request_json(request: LoadRequest) -> dict[str, Any]:
    """A request for a day's load and what became of it."""
    names = ("as_of", "restate", "why", "asked_by", "asked_at", "state", "ended_at", "error")
    asked = {name: getattr(request, name) for name in names}
    return {"id": request.pk, **asked, "load": request.load_id}


def promised_at(as_of: date, started_at: datetime) -> datetime | None:
    """When that day was promised to readers: the bank's `promised_by` of the morning after.

    A demonstration's calendar stands still, so its promise is for the day it was loaded on.
    """
    if settings.C360_PROMISED_BY is None:
        return None
    morning = local_day(started_at) if settings.C360_TODAY else as_of + timedelta(days=1)
    zone = ZoneInfo(settings.C360_BANK_SETTINGS["time_zone"])
    return datetime.combine(morning, settings.C360_PROMISED_BY, zone).astimezone(UTC)


def _first_published(days: set[date]) -> dict[date, int]:
    """The load that first published each of those days: the promise was its alone."""
    published = PublicationRecord.objects.filter(as_of__in=days).values_list("as_of")
    return dict(published.annotate(Min("load_id")).order_by())


def load(load_id: int) -> dict[str, Any]:
    """One load with its steps (seconds) and tables (rows and control totals in minor units)."""
    found = Load.objects.filter(pk=load_id).first()
    if found is None:
        raise not_found()
    worked = found.steps.exclude(table="").values_list("table").annotate(Sum("seconds"))
    seconds = dict(worked.order_by("table"))
    return {
        **_load(found, _first_published({found.as_of})),
        "notes": found.notes,
        "steps": list(found.steps.filter(table="").values("name", "seconds")),
        "tables": [_table(table, seconds.get(table.table)) for table in found.tables.all()],
    }


def quarantine(load_id: int) -> list[dict[str, Any]]:
    """Rows kept out of a load, with column and reason; the row itself is no operator's to read."""
    rows = quarantined_rows(load_id)[:QUARANTINE_SHOWN]
    return [dict(zip(QUARANTINED, row, strict=True)) for row in rows]


def reasons(load_id: int, *, is_published: bool) -> list[dict[str, Any]]:
    """Rows held back by reason, table and the branch their own row names, the most first.

    A branch has its name where some day is published, and its id before.
    """
    unit = Coalesce(KeyTextTransform("branch_id", "row"), KeyTextTransform("unit_id", "row"))
    held = Quarantine.objects.filter(load_id=load_id).annotate(branch=unit)
    counted = held.values("reason", "table", "branch").annotate(rows=Count("id"))
    found = list(counted.order_by(F("rows").desc(), "table", "reason", "branch"))
    ids = {row["branch"] for row in found if row["branch"]}
    units = Unit.objects.filter(unit_id__in=ids) if is_published and ids else Unit.objects.none()
    names = dict(units.values_list("unit_id", "name"))
    return [{**row, "branch": names.get(row["branch"], row["branch"])} for row in found]


def quarantined_rows(load_id: int) -> "QuerySet[Any, tuple[Any, ...]]":
    """Table, row, column and reason of every row a load held back."""
    found = Load.objects.filter(pk=load_id).first()
    if found is None:
        raise not_found()
    return found.quarantine.order_by("table", "row_number").values_list(*QUARANTINED)


def _load(load: Load, first: dict[date, int]) -> dict[str, Any]:
    is_promised = first.get(load.as_of, load.pk) >= load.pk
    return {
        "id": load.pk,
        "as_of": load.as_of,
        "attempt": load.attempt,
        "state": load.state,
        "started_at": load.started_at,
        "finished_at": load.finished_at,
        "promised_at": promised_at(load.as_of, load.started_at) if is_promised else None,
        "seconds": load.seconds,
        "rows": load.rows,
        "quarantined": load.quarantined,
        "schema": load.schema,
        "error": load.error,
    }


def _table(table: LoadTable, seconds: float | None) -> dict[str, Any]:
    def whole(total: Any) -> int | None:
        return None if total is None else int(total)

    return {
        "table": table.table,
        "kind": table.kind,
        "source_rows": table.source_rows,
        "published_rows": table.published_rows,
        "quarantined": table.quarantined,
        "source_total": whole(table.source_total),
        "published_total": whole(table.published_total),
        "seconds": seconds,
    }
