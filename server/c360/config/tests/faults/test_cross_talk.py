"""Nobody gets a byte of another's: 64 readers, four database connections, one in five hangs up."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from c360.config.tests.faults.books import (
    BOOKS,
    CUSTOMERS,
    MARK,
    RANDOM,
    Reader,
    customer_of,
    readers,
)
from c360.config.tests.faults.house import House
from c360.config.tests.faults.wire import Answer, Line, encoded
from c360.core.tests.saw import Saw, at_scale

CANCELLED = 0.2
ANEW = 0.5  # of the requests carry a parameter that no answer in the cache has
OUTSIDE = 0.1  # ask for another book's customer
PATHS = (
    "book", "book/customers?limit=200", "book/movers", "search?q=asha", "follow-ups", "book/today",
    "customers/{}", "customers/{}/accounts", "customers/{}/transactions", "customers/{}/timeline",
)  # fmt: skip


@dataclass
class Traffic:
    """What 64 readers ask at once, and what of the answers is not theirs."""

    house: House
    requests: int
    alone: dict[tuple[str, str], bytes] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    foreign: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    asked: int = 0  # about: the threads count without waiting for each other

    def learn(self) -> None:
        """What each reader is answered while nobody else asks."""
        with Line(self.house.port) as line:
            for who in readers():
                token = self.house.token(who)
                for path in _paths(who):
                    answer = line.get(path, token)
                    assert answer.status == 200, (path, answer)
                    self.alone[who.username, path] = answer.body

    def go(self, reached: Callable[[int, int], None]) -> None:
        """Everybody asks at once; `reached` is told how far that is."""
        each = -(-self.requests // len(readers()))
        threads = [
            threading.Thread(target=self._one, args=(who, each, seed))
            for seed, who in enumerate(readers())
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            while thread.is_alive():
                reached(self.asked, self.requests)
                thread.join(1)

    def _one(self, who: Reader, requests: int, seed: int) -> None:
        draw, token = random.Random(seed), self.house.token(who)
        seen, foreign = Counter[str](), list[str]()
        line = Line(self.house.port)
        for number in range(requests):
            self.asked += 1
            path, asked = _choose(draw, who, f"{seed}-{number}")
            if draw.random() < CANCELLED:
                _cancel(draw, line, encoded("GET", asked, token))
                line = Line(self.house.port)
                seen["cancelled"] += 1
                continue
            answer = line.get(asked, token)
            seen[_kind(answer)] += 1
            if wrong := self._foreign(who, path, answer):
                foreign.append(f"{who.username} {asked}: {wrong}")
        line.close()
        with self.lock:
            self.seen += seen
            self.foreign += foreign

    def _foreign(self, who: Reader, path: str, answer: Answer) -> str:
        marks = {int(mark) for mark in MARK.findall(RANDOM.sub(b"", answer.body))}
        if marks - who.books:
            return f"marks of the books {sorted(marks - who.books)}"
        if answer.status == 200 and answer.body != self.alone.get((who.username, path)):
            alone = self.alone.get((who.username, path), b"")
            pairs = enumerate(zip(alone, answer.body, strict=False))
            place = max(0, next((n for n, (a, b) in pairs if a != b), 0) - 60)
            return f"{answer.body[place : place + 120]!r}, alone {alone[place : place + 120]!r}"
        return ""


def _paths(who: Reader) -> list[str]:
    book = min(who.books)
    return [f"/api/{path.format(customer_of(book, 1))}" for path in PATHS]


def _choose(draw: random.Random, who: Reader, name: str) -> tuple[str, str]:
    """A path, and the same with or without a parameter that makes its answer a new one."""
    if draw.random() < OUTSIDE and len(who.books) < BOOKS:
        other = draw.choice([book for book in range(BOOKS) if book not in who.books])
        path = f"/api/customers/{customer_of(other, draw.randrange(CUSTOMERS))}"
    else:
        path = draw.choice(_paths(who))
    if draw.random() >= ANEW:
        return path, path
    return path, f"{path}{'&' if '?' in path else '?'}anew={name}"


def _cancel(draw: random.Random, line: Line, request: bytes) -> None:
    """Hang up: in the middle of the request, after it, or with the answer half read."""
    where = draw.randrange(3)
    line.send(request[: len(request) // 2] if where == 0 else request)
    if where == 2:
        line.peek()
    line.break_off()


def _kind(answer: Answer) -> str:
    said = answer.headers.get("cache-status", "")
    how = "hit" if said.startswith("c360; hit") else "made" if said else "not cached"
    return f"{answer.status} {how}" if answer.status == 200 else str(answer.status)


@pytest.mark.promise("64 users, 4 pooled connections, 20% of requests cancelled", "0 foreign bytes")
def test_no_reader_is_given_a_byte_of_another(house: House, saw: Saw) -> None:
    requests = at_scale(3_000, 100_000)
    saw.did = "64 readers ask at once, one request in five is broken off"
    traffic = Traffic(house, requests)
    traffic.learn()
    traffic.go(saw.reached)
    seen = traffic.seen
    saw.times = sum(seen.values())
    saw(f"{dict(sorted(seen.items()))}", f"{len(traffic.foreign)} answers with a foreign byte")
    assert traffic.foreign == []
    assert seen["cancelled"] >= 0.18 * requests, seen
    assert min(seen["200 hit"], seen["200 made"], seen["200 not cached"]) > 0.05 * requests, seen
    assert seen["404"] > 0.05 * requests, seen
    assert set(seen) <= {"cancelled", "200 hit", "200 made", "200 not cached", "404"}, seen
