"""A replica answers what only reads, and is left out where it would tell what is past."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
import redis

from c360.config.env import env_addresses
from c360.config.tests.faults.books import DAYS, OPERATOR, customer_of, readers
from c360.config.tests.faults.house import House, problem, until
from c360.config.tests.faults.wire import Answer, Line
from c360.core.errors import SettingError
from c360.core.tests.saw import Saw, at_scale

MEERA, RAHUL, *_ = readers()
REPLICA = "routed away; an answer never goes back in time; what a user wrote, that user reads"
PRIMARY = "reads go on from a replica; writes, reveal and sign-in 503"
CHIEF = readers()[-1]
HEAD = readers()[60]
READ = (
    "book", "book/customers?limit=20", "book/trend", "book/movers", "book/calendar", "book/today",
    "search?q=asha", "search?q=K00", "search/notes?q=asha", "publication", "follow-ups", "covers",
    "conversation-templates", "calendar", "customers/{}", "customers/{}/accounts",
    "customers/{}/balances", "customers/{}/transactions", "customers/{}/transactions/summary",
    "customers/{}/cashflow", "customers/{}/timeline", "customers/{}/relationships",
    "customers/{}/insights", "customers/{}/documents", "customers/{}/consents",
    "customers/{}/service-requests", "customers/{}/access-log",
)  # fmt: skip
HEADS = ("units/B00/rollup", "reviews", "covers")
OPERATORS = ("loads", "usage/features", "usage/calls")
_number = count()


def anew(path: str) -> str:
    """The path with a parameter that no answer in the cache has."""
    return f"{path}{'&' if '?' in path else '?'}anew={next(_number)}"


def mine(path: str) -> str:
    """The path for Meera's customer."""
    return anew(f"/api/{path.format(customer_of(0))}")


def made_by(house: House, ask: Callable[[], Answer]) -> str:
    """The database that made an answer; "" for none."""
    before = Counter(house.reads())
    ask()
    names = [*(Counter(house.reads()) - before)]
    return names[0] if names else ""


def where(house: House) -> str:
    """Where Meera's answers, made anew, come from now."""
    return made_by(house, lambda: house.get(MEERA, mine("customers/{}")))


@pytest.fixture(autouse=True)
def _replica_answers(house: House) -> Iterator[None]:
    yield
    until(house.caught_up)
    until(lambda: where(house) == "replica_1", every=0.2)


def test_what_only_reads_is_answered_by_the_replica(house: House) -> None:
    before = Counter(house.reads())
    roles = ((MEERA, READ), (HEAD, HEADS), (OPERATOR, OPERATORS))
    asked = [(who, path) for who, paths in roles for path in paths]
    for who, path in asked:
        answer = house.get(who, mine(path))
        assert answer.status == 200, (path, answer)
    now = Counter(house.reads()) - before
    assert now == {"replica_1": len(asked)}, now


@pytest.mark.promise("replica lagging", REPLICA)
def test_what_is_written_goes_to_the_primary_and_its_writer_reads_it_at_once(
    house: House, saw: Saw
) -> None:
    saw.did = "replay paused, a conversation written"
    path = f"/api/customers/{customer_of(0)}/conversations"
    said = {"channel": "call", "purposes": ["service"], "outcome": "agreed", "text": "K00 said"}

    def timeline() -> Answer:
        return house.get(MEERA, mine("customers/{}/timeline"))

    until(house.caught_up)
    with house.behind():
        answer = house.ask(MEERA, "POST", path, said)
        assert answer.status == 201, answer
        # What the night published, and what others read, comes from the replica all the same.
        assert where(house) == "replica_1"
        assert made_by(house, lambda: house.get(RAHUL, anew("/api/follow-ups"))) == "replica_1"
        for _ in range(3):
            assert b"K00 said" in timeline().body
            number = answer.json()["id"]
            assert house.get(MEERA, f"/api/conversations/{number}").status == 200
    until(house.caught_up)
    until(lambda: made_by(house, timeline) == "replica_1", every=0.2)
    assert b"K00 said" in timeline().body
    saw("its writer reads it at once, from the primary; others go on with the replica")


def test_a_file_is_counted_by_the_primary(house: House) -> None:
    assert house.get(MEERA, anew("/api/book/customers/export?form=csv")).status == 200
    ((taken,),) = house.sql(
        "select count(*) from app.export_taken where username = %s", MEERA.username
    )
    assert taken >= 1


@pytest.mark.promise("replica lagging", REPLICA)
def test_a_replica_that_lags_behind_is_left_out(house: House, saw: Saw) -> None:
    saw.did = "replay paused for longer than C360_PG_REPLICA_LAG"
    with house.behind():
        house.sql("create table if not exists public.noise (a int); insert into noise values (1)")
        until(lambda: where(house) == "default", every=0.2)
    until(lambda: where(house) == "replica_1", every=0.2)
    saw("reads go to the primary, and back when the replica has caught up")


@dataclass
class Polling:
    """Readers who ask without a pause: the statuses, days and databases of their answers."""

    house: House
    statuses: Counter[int] = field(default_factory=Counter)
    days: list[list[str]] = field(default_factory=list)
    slowest: float = 0.0
    problems: list[Answer] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def one(self, path: str) -> None:
        """Ask until stopped."""
        days: list[str] = []
        self.days.append(days)
        token = self.house.token(CHIEF)
        with Line(self.house.port) as line:
            while not self.stop.is_set():
                began = time.monotonic()
                answer = line.get(anew(path), token)
                self.slowest = max(self.slowest, time.monotonic() - began)
                self.statuses[answer.status] += 1
                if answer.status == 200:
                    days.append(answer.json()["as_of"])
                else:
                    self.problems.append(answer)
                time.sleep(0.01)


@contextmanager
def polling(
    house: House, paths: tuple[str, ...] = ("/api/book", "/api/follow-ups")
) -> Iterator[Polling]:
    """Readers who poll within."""
    found = Polling(house)
    house.token(CHIEF)
    threads = [threading.Thread(target=found.one, args=(path,)) for path in paths * 2]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        found.stop.set()
        for thread in threads:
            thread.join()


@pytest.mark.promise("replica lagging", REPLICA)
def test_no_answer_goes_back_in_time_while_the_replica_has_not_the_new_day(
    house: House, saw: Saw
) -> None:
    saw.did = "replay paused, a day published, readers without a pause"
    with polling(house) as readers_there:
        with house.behind():
            house.load(DAYS[1])
            until(lambda: house.get(MEERA, mine("book")).json()["as_of"] == str(DAYS[1]), 2)
            assert where(house) == "default"
            time.sleep(1)
        until(lambda: where(house) == "replica_1", every=0.2)
        time.sleep(0.5)
    assert set(readers_there.statuses) == {200}, readers_there.problems[:3]
    for days in readers_there.days:
        assert days == sorted(days)
        assert set(days) == {str(DAYS[0]), str(DAYS[1])}
    saw(f"{readers_there.statuses[200]} answers, none older than one before it, none failed")


@pytest.mark.promise("replica down", REPLICA)
def test_a_replica_that_dies_costs_no_reader_an_answer(house: House, saw: Saw) -> None:
    saw.did = "SIGKILL to the replica under readers without a pause"
    saw.times = at_scale(1, 5)
    with polling(house) as readers_there:
        time.sleep(0.5)
        for _ in range(saw.times):
            with house.without("replica"):
                time.sleep(2)
                assert where(house) == "default"
            until(lambda: where(house) == "replica_1", every=0.2)
    assert set(readers_there.statuses) == {200}, readers_there.problems[:3]
    saw(f"{readers_there.statuses[200]} answers, none failed")


@pytest.mark.promise("primary down", PRIMARY)
def test_while_the_primary_is_down_reads_go_on_and_writes_say_when_to_try_again(
    house: House, saw: Saw
) -> None:
    saw.did = "SIGKILL to the primary under readers without a pause"
    customer = f"/api/customers/{customer_of(0)}"
    kept = f"{customer}/accounts"
    house.get(MEERA, kept)
    secret = {"fields": ["mobile"], "reason": "customer_asked", "note": ""}
    call = {"text": "call", "due_on": "2026-12-01"}
    refused: tuple[Callable[[], Answer], ...] = (
        lambda: house.sign_in(RAHUL),
        lambda: house.sign_in(RAHUL, "wrong"),
        lambda: house.ask(MEERA, "POST", f"{customer}/reveal", secret),
        lambda: house.ask(MEERA, "POST", f"{customer}/follow-ups", call),
        lambda: house.get(MEERA, anew("/api/book/customers/export?form=csv")),
    )
    stream: Any = redis.Redis.from_url(house.stack.sessions.admin_url())
    with polling(house) as readers_there:
        time.sleep(0.5)
        with house.without("postgres"):
            time.sleep(1.5)
            looks = int(stream.xlen("audit"))
            for path in READ:
                answer = house.get(MEERA, mine(path))
                assert answer.status == 200, (path, answer)
            assert house.get(MEERA, kept).headers["cache-status"].startswith("c360; hit")
            assert int(stream.xlen("audit")) > looks + len(READ)
            for ask in refused:
                began = time.monotonic()
                assert problem(ask()) == (503, "database_down")
                assert time.monotonic() - began < 2
        until(lambda: house.sign_in(RAHUL).status == 201, 15, every=0.2)
    assert readers_there.statuses[200] > 50
    assert set(readers_there.statuses) == {200}, readers_there.problems[:3]
    stream.close()
    saw(f"{readers_there.statuses[200]} reads, none failed")
    saw(f"{len(refused)} kinds of writing and signing in: 503 with Retry-After within 2 s")


def test_an_address_of_a_replica_that_is_none_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("C360_PG_REPLICAS", "10.0.0.2, db3:5433,/run/pg:5434")
    assert env_addresses("C360_PG_REPLICAS") == [
        ("10.0.0.2", ""),
        ("db3", "5433"),
        ("/run/pg", "5434"),
    ]
    for wrong in ("db3:port", ":5432", "db3:0", "db3:99999"):
        monkeypatch.setenv("C360_PG_REPLICAS", wrong)
        with pytest.raises(SettingError, match="C360_PG_REPLICAS"):
            env_addresses("C360_PG_REPLICAS")
