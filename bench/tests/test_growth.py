"""What the results of several sizes say beside each other."""

import json
from pathlib import Path
from typing import Any

from bench.growth import latencies, table, thorough


def _of(**values: float) -> dict[str, dict[str, Any]]:
    return {
        name: {"name": name, "value": value, "unit": "s" if "wall" in name else "ms"}
        for name, value in values.items()
    }


SIZES = {
    100_000: _of(**{"search, p99": 8.0, "first-load, wall": 20.0, "job, p99 at 900/s": 1.0}),
    1_000_000: _of(**{"search, p99": 9.0, "first-load, wall": 150.0, "job, p99 at 700/s": 2.0}),
    8_000_000: _of(**{"search, p99": 10.0, "first-load, wall": 1600.0, "alone, p99": 3.0}),
}


def test_an_answer_of_the_largest_bank_stands_beside_that_of_the_smallest() -> None:
    assert "| search, p99 | 8.0 | 9.0 | 10.0 | 1.25 |" in table(SIZES)


def test_a_load_is_compared_by_customer() -> None:
    assert "| first-load, wall | 20.0 | 150.0 | 1600.0 | 1.00 a customer |" in table(SIZES)


def test_what_one_size_has_alone_or_at_a_rate_of_its_own_is_left_out() -> None:
    assert latencies(SIZES) == ["search, p99"]


def test_a_short_run_is_not_compared_with_thorough_ones(tmp_path: Path) -> None:
    for size, figures in SIZES.items():
        told = {"customers": size, "thorough": size > 100_000, "figures": [*figures.values()]}
        (tmp_path / f"{size}.json").write_text(json.dumps(told))
    assert [*thorough(tmp_path)] == [1_000_000, 8_000_000]
