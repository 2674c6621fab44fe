"""The directory, the answer cache and the session store are stopped, held, killed and emptied."""

import threading
import time
from collections import Counter

import pytest
import redis

from c360.config.tests.faults.books import customer_of, readers
from c360.config.tests.faults.disk import NO_SMALL_DISK, small_disk
from c360.config.tests.faults.house import House, problem, until
from c360.config.tests.faults.wire import Answer
from c360.core.tests.saw import Saw, at_scale

MEERA, RAHUL, ASHA, *_ = readers()
VIJAY = readers()[50]
CUSTOMER = f"/api/customers/{customer_of(0)}"
SIGN_IN = "sign-in answers 503 within 5 s, never 401, no lockout counted; live sessions go on"
AUDIT = "if the audit cannot be written, customer data is not served"


def _sign_ins_refused(house: House, times: int) -> float:
    """Sign-ins that all say 503; the slowest's seconds."""
    slowest = 0.0
    for _ in range(times):
        began = time.monotonic()
        assert problem(house.sign_in(RAHUL)) == (503, "directory_unreachable")
        slowest = max(slowest, time.monotonic() - began)
    return slowest


@pytest.mark.promise("LDAP down", SIGN_IN)
def test_a_killed_directory_is_503_and_live_sessions_go_on(house: House, saw: Saw) -> None:
    saw.did, saw.times = "SIGKILL to slapd", at_scale(7, 20)
    house.token(MEERA)
    with house.without("directory"):
        slowest = _sign_ins_refused(house, saw.times)
        assert house.get(MEERA, CUSTOMER).status == 200
    assert slowest < 5
    assert house.sign_in(RAHUL).status == 201, (
        "more tries than a lockout allows counted for nothing"
    )
    saw(f"{saw.times} sign-ins: 503, the slowest after {slowest:.1f} s; then it signs in")


@pytest.mark.promise("LDAP slow", SIGN_IN)
def test_a_silent_directory_is_503_within_five_seconds(house: House, saw: Saw) -> None:
    saw.did, saw.times = "SIGSTOP to slapd: it takes connections and says nothing", at_scale(2, 8)
    house.token(MEERA)
    with house.held("directory"):
        slowest = _sign_ins_refused(house, saw.times)
        began = time.monotonic()
        assert house.get(MEERA, CUSTOMER).status == 200
        assert time.monotonic() - began < 2
    assert slowest < 5
    until(lambda: house.sign_in(RAHUL).status == 201)
    saw(f"{saw.times} sign-ins: 503, the slowest after {slowest:.1f} s; live sessions answered")


def _while_locked(house: House, paths: list[str], seconds: float) -> list[Answer]:
    """As `_at_once`, while the table of customers is locked, on the replica too, for so long."""
    ((schema,),) = house.sql("select schema from app.publication order by generation desc limit 1")
    found: list[Answer] = []
    thread = threading.Thread(target=lambda: found.extend(_at_once(house, paths)))
    with house.stack.postgres.admin("c360") as admin, admin.transaction():
        admin.execute(f"lock table {schema}.customer in access exclusive mode".encode())
        until(house.caught_up)
        thread.start()
        time.sleep(seconds)
    thread.join()
    return found


def _at_once(house: House, paths: list[str]) -> list[Answer]:
    """What one reader is answered who asks all of it at once."""
    found: list[Answer] = []
    house.token(MEERA)
    threads = [
        threading.Thread(target=lambda path=path: found.append(house.get(MEERA, path)))
        for path in paths
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.promise(
    "answer cache down",
    "served from PostgreSQL, one query for equal requests, bounded concurrency; 503 past it",
)
def test_without_the_answer_cache_postgresql_answers_within_its_bounds(
    house: House, saw: Saw
) -> None:
    saw.did = "SIGKILL to the Valkey of answers; then 40 requests at a locked table at once"
    with house.without("cache"):
        alone = [house.get(MEERA, CUSTOMER) for _ in range(3)]
        assert {answer.headers["cache-status"] for answer in alone} == {"c360; fwd=bypass"}
        before = sum(house.reads().values())
        equal = _while_locked(house, [f"{CUSTOMER}?equal=1"] * 8, seconds=1)
        made = sum(house.reads().values()) - before
        assert [answer.status for answer in equal] == [200] * 8
        assert made == 1, f"{made} queries for equal requests"
        many = _while_locked(house, [f"{CUSTOMER}?other={n}" for n in range(40)], seconds=4)
    statuses = Counter(answer.status for answer in many)
    assert set(statuses) == {200, 503}, statuses
    for answer in many:
        if answer.status == 503:
            assert problem(answer) == (503, "busy")
    until(lambda: "hit" in house.get(MEERA, CUSTOMER).headers["cache-status"], every=0.3)
    saw(
        "answers of a killed cache: 200, fwd=bypass",
        f"8 equal requests at once: {made} query",
        f"40 different ones at once while PostgreSQL stood still: {dict(statuses)},"
        " each 503 with Retry-After",
    )


@pytest.mark.promise("session store down", "503, fail closed, never 401")
def test_without_the_session_store_nothing_is_answered_and_nobody_is_signed_out(
    house: House, saw: Saw
) -> None:
    saw.did, saw.times = "SIGKILL to the Valkey of sessions", at_scale(1, 5)
    asked = 0
    for _ in range(saw.times):
        assert house.get(MEERA, CUSTOMER).status == 200
        with house.without("sessions"):
            for path in (CUSTOMER, "/api/book", "/api/session", "/api/follow-ups"):
                assert problem(house.get(MEERA, path)) == (503, "session_store_down")
                asked += 1
            assert problem(house.sign_in(RAHUL)) == (503, "session_store_down")
        until(lambda: house.get(MEERA, CUSTOMER).status == 200)
    saw(f"{asked} requests of live sessions: 503; after the start the same tokens hold")


@pytest.mark.promise(
    "Redis flushed", "sessions ask to sign in again; lockouts and revocations still hold"
)
def test_a_flushed_store_asks_to_sign_in_again_and_forgets_no_lockout(
    house: House, saw: Saw
) -> None:
    saw.did = "FLUSHALL of both"
    assert house.get(ASHA, "/api/book").status == 200
    assert house.get(MEERA, CUSTOMER).status == 200
    for _ in range(5):
        assert house.sign_in(VIJAY, "wrong").status == 401
    for server in (house.stack.sessions, house.stack.cache):
        with redis.Redis.from_url(server.admin_url()) as admin:
            admin.flushall()
    assert problem(house.get(MEERA, CUSTOMER)) == (401, "session_ended")
    assert problem(house.get(ASHA, "/api/book")) == (401, "session_ended")
    assert problem(house.sign_in(VIJAY)) == (423, "locked_out")
    house.tokens.clear()
    assert house.get(MEERA, CUSTOMER).status == 200
    saw("sessions: 401 session_ended; the locked user: 423; the next sign-in works")


@pytest.mark.promise("disk full (the audit's)", AUDIT)
def test_where_the_audit_cannot_be_written_no_customer_data_is_served(
    house: House, saw: Saw
) -> None:
    saw.did = "the file system of the audit's stream filled to the last byte, cached answers asked"
    folder = house.stack.run_dir / "valkey-sessions"
    house.stop("sessions")
    kept = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    disk = small_disk(folder, megabytes=8)
    try:
        if disk is None:
            pytest.skip(NO_SMALL_DISK)
        house.start("sessions")
        house.tokens.clear()
        assert house.get(MEERA, CUSTOMER).status == 200
        assert "hit" in house.get(MEERA, CUSTOMER).headers["cache-status"]
        with disk.full():
            answers = [house.get(MEERA, CUSTOMER) for _ in range(60)]
            served = [answer.status for answer in answers].count(200)
            refused = [problem(answer) for answer in answers if answer.status != 200]
            # What still fitted into the file's last block was written, and so was answered.
            assert set(refused) == {(503, "session_store_down")}, Counter(refused)
            assert [answer.status for answer in answers[-20:]] == [503] * 20
            assert b"K00" not in b"".join(a.body for a in answers if a.status != 200)
        house.restart_if_dead("sessions")
        until(lambda: house.get(MEERA, CUSTOMER).status == 200)
        saw(
            f"{served} looks still fitted and were answered, then {len(refused)} times 503, no data"
        )
    finally:
        house.stop("sessions")
        if disk is not None:
            disk.remove()
        assert kept or not folder.exists()
        house.start("sessions")
        house.tokens.clear()
