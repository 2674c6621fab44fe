"""The load generator: a process of its own that sends at intended times and measures from them.

`python -m bench.generator < plan.json > result.json`. Four modes:

- open: arrivals are a Poisson process that does not wait for answers, so a slow answer makes the
  next ones late and their lateness is counted (no coordinated omission);
- users: each user thinks, then sends the requests of one action together, then thinks again;
- closed: as many users as connections, no thinking: what throughput is possible;
- each: the same, every request once: for what is answered, not how soon.

A plan's `stop_file` ends the run early when it appears.

One thread over `select`, whose timer is finer than an event loop's millisecond.
"""

import heapq
import json
import random
import re
import select
import socket
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.response import Response
from bench.stats import poisson_schedule

AS_OF = re.compile(rb'"as_of":"(\d{4}-\d\d-\d\d)"')
LONGEST = 30.0  # seconds after the last intended send until what is open counts as failed


@dataclass
class Request:
    """One request to send: `due` in seconds of the run's clock, `user` whom its answer frees."""

    index: int
    due: float
    user: int | None


@dataclass
class Answer:
    """One answer: when its request was due, how long it took from then, its status."""

    index: int
    due: float
    seconds: float
    status: int
    size: int
    as_of: str


@dataclass(eq=False)
class Connection:
    """A kept-alive connection with at most one request on its way."""

    address: tuple[str, int]
    sock: socket.socket = field(init=False)
    response: Response = field(default_factory=Response)
    asked: Request | None = None

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Connect (again)."""
        self.sock = socket.create_connection(self.address, timeout=10)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def fileno(self) -> int:
        """For select."""
        return self.sock.fileno()

    def send(self, request: Request, content: bytes) -> None:
        """Send a whole request, on a new connection where the server has closed the idle one.

        A server may close what is idle at any time, and every client looks for it (RFC 9112, 9.5).
        """
        is_closed, _, _ = select.select([self.sock], [], [], 0)
        if is_closed:  # nothing was asked, so nothing else is there to read
            self.sock.close()
            self.open()
        self.asked, self.response = request, Response()
        self.sock.sendall(content)

    def receive(self) -> bool:
        """Read what is there; whether the answer is whole. ConnectionError when it was closed."""
        part = self.sock.recv(262_144)
        if not part:
            raise ConnectionError("closed")
        return self.response.feed(part)


def encoded(request: dict[str, Any]) -> bytes:
    """The bytes of a request."""
    body: bytes = request.get("body", "").encode()
    lines = [
        f"{request.get('method', 'GET')} {request['path']} HTTP/1.1",
        "Host: 127.0.0.1",
        "Accept: application/json",
    ]
    if request.get("token"):
        lines.append(f"Authorization: Bearer {request['token']}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Run:
    """One run of a plan."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.contents = [encoded(request) for request in plan["requests"]]
        ports, host = plan["ports"], plan.get("host", "127.0.0.1")
        self.idle = deque(
            Connection((host, ports[n % len(ports)])) for n in range(plan["connections"])
        )
        self.busy: set[Connection] = set()
        self.waiting: list[tuple[float, int, Request]] = []
        self.answers: list[Answer] = []
        self.kept: dict[int, str] = {}
        self.left: dict[int, int] = {}
        self.draw = random.Random(plan["seed"])
        self.sent = 0
        self.scripts: dict[int, deque[list[int]]] = {}
        self.next_index = 0

    def _push(self, due: float, index: int, user: int | None) -> None:
        self.sent += 1
        heapq.heappush(self.waiting, (due, self.sent, Request(index, due, user)))

    def _begin(self) -> None:
        plan, count = self.plan, len(self.contents)
        if plan["mode"] == "open":
            for place, due in enumerate(
                poisson_schedule(plan["rate"], plan["seconds"], plan["seed"])
            ):
                self._push(due, place % count, None)
        elif plan["mode"] in ("closed", "each"):
            users = plan["connections"]
            for user in range(users if plan["mode"] == "closed" else min(users, count)):
                self._push(0.0, user % count, user)
            self.next_index = users
        else:
            self.scripts = {u: deque(actions) for u, actions in enumerate(plan["users"])}
            for user in self.scripts:
                self._act(user, self.draw.uniform(0, plan["think"]))

    def _act(self, user: int, due: float) -> None:
        """The next action of a user, if it is due within the run."""
        actions = self.scripts[user]
        if due >= self.plan["seconds"] or not actions:
            return
        action = actions[0]
        actions.rotate(-1)
        self.left[user] = len(action)
        for index in action:
            self._push(due, index, user)

    def _continue(self, user: int, now: float) -> None:
        if self.plan["mode"] in ("closed", "each"):
            is_left = self.plan["mode"] == "closed" or self.next_index < len(self.contents)
            if is_left and now < self.plan["seconds"]:
                self._push(now, self.next_index % len(self.contents), user)
                self.next_index += 1
            return
        self.left[user] -= 1
        if not self.left[user]:
            self._act(user, now + self.draw.expovariate(1 / self.plan["think"]))

    def _answered(self, connection: Connection, request: Request, now: float) -> None:
        """Note an answer, or with status 0 that there is none, and let the connection go on."""
        response, place = connection.response, request.index
        found = AS_OF.search(response.body) if self.plan.get("watch") else None
        as_of = found[1].decode() if found else ""
        status, size = response.status, len(response.body)
        self.answers.append(Answer(place, request.due, now - request.due, status, size, as_of))
        if self.plan.get("keep") and place not in self.kept:
            self.kept[place] = response.body.decode(errors="replace")
        self.busy.discard(connection)
        if not status or not response.stays_open:
            connection.sock.close()
            connection.open()
        # The one used last goes first: few connections stay warm, as a web server's do.
        self.idle.appendleft(connection)
        if request.user is not None:
            self._continue(request.user, now)

    def go(self) -> dict[str, Any]:
        """Send everything and wait for the answers."""
        self._begin()
        start = time.perf_counter()
        end = self.plan["seconds"] + LONGEST
        stop = Path(self.plan["stop_file"]) if self.plan.get("stop_file") else None
        while self.waiting or self.busy:
            now = time.perf_counter() - start
            if now > end:
                break
            if stop and stop.exists():
                end, stop = now + LONGEST, None
                self.waiting.clear()
                self.plan["seconds"] = now
            while self.waiting and self.idle and self.waiting[0][0] <= now:
                _, _, request = heapq.heappop(self.waiting)
                connection = self.idle.popleft()
                self.busy.add(connection)
                try:
                    connection.send(request, self.contents[request.index])
                except OSError:
                    connection.response.status = 0
                    self._answered(connection, request, time.perf_counter() - start)
            pause = 1.0
            if self.waiting and self.idle:
                pause = max(0.0, self.waiting[0][0] - (time.perf_counter() - start))
            readable, _, _ = select.select(list(self.busy), [], [], min(pause, 1.0))
            for connection in readable:
                self._read(connection, start)
        spent = time.perf_counter() - start
        unanswered = len(self.waiting) + len(self.busy)
        return {
            "seconds": spent,
            "unanswered": unanswered,
            "index": [a.index for a in self.answers],
            "due": [a.due for a in self.answers],
            "latency": [a.seconds for a in self.answers],
            "status": [a.status for a in self.answers],
            "size": [a.size for a in self.answers],
            "as_of": [a.as_of for a in self.answers] if self.plan.get("watch") else [],
            "kept": self.kept,
        }

    def _read(self, connection: Connection, start: float) -> None:
        request = connection.asked
        try:
            whole = connection.receive()
        except (OSError, ValueError):
            connection.response.status, whole = 0, True
        if whole and request is not None:
            self._answered(connection, request, time.perf_counter() - start)


def main() -> None:
    """Read a plan, carry it out, write what was measured."""
    json.dump(Run(json.load(sys.stdin)).go(), sys.stdout)


if __name__ == "__main__":
    main()
