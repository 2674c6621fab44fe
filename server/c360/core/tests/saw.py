"""What a test of a promise did and saw, for the report of `make soak`.

A test says with `@pytest.mark.promise(what, promised)` which promise it proves, and tells `saw`
what it did. `make soak` (C360_SOAK names a file) runs such tests longer, shows how far each is,
and makes its report of what they said.
"""

import json
import os
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

EVERY = 10.0  # seconds between two lines that say how far a test is


@dataclass
class Saw:
    """What a test did, how often, and what it saw."""

    did: str = ""
    times: int = 1
    seen: list[str] = field(default_factory=list)
    said_at: float = field(default_factory=time.monotonic)

    def __call__(self, *words: str) -> None:
        """Remember what was seen."""
        self.seen += words

    def reached(self, done: int, of: int) -> None:
        """In the soak, say now and then how far the test is, past pytest's capture of output."""
        now = time.monotonic()
        if os.environ.get("C360_SOAK") and now - self.said_at > EVERY:
            self.said_at = now
            os.write(2, f"\n    {time.strftime('%H:%M:%S')} {done:,} of {of:,} ".encode())


def at_scale(short: int, long: int) -> int:
    """How often: `short` in `make test`, `long` times SOAK_SCALE in `make soak`."""
    if not os.environ.get("C360_SOAK"):
        return short
    return max(short, round(long * float(os.environ.get("SOAK_SCALE", "1"))))


@pytest.fixture
def saw(request: pytest.FixtureRequest) -> Saw:
    """Tell it what the soak's report should say."""
    request.node.saw = Saw()
    found: Saw = request.node.saw
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Write a row of the soak's report."""
    report = yield
    mark, file = item.get_closest_marker("promise"), os.environ.get("C360_SOAK")
    if mark is None or not file or (report.when != "call" and report.outcome == "passed"):
        return report
    if report.when == "teardown":
        return report
    said = getattr(item, "saw", Saw())
    failed = [str(report.longrepr)[-300:]] if report.outcome == "failed" else []
    skipped = [str(call.excinfo.value)] if report.outcome == "skipped" and call.excinfo else []
    row = {
        "promise": mark.args[0],
        "promised": mark.args[1],
        "test": item.nodeid.rpartition("/")[2],
        "did": said.did,
        "times": said.times,
        "saw": [*said.seen, *failed, *skipped],
        "met": {"passed": True, "failed": False}.get(report.outcome),
        "seconds": round(report.duration, 1),
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }
    with Path(file).open("a") as lines:
        lines.write(json.dumps(row) + "\n")
    return report
