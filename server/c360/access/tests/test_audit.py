"""The audit: every look is in it before its answer, and what is sealed cannot be changed."""

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connections
from django.http import HttpResponse
from django.test import Client, RequestFactory
from redis.exceptions import RedisError, ResponseError

from c360.access import seal, store
from c360.access.middleware import SessionMiddleware
from c360.access.models import AuditBatch, AuditRecord

from .conftest import bearer

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture(autouse=True)
def _nothing_waits() -> None:
    while seal.seal_once():
        pass


def _stream(redis_admins: Any) -> list[dict[str, str]]:
    return [
        {name.decode(): value.decode() for name, value in fields.items()}
        for _, fields in redis_admins["sessions"].xrange("audit")
    ]


def _verify(first: int) -> int:
    """Walk the chain from batch `first` with nothing but the definition of its hash."""
    records = 0
    batches = list(AuditBatch.objects.using("owner").order_by("sequence"))
    for before, batch in zip([None, *batches[:-1]], batches, strict=True):
        assert batch.previous == (before.hash if before else seal.GENESIS)
        if batch.sequence < first:
            continue
        kept = AuditRecord.objects.using("owner").filter(sequence=batch.sequence)
        lines = list(kept.order_by("position").values_list("record", flat=True))
        root = seal.merkle_root(line.encode() for line in lines)
        assert root == batch.root
        assert batch.hash == seal.batch_hash(batch.sequence, batch.previous, root, len(lines))
        records += len(lines)
    return records


def _next_sequence() -> int:
    last = AuditBatch.objects.using("owner").order_by("-sequence").first()
    return last.sequence + 1 if last else 1


def test_a_look_names_who_what_whom_and_where_from_but_no_value_of_the_query(
    client: Client, token: str, redis_admins: Any
) -> None:
    client.get(
        "/api/customers/C9?q=ABCDE1234F",
        headers=bearer(token, **{"X-Request-Id": "request-1", "X-Forwarded-For": "10.1.1.1"}),
    )
    look = next(each for each in _stream(redis_admins) if each["kind"] == "look")
    assert look["user"] == "meera.deshpande"
    assert (look["method"], look["path_customer_id"]) == ("GET", "C9")
    assert (look["request_id"], look["address"]) == ("request-1", "10.1.1.1")
    assert look["query"] == "q"
    assert "ABCDE1234F" not in json.dumps(_stream(redis_admins))


def test_a_refusal_leaves_its_outcome(client: Client, token: str, redis_admins: Any) -> None:
    response = client.get("/api/loads", headers=bearer(token))
    assert response.status_code == 403
    outcome = _stream(redis_admins)[-1]
    assert (outcome["kind"], outcome["status"], outcome["user"]) == (
        "outcome",
        "403",
        "meera.deshpande",
    )


@pytest.mark.parametrize(
    ("method", "status", "note", "kinds"),
    [
        ("GET", 200, {}, ["look"]),
        ("GET", 304, {}, ["look"]),
        ("GET", 200, {"reason": "asked_for"}, ["look", "outcome"]),
        ("GET", 404, {}, ["look", "outcome"]),
        ("GET", 503, {}, ["look", "outcome"]),
        ("POST", 200, {}, ["look", "outcome"]),
    ],
)
def test_an_answer_as_asked_leaves_its_look_and_anything_else_its_outcome_too(
    token: str, redis_admins: Any, method: str, status: int, note: dict[str, str], kinds: list[str]
) -> None:
    waiting = len(_stream(redis_admins))
    request = RequestFactory().generic(method, "/api/book", headers=bearer(token))
    seen: list[str] = []

    def view(asked: Any) -> HttpResponse:
        seen.extend(each["kind"] for each in _stream(redis_admins)[waiting:])
        if note:
            asked.audit_note = note
        return HttpResponse(status=status)

    SessionMiddleware(view)(request)
    assert seen == ["look"]  # it was written before the view ran
    assert [each["kind"] for each in _stream(redis_admins)[waiting:]] == kinds


def test_each_process_numbers_its_records_without_a_gap(
    client: Client, token: str, redis_admins: Any
) -> None:
    for _ in range(5):
        client.get("/api/customers/C9", headers=bearer(token))
    numbers = [int(each["number"]) for each in _stream(redis_admins)]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_a_number_that_was_not_used_is_named_by_the_next_record(
    client: Client, token: str, sign_in: Callable[..., Any], redis_admins: Any
) -> None:
    other = sign_in("rahul.nair").json()["token"]
    client.delete("/api/session", headers=bearer(other))
    used = {int(each["number"]) for each in _stream(redis_admins)}
    for _ in range(2):
        assert client.get("/api/book", headers=bearer(other)).status_code == 401
    client.get("/api/book", headers=bearer(token))
    looked = _stream(redis_admins)[-2]
    void = {int(number) for number in looked["void"].split(",")}
    assert void == {max(used) + 1, max(used) + 2}
    assert int(looked["number"]) == max(used) + 3


def test_nothing_is_answered_when_the_audit_cannot_be_written(
    client: Client, token: str, redis_admins: Any
) -> None:
    redis_admins["sessions"].delete("audit")
    redis_admins["sessions"].set("audit", "no stream")
    try:
        response = client.get("/api/book", headers=bearer(token))
        assert (response.status_code, response.json()["code"]) == (503, "session_store_down")
    finally:
        redis_admins["sessions"].delete("audit")


def test_sealing_chains_the_records_and_then_trims_the_stream(redis_admins: Any) -> None:
    first = _next_sequence()
    for number in range(7):
        store.note({"kind": "look", "user": "someone", "path_customer_id": f"C{number}"})
    assert seal.seal_once() == 7
    store.note({"kind": "look", "user": "someone"})
    assert seal.seal_once() == 1
    assert seal.seal_once() == 0
    assert redis_admins["sessions"].xlen("audit") == 0
    assert _verify(first) == 8
    kept = AuditRecord.objects.using("default").filter(sequence=first).order_by("position")
    assert [each.customer_id for each in kept] == [f"C{n}" for n in range(7)]


def test_what_is_more_than_a_batch_is_sealed_in_several(
    monkeypatch: pytest.MonkeyPatch, redis_admins: Any
) -> None:
    first = _next_sequence()
    monkeypatch.setattr(seal, "BATCH", 10)
    for _ in range(25):
        store.note({"kind": "look", "user": "someone"})
    assert seal.seal_once() == 25
    assert _next_sequence() == first + 3
    assert _verify(first) == 25


def test_a_sealer_killed_before_trimming_doubles_nothing(
    monkeypatch: pytest.MonkeyPatch, redis_admins: Any
) -> None:
    first = _next_sequence()
    store.note({"kind": "look", "user": "someone"})

    def killed(sealed: str) -> None:
        raise RedisError

    with monkeypatch.context() as patch, pytest.raises(RedisError):
        patch.setattr(seal, "_trim", killed)
        seal.seal_once()
    assert redis_admins["sessions"].xlen("audit") == 1
    assert seal.seal_once() == 0
    assert redis_admins["sessions"].xlen("audit") == 0
    assert _verify(first) == 1


def test_two_sealers_at_once_seal_each_record_once(redis_admins: Any) -> None:
    first = _next_sequence()
    for _ in range(200):
        store.note({"kind": "look", "user": "someone"})
    sealed: list[int] = []

    def work() -> None:
        sealed.append(seal.seal_once())
        connections["owner"].close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while count := seal.seal_once():
        sealed.append(count)
    assert sum(sealed) == 200
    assert _verify(first) == 200


@pytest.mark.parametrize("alias", ["default", "owner"])
@pytest.mark.parametrize(
    "change",
    [
        "update app.audit set username = 'other'",
        "delete from app.audit",
        "truncate app.audit",
        "delete from app.audit_batch",
        "update app.audit_batch set hash = ''",
    ],
)
def test_what_is_sealed_cannot_be_changed(alias: str, change: str) -> None:
    store.note({"kind": "look", "user": "someone"})
    seal.seal_once()
    with pytest.raises(DatabaseError), connections[alias].cursor() as cursor:
        cursor.execute(change)


def test_a_month_cannot_be_changed_directly_either() -> None:
    store.note({"kind": "look", "user": "someone"})
    seal.seal_once()
    with connections["owner"].cursor() as cursor:
        cursor.execute("select inhrelid::regclass::text from pg_inherits where inhparent ="
                       " 'app.audit'::regclass")  # fmt: skip
        (partition,) = cursor.fetchone()
    for alias in ("default", "owner"):
        for change in ("update {} set username = ''", "delete from {}", "truncate {}"):
            with pytest.raises(DatabaseError), connections[alias].cursor() as cursor:
                cursor.execute(change.format(partition))


def test_the_web_cannot_write_the_audit_behind_the_sealer(
    sign_in: Callable[..., Any],
) -> None:
    with pytest.raises(DatabaseError), connections["default"].cursor() as cursor:
        cursor.execute("insert into app.audit values (now(), 1, 1, 'look', 'me', null, 'x', '{}')")


def test_the_merkle_root_changes_with_order_and_content() -> None:
    leaves = [b"a", b"b", b"c"]
    roots = {
        seal.merkle_root(leaves),
        seal.merkle_root([b"b", b"a", b"c"]),
        seal.merkle_root(leaves[:2]),
        seal.merkle_root([*leaves, b"c"]),
    }
    assert len(roots) == 4


@pytest.mark.parametrize(
    "command",
    [
        ("DEL", "audit"),
        ("XTRIM", "audit", "MAXLEN", "0"),
        ("XRANGE", "audit", "-", "+"),
        ("SET", "audit", "x"),
        ("RENAME", "s:x", "audit"),
        ("EVAL", "return redis.call('DEL', KEYS[1])", "1", "audit"),
        ("EVAL", "return redis.call('XTRIM', KEYS[1], 'MAXLEN', 0)", "1", "audit"),
    ],
)
def test_the_webs_redis_user_can_only_add_to_the_audit(command: tuple[str, ...]) -> None:
    store.note({"kind": "look", "user": "someone"})
    web: Any = store.client()
    with pytest.raises(ResponseError, match=r"(?i)perm|acl"):
        web.execute_command(*command)
    assert seal.seal_once() >= 1


@pytest.mark.parametrize("command", [("DEL", "audit"), ("KEYS", "*"), ("GET", "s:x")])
def test_the_sealers_redis_user_reads_and_trims_the_audit_only(command: tuple[str, ...]) -> None:
    sealer: Any = store.sealer()
    with pytest.raises(ResponseError, match=r"(?i)perm"):
        sealer.execute_command(*command)
