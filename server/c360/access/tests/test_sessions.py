"""Sessions: every way not to have one, how they end, and what they know."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from joserfc import jwe
from joserfc.jwk import OctKey

from c360.access import sessions, store, tokens
from c360.core import lines, publications, steps
from c360.core.pointer import Publication

from .conftest import bearer
from .forged import SECRET, b64

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture(autouse=True)
def _own_key(settings: Any) -> None:
    settings.C360_TOKEN_KEYS = f"now:{b64(SECRET)},before:{b64(SECRET[::-1])}"


def test_a_token_of_the_key_before_still_holds(client: Client, token: str, settings: Any) -> None:
    settings.C360_TOKEN_KEYS = f"next:{b64(b'n' * 32)},now:{b64(SECRET)}"
    assert client.get("/api/session", headers=bearer(token)).status_code == 200
    settings.C360_TOKEN_KEYS = f"next:{b64(b'n' * 32)}"
    assert client.get("/api/session", headers=bearer(token)).json()["code"] == "token_invalid"


def test_the_token_holds_nothing_but_an_opaque_id(token: str, redis_admins: Any) -> None:
    plain = json.loads(jwe.decrypt_compact(token, OctKey.import_key(SECRET)).plaintext or b"")
    assert plain.keys() == {"aud", "exp", "sid"}
    kept = b" ".join(redis_admins["sessions"].keys("*"))
    assert plain["sid"].encode() not in kept


def test_signing_out_ends_the_session_at_once(client: Client, token: str) -> None:
    assert client.delete("/api/session", headers=bearer(token)).status_code == 204
    response = client.get("/api/session", headers=bearer(token))
    assert (response.status_code, response.json()["code"]) == (401, "session_ended")


def _rewind(redis_admins: Any, field: str, seconds: int) -> None:
    (key,) = redis_admins["sessions"].keys("s:*")
    redis_admins["sessions"].hincrby(key, field, -seconds * 1000)


def test_a_session_ends_after_a_quarter_of_an_hour_without_use(
    client: Client, token: str, redis_admins: Any
) -> None:
    _rewind(redis_admins, "seen", 899)
    assert client.get("/api/session", headers=bearer(token)).status_code == 200
    _rewind(redis_admins, "seen", 2)  # GET /session is polling: it has not touched
    response = client.get("/api/session", headers=bearer(token))
    assert (response.status_code, response.json()["code"]) == (401, "session_idle")
    assert client.get("/api/session", headers=bearer(token)).json()["code"] == "session_ended"


def test_use_keeps_a_session_and_a_background_request_does_not(
    client: Client, token: str, redis_admins: Any
) -> None:
    _rewind(redis_admins, "seen", 800)
    client.get("/api/book", headers=bearer(token, **{"X-Background": "1"}))
    _rewind(redis_admins, "seen", 50)
    client.get("/api/book", headers=bearer(token))
    _rewind(redis_admins, "seen", 850)
    assert client.get("/api/session", headers=bearer(token)).status_code == 200


def test_a_session_ends_after_ten_hours_however_busy(
    client: Client, token: str, redis_admins: Any
) -> None:
    _rewind(redis_admins, "created", 36_001)
    assert client.get("/api/session", headers=bearer(token)).json()["code"] == "session_ended"


def test_the_sixth_session_ends_the_first(client: Client, sign_in: Callable[..., Any]) -> None:
    made = [sign_in("meera.deshpande").json()["token"] for _ in range(6)]
    found = [client.get("/api/session", headers=bearer(each)).status_code for each in made]
    assert found == [401, 200, 200, 200, 200, 200]


def test_a_racing_request_cannot_bring_a_session_back(token: str, redis_admins: Any) -> None:
    session = store.hash_of(tokens.read(token))
    store.end(session, "meera.deshpande")
    with pytest.raises(store.Ended):
        store.refresh(session, b"{}", 2, 1)
    assert not redis_admins["sessions"].exists(f"s:{session}")


def test_a_revoked_user_is_out_at_once_and_stays_out_of_a_restored_store(
    client: Client, token: str, redis_admins: Any, publish: Callable[..., None]
) -> None:
    (key,) = redis_admins["sessions"].keys("s:*")
    before = redis_admins["sessions"].dump(key)
    assert sessions.revoke("meera.deshpande", "left the bank") == 1
    assert client.get("/api/session", headers=bearer(token)).status_code == 401
    redis_admins["sessions"].restore(key, 0, before)
    publish(2)
    assert client.get("/api/session", headers=bearer(token)).status_code == 401


def test_a_command_ends_every_session_of_a_user(client: Client, token: str) -> None:
    words = [sys.executable, "-m", "c360.config.cli", "sessions", "end", "meera.deshpande"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout == "Sessions of meera.deshpande ended: 1\n"
    assert client.get("/api/session", headers=bearer(token)).status_code == 401


def test_an_unreachable_session_store_is_503_and_never_401(
    client: Client, token: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.C360_REDIS_SESSIONS_URL = "redis://127.0.0.1:1/0"
    for cached in (store.client, store._connect, store._script):
        cached.cache_clear()
    try:
        response = client.get("/api/session", headers=bearer(token))
        assert (response.status_code, response.json()["code"]) == (503, "session_store_down")
    finally:
        for cached in (store.client, store._connect, store._script):
            cached.cache_clear()


@pytest.mark.parametrize(
    ("username", "scope"),
    [
        ("meera.deshpande", ((1, 1),)),
        ("rahul.nair", ((2, 2),)),
        ("sunita.rao", ((1, 2),)),
        ("arvind.menon", ((1, 2),)),
        ("kavita.iyer", ((0, 3),)),
        ("farah.khan", ()),
        ("joseph.dsouza", ()),
        ("deepak.yadav", ()),
    ],
)
def test_each_role_has_its_rows(
    sign_in: Callable[..., Any], username: str, scope: tuple[tuple[int, int], ...]
) -> None:
    token = sign_in(username).json()["token"]
    found = steps.run(sessions.resuming(token, is_background=True, look=None))
    assert found.viewer.scope == scope


def test_a_new_publication_changes_the_scope_of_a_live_session(
    token: str, publish: Callable[..., None]
) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "drop schema if exists small_access_next cascade; create schema small_access_next;"
            "create table small_access_next.unit as table small_access.unit;"
            "create table small_access_next.employee as select employee_id, role, unit_id,"
            " rm_seq + 6 as rm_seq, own_customer_id from small_access.employee;"
            "grant usage on schema small_access_next to c360_web;"
            "grant select on all tables in schema small_access_next to c360_web"
        )
    publish(2, "small_access_next")
    found = steps.run(sessions.resuming(token, is_background=True, look=None))
    assert found.viewer.scope == ((7, 7),)
    assert found.publication is not None
    assert found.publication.generation == 2


def test_an_answer_never_goes_back_to_an_older_publication(
    client: Client, token: str, redis_admins: Any
) -> None:
    redis_admins["sessions"].set("generation", 9)
    response = client.get("/api/session", headers=bearer(token))
    assert (response.status_code, response.json()["code"]) == (503, "publication_behind")


def test_a_user_sees_the_own_sessions_alone_and_ends_one_of_them(
    client: Client, sign_in: Callable[..., Any]
) -> None:
    elsewhere, here = (sign_in("meera.deshpande").json()["token"] for _ in range(2))
    other = sign_in("rahul.nair").json()["token"]
    answer = client.get("/api/sessions", headers=bearer(here)).json()["results"]
    assert [one["current"] for one in answer] == [True, False]
    assert {one["address"] for one in answer} == {"127.0.0.1"}
    assert all(one["started_at"] <= one["last_used_at"] for one in answer)
    path = f"/api/sessions/{answer[1]['id']}"
    assert client.delete(path, headers=bearer(other)).status_code == 404
    assert client.get("/api/session", headers=bearer(elsewhere)).status_code == 200
    assert client.delete(path, headers=bearer(here)).status_code == 204
    assert client.get("/api/session", headers=bearer(elsewhere)).json()["code"] == "session_ended"
    assert client.delete(path, headers=bearer(here)).status_code == 404
    assert len(client.get("/api/sessions", headers=bearer(here)).json()["results"]) == 1


def test_a_session_that_idled_out_is_not_listed(
    client: Client, sign_in: Callable[..., Any], redis_admins: Any
) -> None:
    idle, here = (sign_in("meera.deshpande").json()["token"] for _ in range(2))
    key = f"s:{store.hash_of(tokens.read(idle))}"
    redis_admins["sessions"].hincrby(key, "seen", -901_000)
    (only,) = client.get("/api/sessions", headers=bearer(here)).json()["results"]
    assert only["current"]


def test_an_event_loop_never_asks_a_database(token: str, monkeypatch: Any) -> None:
    """Django refuses to where a loop runs; the pointer's copy grows stale between two looks."""
    published = Publication(1, "pub_1", date(2026, 11, 21), datetime.now(UTC))
    clock = count(0.8 * publications.FRESH_FOR, 0.4 * publications.FRESH_FOR)
    monkeypatch.setattr(publications, "_copy", publications._Copy(published, read_at=0.0))
    monkeypatch.setattr(publications, "time", SimpleNamespace(monotonic=lambda: next(clock)))

    async def begin() -> int:
        work = sessions.resuming(token, is_background=True, look=None)
        asked = work.send(None)
        questions = 0
        with suppress(StopIteration):
            while asked is not None:
                questions += 1
                asked = work.send(lines.ask(asked.client, *asked.command))
        return questions

    assert asyncio.run(begin()) == 1
    assert asyncio.run(begin()) == 0  # stale by now: a thread goes on
