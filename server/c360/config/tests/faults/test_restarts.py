"""The web servers are restarted one after the other under load, and no request fails."""

import ssl
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

import pytest

from c360.config.tests.faults.books import customer_of, readers
from c360.config.tests.faults.conftest import Saw
from c360.config.tests.faults.house import House, at_scale
from c360.config.tests.faults.wire import Line

READERS = 6


@dataclass
class Balanced:
    """Readers behind two edges, as behind a balancer: an edge that refuses is passed over."""

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

    def _ask(self, asked: int, path: str, token: str) -> str:
        ports = self.house.edges
        for place in (asked, asked + 1):
            try:
                line = Line(ports[place % 2], tls=self.context)
            except ConnectionRefusedError:
                continue
            except OSError as error:  # taken, and dropped before the handshake's end
                return f"handshake: {type(error).__name__}"
            try:
                return str(line.get(path, token).status)
            except OSError as error:
                return type(error).__name__
            finally:
                line.close()
        return "refused by both"

    def __post_init__(self) -> None:
        self.context = ssl.create_default_context(cafile=str(self.house.edge_authority))


@pytest.mark.fault("rolling restart of the web servers", "0 failed requests")
def test_web_servers_restart_under_load_without_a_failed_request(house: House, saw: Saw) -> None:
    rounds = at_scale(1, 5)
    saw.did = "two web servers restarted in turn (SIGTERM) under load; Django was not"
    saw.times = rounds
    house.start("edge-1", "edge-2")
    balanced = Balanced(house)
    for number in range(READERS):
        house.token(readers()[number])
    threads = [threading.Thread(target=balanced.one, args=(number,)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(rounds):
            for edge in ("edge-1", "edge-2"):
                time.sleep(0.5)
                house.stop(edge)
                house.start(edge)
    finally:
        balanced.stop.set()
        for thread in threads:
            thread.join()
        house.stop("edge-1")
        house.stop("edge-2")
    assert set(balanced.statuses) == {"200"}, balanced.statuses
    saw(f"{balanced.statuses['200']} requests, all answered 200")
