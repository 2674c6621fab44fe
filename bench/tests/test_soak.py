"""The soak's parts and its page, without a soak."""

from bench import soak
from bench.run import ROOT


def test_every_part_asks_for_files_that_are_there() -> None:
    asked = [word for _, words in soak.PARTS.values() for word in words]
    paths = [word.removeprefix("--ignore=") for word in asked if "/" in word]
    assert len(paths) >= len(soak.PARTS)
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_page_shows_what_was_not_met_and_how_long_each_part_took() -> None:
    row = {"promise": "disk full", "promised": "it says so", "did": "filled it", "times": 3,
           "saw": ["said | nothing", "stopped"], "met": False}  # fmt: skip
    part = {"part": "loads", "what": "kills", "seconds": 80, "passed": False}
    report = {"command": "make soak", "at": "2026-11-25", "seconds": 90, "commit": "abc",
              "cores": 2, "processor": "x", "load_average": [0.1], "rows": [row],
              "parts": [part]}  # fmt: skip
    page = soak._page(report)
    assert "| disk full | it says so | filled it | 3 | said / nothing; stopped | **no** |" in page
    assert "| loads: kills | 80 | **no** |" in page
