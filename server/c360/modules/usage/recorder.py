"""Counting without slowing: a request adds to a counter in memory, a thread writes them down.

What is counted: a call by route, method, status, role and unit with its time; an event by kind
and name. No path, no query, no user name, no customer ever comes here.
"""

import logging
import threading
import time
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from c360.core.viewer import Viewer
from c360.modules.usage import analytics

log = logging.getLogger(__name__)
# Upper bounds of the time buckets in ms; one more bucket holds what took longer.
BOUNDS = (1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1000, 2000, 5000)
FLUSH_EVERY = 30.0  # seconds
MOST_KEYS = 20_000  # beyond, counts are dropped and the loss is logged
TEND_EVERY = 6 * 3600.0
CACHE_HIT = "c360; hit"  # how the Cache-Status of an answer from the cache begins

CallKey = tuple[datetime, str, str, int, str, str]
EventKey = tuple[datetime, str, str, str, str]


@dataclass
class Times:
    """Calls of one key: how many, their time, how many fell into each bucket, and the cache's part.

    `cache_asked` went through the answer cache, `cache_hits` of them were answered from it.
    """

    calls: int = 0
    total_ms: float = 0.0
    buckets: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    cache_asked: int = 0
    cache_hits: int = 0


@dataclass
class Counts:
    """What waits to be written."""

    calls: dict[CallKey, Times] = field(default_factory=dict)
    events: dict[EventKey, int] = field(default_factory=dict)
    lost: int = 0


_lock = threading.Lock()
_counts = Counts()
_thread: threading.Thread | None = None
_tended = float("-inf")


def _hour() -> datetime:
    return _start_of_hour(int(time.time()) // 3600)


@lru_cache(maxsize=2)
def _start_of_hour(number: int) -> datetime:
    """The start of an hour by its number since 1970."""
    return datetime.fromtimestamp(number * 3600, UTC)


def note_call(
    viewer: Viewer | None, route: str, method: str, status: int, ms: float, cache: str = ""
) -> None:
    """Count one call; costs a few microseconds. `cache` is the answer's Cache-Status."""
    role, unit = (viewer.role, viewer.unit_id or "") if viewer else ("none", "")
    key = (_hour(), route, method, status, role, unit)
    with _lock:
        times = _counts.calls.get(key)
        if times is None:
            if len(_counts.calls) >= MOST_KEYS:
                _counts.lost += 1
                return
            times = _counts.calls[key] = Times()
        times.calls += 1
        times.total_ms += ms
        times.buckets[bisect_left(BOUNDS, ms)] += 1
        if cache:
            times.cache_asked += 1
            times.cache_hits += cache.startswith(CACHE_HIT)
    _start()


def note_event(viewer: Viewer, kind: str, name: str) -> None:
    """Count one event of the browser."""
    key = (_hour(), kind, name, viewer.role, viewer.unit_id or "")
    with _lock:
        if key not in _counts.events and len(_counts.events) >= MOST_KEYS:
            _counts.lost += 1
            return
        _counts.events[key] = _counts.events.get(key, 0) + 1
    _start()


def _start() -> None:
    """The writing thread begins with the first count, in the process that serves."""
    global _thread
    if _thread is not None and _thread.is_alive():
        return
    with _lock:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_run, name="usage", daemon=True)
            _thread.start()


def _run() -> None:
    while True:
        time.sleep(FLUSH_EVERY)
        try:
            flush()
        except Exception:
            log.exception("usage: counts are lost; counting goes on")


def flush() -> None:
    """Write the counts down. While the database is away they are dropped: answers come first."""
    global _counts
    with _lock:
        taken, _counts = _counts, Counts()
    if taken.lost:
        log.warning("usage: %s counts were too many to keep", taken.lost)
    if not taken.calls and not taken.events:
        return
    try:
        _write(taken)
    except DatabaseError as error:
        log.warning("usage: counts of %s s are lost: %s", FLUSH_EVERY, type(error).__name__)
    finally:
        connections["default"].close()
    analytics.send(taken.events)


def _write(taken: Counts) -> None:
    global _tended
    with connections["default"].cursor() as cursor:
        if time.monotonic() - _tended > TEND_EVERY:
            cursor.execute("select app.tend_usage(%s)", [settings.C360_USAGE_MONTHS])
            _tended = time.monotonic()
        if taken.calls:
            cursor.executemany(
                "insert into app.usage_call values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                [
                    (
                        *(*key, one.calls, round(one.total_ms), one.buckets),
                        *(one.cache_asked, one.cache_hits),
                    )
                    for key, one in taken.calls.items()
                ],
            )
        if taken.events:
            cursor.executemany(
                "insert into app.usage_event values (%s, %s, %s, %s, %s, %s)",
                [(*key, times) for key, times in taken.events.items()],
            )


class UsageMiddleware:
    """Counts every answer of a known route with its time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        response = self.get_response(request)
        if request.resolver_match is not None:
            note_call(
                getattr(request, "viewer", None),
                request.resolver_match.route,
                str(request.method),
                response.status_code,
                (time.perf_counter() - begun) * 1000,
                response.get("Cache-Status", ""),
            )
        return response
