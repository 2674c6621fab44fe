"""An operator asks for a day's load, and the worker does it once it is its turn."""

import json
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest
from asgiref.sync import async_to_sync
from django.db import connections
from django.test import RequestFactory
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from c360.core.errors import SettingError
from c360.customers.tests.small_publication import ASHA, HEAD, viewer
from c360.modules.operations import api, queries
from c360.nightly import requests, schedule
from c360.nightly.bank import read_bank
from c360.nightly.models import LOADS, Load, LoadRequest, Quarantine
from c360.nightly.tests.small_bank import DAY_1, DAY_2, SmallBank

OPERATOR = viewer(role="operator")
TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db(databases=["default", "owner"], transaction=True)


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("truncate app.procrastinate_jobs cascade")
    settings.C360_TODAY = TODAY.isoformat()


def ask(who: Any, as_of: date, why: str = "the mapping is mended", **more: Any) -> tuple[int, Any]:
    body = {"as_of": as_of.isoformat(), "why": why, **more}
    request: Any = RequestFactory().post("/api/loads/requests", body, "application/json")
    request.viewer, request.publication = who, None
    response: Any = api.LoadRequestsView.as_view()(request)
    assert (
        request.audit_note == {"day": as_of.isoformat(), "why": why} or response.status_code > 400
    )
    return response.status_code, json.loads(response.content)


def jobs() -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select task_name, lock, status::text, (args->>'request_id')::int"
            " from app.procrastinate_jobs"
        )
        return list(cursor.fetchall())


async def take_up() -> None:
    """As a worker that has just started does."""
    with app.replace_connector(cast(DjangoConnector, app.connector).get_worker_connector()):
        async with app.open_async():
            await schedule.take_up(0)


def work() -> None:
    """The worker, until its queue is empty."""
    if LOADS.task not in app.tasks:
        schedule.register()
    with app.replace_connector(cast(DjangoConnector, app.connector).get_worker_connector()):
        app.run_worker(queues=[LOADS.queue], wait=False, install_signal_handlers=False)


@pytest.mark.parametrize("who", [ASHA, HEAD, viewer(role="auditor"), viewer(role="service_desk")])
def test_nobody_but_the_operator_asks_for_a_load(who: Any) -> None:
    request: Any = RequestFactory().post("/api/loads/requests", {}, "application/json")
    request.viewer, request.publication = who, None
    assert api.LoadRequestsView.as_view()(request).status_code == 403
    assert not LoadRequest.objects.exists()


@pytest.mark.parametrize("as_of", [TODAY, date(2026, 12, 1)])
def test_a_day_that_is_not_over_is_not_asked_for(as_of: date) -> None:
    status, said = ask(OPERATOR, as_of)
    assert (status, said["code"]) == (400, "day_not_over")
    assert (LoadRequest.objects.count(), jobs()) == (0, [])


def test_a_day_asked_for_twice_is_loaded_once() -> None:
    first, second = ask(OPERATOR, DAY_2), ask(OPERATOR, DAY_2, why="again")
    assert (first[0], second[0]) == (201, 200)
    assert first[1] == second[1]
    assert jobs() == [(LOADS.task, LOADS.lock, "todo", first[1]["id"])]


def test_days_that_wait_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("c360.modules.operations.actions.MOST_WAITING", 1)
    assert [ask(OPERATOR, day)[0] for day in (DAY_1, DAY_2)] == [201, 400]


@pytest.mark.usefixtures("hall_alone")
def test_the_worker_loads_the_day_that_was_asked_for_and_tells_what_became_of_it(
    small_bank: SmallBank, settings: Any
) -> None:
    settings.C360_NIGHTLY_AT = "never"
    assert ask(OPERATOR, DAY_2)[1]["state"] == "waiting"
    work()
    (done,) = queries.requests()
    load = Load.objects.get(as_of=DAY_2)
    assert (done["state"], done["load"], done["error"]) == ("published", load.pk, "")
    assert done["ended_at"] >= load.finished_at
    (listed,) = queries.loads()
    assert listed["promised_at"] is not None
    # Asked again, the day is as it was; its promise was the first load's alone.
    assert ask(OPERATOR, DAY_2)[0] == 201
    small_bank.rows["balance"][0]["closing"] = 7
    small_bank.write()
    work()
    again = queries.requests()[0]
    assert again["state"] == "refused"
    assert "--restate" in again["error"]
    assert [one["promised_at"] is not None for one in queries.loads()] == [False, True]


def test_what_a_worker_that_ended_left_is_taken_up_so_that_the_next_night_can_run() -> None:
    ask(OPERATOR, DAY_2)
    for tries, state in ((0, "todo"), (schedule.MOST_TRIES, "failed")):
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "update app.procrastinate_jobs set status = 'doing', attempts = %s", [tries]
            )
        async_to_sync(take_up)()
        assert [job[2] for job in jobs()] == [state]
    assert queries.requests()[0]["state"] == "failed"


def test_what_ended_its_worker_again_and_again_is_left_and_said_to_have_failed() -> None:
    request_id = ask(OPERATOR, DAY_2)[1]["id"]
    requests.give_up(request_id)
    requests.run_requested(request_id)  # it is over: nothing is loaded
    assert queries.requests()[0]["state"] == "failed"
    assert not Load.objects.exists()


def test_a_day_is_promised_for_the_morning_after_it_in_the_banks_zone(settings: Any) -> None:
    settings.C360_TODAY = ""
    started = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
    assert queries.promised_at(DAY_2, started) == datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
    settings.C360_TODAY = "2026-11-23"  # a demonstration is as late as it is in the day
    assert queries.promised_at(DAY_2, started) == datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
    settings.C360_PROMISED_BY = None
    assert queries.promised_at(DAY_2, started) is None


def test_a_promise_that_is_no_time_names_its_setting(small_bank: SmallBank) -> None:
    path = small_bank.banks_dir / "small" / "bank.toml"
    path.write_text(path.read_text().replace("[warehouse]", 'promised_by = "soon"\n[warehouse]'))
    with pytest.raises(SettingError, match="promised_by"):
        read_bank(small_bank.banks_dir, "small", data="x", warehouse_url="")


def test_rows_held_back_are_counted_by_reason_table_and_branch() -> None:
    load = Load.objects.using("owner").create(as_of=DAY_2, attempt=1, started_at=datetime.now(UTC))
    for number, row in enumerate([{"branch_id": "BR1"}, {"branch_id": "BR1"}, {"account_id": "A"}]):
        Quarantine.objects.using("owner").create(
            load=load, table="account", row_number=number, column="rate", reason="no", row=row
        )
    assert queries.reasons(load.pk, is_published=False) == [
        {"reason": "no", "table": "account", "branch": "BR1", "rows": 2},
        {"reason": "no", "table": "account", "branch": None, "rows": 1},
    ]
