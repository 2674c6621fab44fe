"""All servers are restarted one after the other under load, and no request fails."""

import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from c360.config.tests.faults.books import customer_of, readers
from c360.config.tests.faults.house import House
from c360.config.tests.faults.wire import Line
from c360.core.tests.saw import Saw, at_scale

READERS = 6


@dataclass
class Balanced:
    """Readers behind two edges, as behind a balancer: one without a connection is passed over.

    Nothing was sent before TLS stands, so passing over is safe, and is what balancers do.
    """

    house: House
    statuses: Counter[str] = field(default_factory=Counter)
    stop: threading.Event = field(default_factory=threading.Event)

    def one(self, number: int) -> None:
        """Ask until stopped, a connection a request."""
        who = readers()[number]
        token = self.house.token(who)
        path = f"/api/customers/{customer_of(number)}"
        asked = 0
        while not self.stop.is_set():
            asked += 1
            anew = f"{path}?anew={number}-{asked}" if asked % 2 else path
            self.statuses[self._ask(asked, anew, token)] += 1

    def sign_ins(self) -> None:
        """Sign in until stopped: what is never sent twice."""
        who = readers()[READERS]
        credentials = {"username": who.username, "password": who.password}
        asked = 0
        while not self.stop.is_set():
            asked += 1
            self.statuses[self._ask(asked, "/api/session", "", credentials)] += 1

    def _ask(self, asked: int, path: str, token: str, body: Mapping[str, str] | None = None) -> str:
        ports = self.house.edges
        for place in (asked, asked + 1):
            try:
                line = Line(ports[place % 2], tls=self.context)
            except OSError:
                continue
            try:
                answer = line.ask("POST" if body else "GET", path, token, body)
                return str(answer.status) if answer.status < 400 else f"{answer}"
            except OSError as error:
                return type(error).__name__
            finally:
                line.close()
        return "refused by both"

    def __post_init__(self) -> None:
        self.context = ssl.create_default_context(cafile=str(self.house.edge_authority))


@contextmanager
def _under_load(house: House, saw: Saw) -> Iterator[None]:
    """Readers, and somebody who signs in, behind two edges and two application servers."""
    balanced = Balanced(house)
    for number in range(READERS):
        house.token(readers()[number])
    house.start("application-2", "edge-1", "edge-2")
    threads = [threading.Thread(target=balanced.one, args=(number,)) for number in range(READERS)]
    threads.append(threading.Thread(target=balanced.sign_ins))
    for thread in threads:
        thread.start()
    try:
        time.sleep(0.5)
        yield
        time.sleep(0.5)
    finally:
        balanced.stop.set()
        for thread in threads:
            thread.join()
        for name in ("edge-1", "edge-2", "application-2"):
            house.stop(name)
    assert set(balanced.statuses) == {"200", "201"}, balanced.statuses
    reads, sign_ins = balanced.statuses["200"], balanced.statuses["201"]
    saw(f"{reads} reads and {sign_ins} sign-ins, all answered, none refused")


@pytest.mark.promise("rolling restart of the web servers", "0 failed requests")
def test_web_servers_restart_under_load_without_a_failed_request(house: House, saw: Saw) -> None:
    saw.times = at_scale(1, 5)
    saw.did = "two web servers restarted in turn (SIGTERM) under load"
    with _under_load(house, saw):
        for _ in range(saw.times):
            for edge in ("edge-1", "edge-2"):
                time.sleep(0.5)
                house.stop(edge)
                house.start(edge)


@pytest.mark.promise("rolling restart of Django", "0 failed requests")
def test_application_servers_restart_under_load_without_a_failed_request(
    house: House, saw: Saw
) -> None:
    saw.times = at_scale(1, 5)
    saw.did = "two application servers drained and restarted in turn (SIGTERM) under load"
    with _under_load(house, saw):
        for _ in range(saw.times):
            for name in ("application", "application-2"):
                house.restart_application(name)
                time.sleep(1)  # until the web servers have seen it
