"""The operator is told when a day is late: by the worker's log, the audit and a metric."""

import logging
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connections

from c360.access import store
from c360.core import publications
from c360.core.days import expected_as_of, today
from c360.nightly.models import Load

log = logging.getLogger(__name__)
_told: date | None = None  # the day whose lateness was told last


def watch() -> bool:
    """Whether the day to be expected is missing past C360_LATE_AT; told once a day.

    What the last try at that day said stands beside it. No look and no number of a customer does.
    """
    global _told
    expected = expected_as_of(today())
    clock = datetime.now(UTC).astimezone(ZoneInfo(settings.C360_BANK_SETTINGS["time_zone"]))
    publications.forget()  # the worker asks once a minute, and wants the truth
    served = publications.current()
    as_of = served.as_of if served else None
    if (as_of is not None and as_of >= expected) or f"{clock:%H:%M}" < settings.C360_LATE_AT:
        return False
    if _told != expected:
        why = _last_try(expected)
        log.error("The load of %s is late: %s is served. %s", expected, as_of or "nothing", why)
        said = {"alert": "late", "expected": expected.isoformat(), "served": str(as_of or "")}
        store.note({"kind": "alert", "user": "system:worker", "request_id": "", **said})
        _told = expected
    return True


def _last_try(as_of: date) -> str:
    try:
        load = Load.objects.using("owner").filter(as_of=as_of).order_by("-id").first()
        return f"The last try is {load.state}. {load.error}".strip() if load else "Nobody tried."
    finally:
        connections["owner"].close()
