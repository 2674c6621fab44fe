"""A day that does not come: the last one is served, and the operator is told once."""

import logging
from datetime import UTC, date, datetime
from typing import Any

import pytest

from c360.core.pointer import Publication
from c360.modules.operations import lateness

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[dict[str, object]]:
    """Tuesday morning, past the time at which a day is late; what the audit is given."""
    served = Publication(7, "p20261120_1", date(2026, 11, 20), datetime(2026, 11, 21, tzinfo=UTC))
    notes: list[dict[str, object]] = []
    settings.C360_TODAY, settings.C360_LATE_AT = TUESDAY.isoformat(), "00:00"
    monkeypatch.setattr(lateness, "_told", None)
    monkeypatch.setattr("c360.core.publications.current", lambda: served)
    monkeypatch.setattr("c360.access.store.note", notes.append)
    return notes


def test_a_late_day_is_told_once_with_what_the_last_try_said(
    told: list[dict[str, object]], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert [lateness.watch(), lateness.watch()] == [True, True]
    assert [record.message for record in caplog.records] == [
        f"The load of {MONDAY} is late: 2026-11-20 is served. Nobody tried."
    ]
    (alert,) = told
    assert (alert["kind"], alert["alert"], alert["expected"], alert["served"]) == (
        "alert",
        "late",
        "2026-11-23",
        "2026-11-20",
    )


def test_nothing_is_told_before_the_set_time_or_when_the_day_is_there(
    told: list[dict[str, object]], settings: Any
) -> None:
    settings.C360_LATE_AT = "24:00"
    assert lateness.watch() is False
    settings.C360_LATE_AT, settings.C360_TODAY = "00:00", "2026-11-21"
    assert lateness.watch() is False
    assert told == []
