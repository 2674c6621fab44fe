"""A look shows on the customer's access log soon after it, with the worker's own sealer."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from .conftest import Someone

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
SOON = 5.0  # seconds
STARTED = 90.0  # seconds


@pytest.fixture
def worker(served: object) -> Iterator[None]:
    """`c360 worker`, stopped before the tables are emptied."""
    command = [sys.executable, "-m", "c360.config.cli", "worker"]
    process = subprocess.Popen(command, env={**os.environ, "C360_NIGHTLY_AT": "never"})
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def test_a_look_is_on_the_access_log_within_five_seconds(
    worker: None, as_user: Callable[[str], Someone]
) -> None:
    rm = as_user("meera.deshpande")
    _wait_for_the_worker(rm)
    took = [_look_and_wait(rm, f"sealed-soon-{n}", SOON * 2) for n in range(3)]
    assert max(took) <= SOON


def _log(rm: Someone) -> list[str]:
    """The newest request ids on the access log; asking is itself a look, so there are many."""
    _, answer = rm.get("customers/200000/access-log?limit=200")
    return [row["request_id"] for row in answer["results"]]


def _wait_for_the_worker(rm: Someone) -> None:
    """Until the log shows anything new: the first looks pass by while the worker starts."""
    before, until = _log(rm)[:1], time.monotonic() + STARTED
    while _log(rm)[:1] == before:
        assert time.monotonic() < until, f"nothing new is on the access log after {STARTED} s"
        time.sleep(0.2)


def _look_and_wait(rm: Someone, request_id: str, most: float) -> float:
    """Look at a customer; how many seconds until the access log has that look."""
    started = time.monotonic()
    assert rm.get("customers/200000", **{"X-Request-Id": request_id})[0] == 200
    while time.monotonic() - started < most:
        if request_id in _log(rm):
            return time.monotonic() - started
        time.sleep(0.2)
    raise AssertionError(f"{request_id} is not on the access log after {most} s")
