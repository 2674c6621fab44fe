"""One product for all tests of this folder; each leaves it as it found it.

Each test says with `@pytest.mark.fault(row, promise)` which row of the promised table of faults it
causes, and tells `saw` what it did and saw. `make soak` (C360_SOAK names a file) runs them longer
and makes its report of that.
"""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from c360.config.tests.faults.house import House
from c360.config.tests.faults.loads import Loads


@dataclass
class Saw:
    """What a test did, how often, and what it saw."""

    did: str = ""
    times: int = 1
    seen: list[str] = field(default_factory=list)

    def __call__(self, *words: str) -> None:
        """Remember what was seen."""
        self.seen += words


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker breaks the product, another the loads; each one after the other."""
    for item in items:
        if "faults" in item.path.parts:
            group = "faults-loads" if item.path.name == "test_loads.py" else "faults"
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture
def saw(request: pytest.FixtureRequest) -> Saw:
    """Tell it what the soak's report should say."""
    request.node.saw = Saw()
    found: Saw = request.node.saw
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Write a row of the soak's report."""
    report: pytest.TestReport = yield
    mark, file = item.get_closest_marker("fault"), os.environ.get("C360_SOAK")
    if mark is None or not file or (report.when != "call" and report.outcome == "passed"):
        return report
    if report.when == "teardown":
        return report
    said = getattr(item, "saw", Saw())
    failed = [str(report.longrepr)[-300:]] if report.outcome == "failed" else []
    skipped = [str(call.excinfo.value)] if report.outcome == "skipped" and call.excinfo else []
    row = {
        "fault": mark.args[0],
        "promise": mark.args[1],
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


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The product, serving the first day."""
    house = House(tmp_path_factory.mktemp("faults"))
    try:
        house.open()
        yield house
    finally:
        house.close()


@pytest.fixture(scope="session")
def loads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loads]:
    """A database of its own in which loads are killed."""
    loads = Loads(tmp_path_factory.mktemp("loads"))
    try:
        loads.open()
        yield loads
    finally:
        loads.close()
