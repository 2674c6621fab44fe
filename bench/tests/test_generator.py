"""The load generator against a server that this test starts."""

import itertools
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bench.response import Response
from bench.run import ROOT


class Slow(BaseHTTPRequestHandler):
    """Answers after 200 ms to /slow, at once to all else."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/slow":
            time.sleep(0.2)
        body = b'{"as_of":"2026-11-21"}'
        self.send_response(200 if self.path != "/gone" else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()


def generate(**plan: object) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.generator"],
        input=json.dumps({"seed": 1, **plan}).encode(),
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_arrival_is_answered_and_timed(port: int) -> None:
    found = generate(
        mode="open", requests=[{"path": "/"}, {"path": "/gone"}], rate=50, seconds=1,
        ports=[port], connections=8, watch=True,
    )  # fmt: skip
    assert len(found["status"]) > 20
    assert set(found["status"]) == {200, 404}
    assert found["unanswered"] == 0
    assert set(found["as_of"]) == {"2026-11-21"}
    assert max(found["latency"]) < 0.2


def test_an_idle_connection_that_the_server_closed_is_no_error(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Slow, "timeout", 0.3)
    found = generate(
        mode="open", requests=[{"path": "/slow"}], rate=10, seconds=4, ports=[port], connections=16
    )
    assert set(found["status"]) == {200}


def test_waiting_for_a_connection_counts_as_latency(port: int) -> None:
    found = generate(
        mode="open", requests=[{"path": "/slow"}], rate=20, seconds=1, ports=[port], connections=1
    )
    # One connection answers five a second: the last of some twenty waits for all before it.
    assert max(found["latency"]) > 1.0


def test_a_user_does_not_ask_before_the_answer(port: int) -> None:
    found = generate(
        mode="users", requests=[{"path": "/slow"}], users=[[[0]]], think=0.01, seconds=1,
        ports=[port], connections=4,
    )  # fmt: skip
    dues = sorted(found["due"])
    assert all(after - before > 0.2 for before, after in itertools.pairwise(dues))


def test_a_closed_load_keeps_each_connection_busy(port: int) -> None:
    found = generate(mode="closed", requests=[{"path": "/slow"}], seconds=1, ports=[port],
                     connections=3)  # fmt: skip
    assert 12 <= len(found["status"]) <= 18


@pytest.mark.parametrize("connections", [1, 3, 20])
def test_each_request_is_sent_once(port: int, connections: int) -> None:
    requests = [{"path": f"/{n}"} for n in range(10)]
    found = generate(mode="each", requests=requests, seconds=5, ports=[port], keep=True,
                     connections=connections)  # fmt: skip
    assert sorted(found["index"]) == [*range(10)]
    assert len(found["kept"]) == 10


def test_an_answer_in_chunks_is_put_together() -> None:
    response = Response()
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    content = head + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    assert [response.feed(content[n : n + 1]) for n in range(len(content))].count(True) == 1
    assert bytes(response.body) == b"abcde"


def test_what_is_no_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="no answer"):
        Response().feed(b"SSH-2.0-x\r\n\r\n")
