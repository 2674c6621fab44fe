"""The harness's arithmetic: percentiles, arrivals, and when a figure meets its goal."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values do not exceed.

    Nearest rank: always a value that was measured. ValueError for no values.
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def poisson_schedule(rate: float, seconds: float, seed: int) -> list[float]:
    """Times in [0, seconds) of arrivals at `rate` a second, independent of one another."""
    draw = random.Random(seed)
    times: list[float] = []
    at = draw.expovariate(rate)
    while at < seconds:
        times.append(at)
        at += draw.expovariate(rate)
    return times


@dataclass(frozen=True)
class Figure:
    """One measured figure: the median of `runs`, beside its floor and its goal.

    `at_least` turns the goal round: the value must reach it. A figure without a goal is told, not
    judged.
    """

    name: str
    unit: str
    runs: tuple[float, ...]
    floor: float | None = None
    goal: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def value(self) -> float:
        """The median of the runs."""
        return median(self.runs)

    @property
    def met(self) -> bool | None:
        """Whether the median meets the goal; None where there is none."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def as_json(self) -> dict[str, Any]:
        """As it stands in bench/results/*.json."""
        return {
            "name": self.name,
            "value": rounded(self.value),
            "floor": None if self.floor is None else rounded(self.floor),
            "goal": self.goal,
            "goal_is": "at least" if self.at_least else "at most",
            "met": self.met,
            "unit": self.unit,
            "spread": [rounded(min(self.runs)), rounded(max(self.runs))],
            "runs": len(self.runs),
            "note": self.note,
        }


def rounded(value: float) -> float:
    """Four significant digits, whole from a thousand on."""
    if value == 0 or not math.isfinite(value):
        return value
    digits = 3 - math.floor(math.log10(abs(value)))
    return round(value, max(0, digits))
