"""What the bench tells of the machine."""

from pathlib import Path

import pytest

from bench.machine import WRITES_BEGIN, reclaimed_after, writes_begin_early


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


@pytest.mark.parametrize(("percent", "number"), [(10, 0), (0, 1 << 30)])
def test_the_system_writes_early_while_it_is_measured_and_then_as_before(
    tmp_path: Path, percent: int, number: int
) -> None:
    ratio, amount = tmp_path / "dirty_background_ratio", tmp_path / "dirty_background_bytes"
    ratio.write_text(f"{percent}\n")
    amount.write_text(f"{number}\n")
    with writes_begin_early(tmp_path):
        assert int(amount.read_text()) == WRITES_BEGIN
    changed = ratio if percent else amount  # the kernel itself sets the other to 0
    assert int(changed.read_text()) == percent + number


def test_a_system_that_may_not_be_changed_is_measured_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with writes_begin_early(tmp_path / "absent"):
        pass
    assert "Looks may wait behind what a load writes" in capsys.readouterr().out
