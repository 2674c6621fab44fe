"""The soak's parts and its page, without a soak."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench import soak
from bench.run import ROOT


def test_every_part_asks_for_files_that_are_there() -> None:
    asked = [word for _, words in soak.PARTS.values() for word in words]
    paths = [word.removeprefix("--ignore=") for word in asked if "/" in word]
    assert len(paths) >= len(soak.PARTS)
    assert [path for path in paths if not (ROOT / path).exists()] == []


def seen(part: str, commit: str, met: bool) -> dict[str, Any]:
    row = {"promise": f"disk full in {part}", "promised": "it says so", "did": "filled it",
           "times": 3, "saw": ["said | nothing", "stopped"], "met": met}  # fmt: skip
    return {"part": part, "what": "kills", "seconds": 80, "passed": met, "scale": 1.0,
            "at": "2026-11-25", "commit": commit, "cores": 2, "processor": "x",
            "load_average": [0.1], "rows": [row]}  # fmt: skip


def test_the_page_shows_what_was_not_met_and_how_long_each_part_took() -> None:
    page = soak._page([seen("loads", "abc", met=False)])
    row = "| disk full in loads | it says so | filled it | 3 | said / nothing; stopped | **no** |"
    assert row in page
    assert "| loads: kills | 1 | 80 | **no** | 2026-11-25 | `abc` |" in page


def test_a_part_run_again_replaces_itself_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soak, "RESULTS", tmp_path)
    for part, commit in (("faults", "abc"), ("api", "abc"), ("faults", "def")):
        soak._report(seen(part, commit, met=True))
    kept = json.loads((tmp_path / "soak.json").read_text())["parts"]
    assert [(part["part"], part["commit"]) for part in kept] == [("api", "abc"), ("faults", "def")]
