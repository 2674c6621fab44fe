"""What the bench tells of the machine."""

from pathlib import Path

import pytest

from bench.machine import reclaimed_after


@pytest.mark.parametrize(("action", "seconds"), [("pageout", 60.0), ("stat", None)])
def test_a_kernel_that_takes_untouched_pages_is_told(
    tmp_path: Path, action: str, seconds: float | None
) -> None:
    context = tmp_path / "0" / "contexts" / "0"
    for name, text in (
        ("monitoring_attrs/intervals/aggr_us", "5000000"),
        ("schemes/0/action", action),
        ("schemes/0/access_pattern/age/min", "12"),
        ("schemes/nr_schemes", "1"),
    ):
        (context / name).parent.mkdir(parents=True, exist_ok=True)
        (context / name).write_text(f"{text}\n")
    assert reclaimed_after(tmp_path) == seconds


def test_a_kernel_without_such_a_monitor_takes_none(tmp_path: Path) -> None:
    assert reclaimed_after(tmp_path / "absent") is None
