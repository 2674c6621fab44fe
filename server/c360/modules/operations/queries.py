"""Which day is served, whether it is the one to be expected, and how loads went."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Sum

from c360.core.days import expected_as_of, today
from c360.core.errors import not_found
from c360.core.pointer import Publication
from c360.nightly.models import Load, LoadTable, PublicationRecord

LOADS_SHOWN = 60
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
    return [_load(load) for load in Load.objects.all()[:LOADS_SHOWN]]


def load(load_id: int) -> dict[str, Any]:
    """One load with its steps (seconds) and tables (rows and control totals in minor units)."""
    found = Load.objects.filter(pk=load_id).first()
    if found is None:
        raise not_found()
    worked = found.steps.exclude(table="").values_list("table").annotate(Sum("seconds"))
    seconds = dict(worked.order_by("table"))
    return {
        **_load(found),
        "notes": found.notes,
        "steps": list(found.steps.filter(table="").values("name", "seconds")),
        "tables": [_table(table, seconds.get(table.table)) for table in found.tables.all()],
    }


def quarantine(load_id: int) -> list[dict[str, Any]]:
    """Rows kept out of a load, with column and reason; the row itself is no operator's to read."""
    rows = quarantined_rows(load_id)[:QUARANTINE_SHOWN]
    return [dict(zip(QUARANTINED, row, strict=True)) for row in rows]


def quarantined_rows(load_id: int) -> "QuerySet[Any, tuple[Any, ...]]":
    """Table, row, column and reason of every row a load held back."""
    found = Load.objects.filter(pk=load_id).first()
    if found is None:
        raise not_found()
    return found.quarantine.order_by("table", "row_number").values_list(*QUARANTINED)


def _load(load: Load) -> dict[str, Any]:
    return {
        "id": load.pk,
        "as_of": load.as_of,
        "attempt": load.attempt,
        "state": load.state,
        "started_at": load.started_at,
        "finished_at": load.finished_at,
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
