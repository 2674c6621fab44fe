"""The harness's arithmetic."""

import itertools
import random

import pytest

from bench.front_figures import rounds
from bench.loads import mixed_days
from bench.report import part_table, time_table
from bench.stats import Figure, percentile, poisson_schedule, rounded


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(n) for n in range(1, 101)]
    random.Random(1).shuffle(values)
    assert percentile(values, 0.5) == 50
    assert percentile(values, 0.99) == 99
    assert percentile(values, 1.0) == 100
    assert percentile([7.0], 0.99) == 7
    assert percentile([1.0, 2.0], 0.51) == 2


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_arrivals_come_at_the_rate_and_are_independent() -> None:
    times = poisson_schedule(100, 100, seed=3)
    assert 9_700 < len(times) < 10_300
    assert times == sorted(times)
    assert times[-1] < 100
    gaps = [after - before for before, after in itertools.pairwise(times)]
    mean = sum(gaps) / len(gaps)
    deviation = (sum((gap - mean) ** 2 for gap in gaps) / len(gaps)) ** 0.5
    assert deviation == pytest.approx(mean, rel=0.05)  # exponential: deviation equals mean


def test_the_same_seed_gives_the_same_arrivals() -> None:
    assert poisson_schedule(10, 5, seed=1) == poisson_schedule(10, 5, seed=1)
    assert poisson_schedule(10, 5, seed=1) != poisson_schedule(10, 5, seed=2)


def test_a_figure_is_judged_by_its_median_and_not_its_best_run() -> None:
    assert Figure("p99", "ms", (10.0, 30.0, 31.0), goal=25).met is False
    assert Figure("p99", "ms", (10.0, 25.0, 90.0), goal=25).met is True


def test_a_goal_to_reach_is_not_a_goal_to_stay_under() -> None:
    assert Figure("rate", "1/s", (2.0,), goal=3, at_least=True).met is False
    assert Figure("rate", "1/s", (3.0,), goal=3, at_least=True).met is True


def test_a_figure_without_a_goal_is_not_judged() -> None:
    assert Figure("wall", "s", (2.0,)).met is None


def test_the_spread_is_the_least_and_the_greatest_run() -> None:
    assert Figure("p99", "ms", (3.0, 1.0, 2.0)).as_json()["spread"] == [1.0, 3.0]


def test_figures_have_four_digits() -> None:
    assert rounded(1234567.8) == 1234568
    assert rounded(12.34567) == 12.35
    assert rounded(0.0012344) == 0.001234
    assert rounded(0.0) == 0


def test_an_answer_of_an_older_day_after_a_newer_one_was_seen_is_counted() -> None:
    assert mixed_days([(0, 1, "a"), (2, 3, "b"), (4, 5, "a")]) == 1


def test_answers_on_their_way_together_may_differ_in_their_day() -> None:
    assert mixed_days([(0, 3, "b"), (1, 2, "a"), (4, 5, "b")]) == 0


def test_requests_that_overlap_are_one_round() -> None:
    spans = [(0, 10), (1, 5), (2, 30), (31, 40)]
    entries = [{"name": "/api/x", "start": start, "end": end} for start, end in spans]
    assert rounds([*entries, {"name": "/main.js", "start": 50, "end": 60}]) == 2


def test_the_results_tell_how_long_each_step_took_and_all() -> None:
    found = {"generate": {"seconds_of_step": 6.4}, "truth": {"seconds_of_step": 61.3}}
    rows = time_table(found)
    assert rows[2:] == ["| generate | 6 |", "| truth | 61 |", "| all | 68 |"]


def test_the_parts_of_a_table_stand_in_one_row() -> None:
    parts = [("build", "figures", 2.0), ("copy", "figures", 1.0), ("copy", "figures", 0.5)]
    assert "| figures | 2.00 | 1.50 |" in part_table(parts)
