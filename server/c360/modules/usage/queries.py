"""Usage as the operator asks for it. Days are UTC days, both included."""

from datetime import date, timedelta
from typing import Any

from c360.core import databases
from c360.customers.models import Unit
from c360.modules.usage.features import KNOWN
from c360.modules.usage.recorder import BOUNDS

GROUPS = {
    "role": "role",
    "branch": "unit_id",
    "week": "to_char(date_trunc('week', hour at time zone 'UTC'), 'YYYY-MM-DD')",
}
SHARES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}
ADDED = ("calls", "failed", "refused", "cache_asked", "cache_hits")

Json = dict[str, Any]


def features(first: date, last: date, by: str, *, is_published: bool = False) -> Json:
    """How often each feature was used, the most used first, with its parts by role, branch or week.

    A week is named by its Monday, a branch by its unit's id. What nobody used stands last, with 0.
    Units have their names where some day is published.
    """
    group = GROUPS[by]
    rows = _rows(
        f"select kind, name, {group}, sum(times)::bigint from app.usage_event"  # noqa: S608
        " where hour >= %s and hour < %s group by 1, 2, 3 order by 1, 2, 3",
        first,
        last,
    )
    found = {known: _unused(*known) for known in KNOWN}
    units = Unit.objects.filter(unit_id__in={key for _, _, key, _ in rows})
    is_named = by == "branch" and is_published
    names = dict(units.values_list("unit_id", "name")) if is_named else {}
    for kind, name, key, times in rows:
        one = found.setdefault((kind, name), _unused(kind, name))
        one["times"] += times
        one["parts"].append({"key": key, "name": names.get(key), "times": times})
    ranked = sorted(found.values(), key=lambda row: (-row["times"], row["kind"], row["name"]))
    return {"first": first, "last": last, "by": by, "results": ranked}


def _unused(kind: str, name: str) -> Json:
    return {"kind": kind, "name": name, "times": 0, "parts": []}


def calls(first: date, last: date) -> Json:
    """Each route's calls, failures and times, the most called first.

    A percentile is the upper bound (ms) of the bucket it falls into, null beyond the last one.
    """
    period = "from app.usage_call where hour >= %s and hour < %s group by 1, 2"
    rows = _rows(
        "select route, method, sum(calls)::bigint,"
        " coalesce(sum(calls) filter (where status >= 500), 0)::bigint,"
        " coalesce(sum(calls) filter (where status between 400 and 499), 0)::bigint,"
        " sum(total_ms)::bigint, sum(cache_asked)::bigint, sum(cache_hits)::bigint"
        f" {period} order by 3 desc, 1, 2",
        first,
        last,
    )
    buckets = _buckets(first, last)
    results = [
        {
            "route": route,
            "method": method,
            "calls": number,
            "failed": failed,
            "refused": refused,
            "mean_ms": round(total / number, 1),
            **_percentiles(buckets[route, method]),
            "cache_asked": asked,
            "cache_hits": hits,
        }
        for route, method, number, failed, refused, total, asked, hits in rows
    ]
    every = [sum(numbers) for numbers in zip(*buckets.values(), strict=True)]
    sums = {name: sum(row[name] for row in results) for name in ADDED}
    return {
        "first": first,
        "last": last,
        "all": {**sums, **_percentiles(every)},
        "results": results,
    }


def _buckets(first: date, last: date) -> dict[tuple[str, str], list[int]]:
    """How many calls of each route and method took how long, by `BOUNDS`."""
    counted = _rows(
        "select route, method, place, sum(number)::bigint from app.usage_call,"
        " unnest(buckets) with ordinality bucket (number, place)"
        " where hour >= %s and hour < %s group by 1, 2, 3",
        first,
        last,
    )
    found: dict[tuple[str, str], list[int]] = {}
    for route, method, place, number in counted:
        found.setdefault((route, method), [0] * (len(BOUNDS) + 1))[place - 1] = number
    return found


def _percentiles(buckets: list[int]) -> Json:
    return {name: percentile(buckets, share) for name, share in SHARES.items()}


def percentile(buckets: list[int], share: float) -> int | None:
    """The bound of the bucket in which that share of the calls is reached."""
    wanted = share * sum(buckets)
    reached = 0
    for bound, number in zip(BOUNDS, buckets, strict=False):
        reached += number
        if reached >= wanted:
            return bound
    return None


def _rows(statement: str, first: date, last: date) -> list[Any]:
    with databases.connection().cursor() as cursor:
        cursor.execute(statement, [first, last + timedelta(1)])
        return list(cursor.fetchall())
