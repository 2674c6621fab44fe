"""Searches and exports are bounded for each user; the file's count outlives a flush of Redis."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction

from c360.access import limits
from c360.access.models import ExportTaken
from c360.core.errors import Problem

from .conftest import Someone

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
AsUser = Callable[[str], Someone]


def _ask(someone: Someone, path: str) -> Any:
    return someone.client.get(f"/api/{path}", headers={"Authorization": f"Bearer {someone.token}"})


def test_a_search_too_many_waits_out_the_minute_over_all_sessions_of_the_user(
    as_user: AsUser, settings: Any
) -> None:
    settings.C360_SEARCHES_A_MINUTE = 3
    first, second = as_user("meera.deshpande"), as_user("meera.deshpande")
    for someone in (first, second, first):
        assert _ask(someone, "search?q=Ravi").status_code == 200
    refused = _ask(second, "search?q=Ravi")
    assert refused.status_code == 429
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["code"] == "search_limit"
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert _ask(second, "customers/200000").status_code == 200
    assert _ask(as_user("rahul.nair"), "search?q=Ravi").status_code == 200


def test_a_head_request_is_a_search_too(as_user: AsUser, settings: Any) -> None:
    settings.C360_SEARCHES_A_MINUTE = 1
    rm = as_user("meera.deshpande")
    assert rm.send("HEAD", "search?q=Ravi")[0] == 200
    assert rm.get("search?q=Ravi")[0] == 429


def test_a_refused_search_leaves_look_and_outcome(
    as_user: AsUser, settings: Any, redis_admins: Any
) -> None:
    settings.C360_SEARCHES_A_MINUTE = 1
    rm = as_user("meera.deshpande")
    for _ in range(2):
        rm.get("search?q=Ravi")
    kept = [fields for _, fields in redis_admins["sessions"].xrange("audit")][-2:]
    assert [fields[b"kind"] for fields in kept] == [b"look", b"outcome"]
    assert kept[1][b"status"] == b"429"


def test_searching_goes_on_after_the_minute(
    as_user: AsUser, settings: Any, redis_admins: Any
) -> None:
    settings.C360_SEARCHES_A_MINUTE = 1
    rm = as_user("meera.deshpande")
    assert [rm.get("search?q=Ravi")[0] for _ in range(2)] == [200, 429]
    assert 0 < redis_admins["sessions"].pttl("s:searches:meera.deshpande") <= 60_000
    redis_admins["sessions"].pexpire("s:searches:meera.deshpande", 0)
    assert rm.get("search?q=Ravi")[0] == 200


def test_the_hours_exports_are_spent_also_after_a_flush_of_redis(
    as_user: AsUser, settings: Any, redis_admins: Any
) -> None:
    settings.C360_EXPORTS_AN_HOUR = 2
    rm = as_user("meera.deshpande")
    assert rm.get("book/customers/export")[0] == 200
    assert rm.get("customers/200010/transactions/export")[0] == 404  # no file: not counted
    assert rm.get("book/customers/export?form=xlsx")[0] == 200
    redis_admins["sessions"].flushdb()
    refused = _ask(as_user("meera.deshpande"), "book/customers/export")
    assert (refused.status_code, refused.json()["code"]) == (429, "export_limit")
    assert refused["Content-Type"] == "application/problem+json"
    assert 3500 < int(refused["Retry-After"]) <= 3601
    assert ExportTaken.objects.using("owner").count() == 2
    assert as_user("rahul.nair").get("book/customers/export")[0] == 200


def test_one_file_at_a_time_is_written_for_a_user(served: Any) -> None:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('export somebody', 0))")
        with transaction.atomic(using="default"), pytest.raises(Problem) as refused:
            limits.take_export("somebody")
        assert (refused.value.code, refused.value.retry_after) == ("export_running", 5)
        with transaction.atomic(using="default"):
            limits.take_export("another")
    with transaction.atomic(using="default"):
        limits.take_export("somebody")


@pytest.mark.parametrize(
    "change", ["update app.export_taken set at = now()", "delete from app.export_taken"]
)
def test_the_web_cannot_give_itself_more_exports(served: Any, change: str) -> None:
    with pytest.raises(DatabaseError), connections["default"].cursor() as cursor:
        cursor.execute(change)
