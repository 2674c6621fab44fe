"""The answer cache: bytes by publication, audience, route and parameters; never invalidated.

A value carries the hash of the audience it was made for, and is used only for that one. While
the cache is down, answers come from PostgreSQL: equal requests of a process share one query.
"""

import hashlib
import logging
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from c360.core import lines, steps
from c360.core.pointer import Publication
from c360.core.steps import Ask, Steps
from c360.core.viewer import Viewer
from c360.http.metrics import CACHE_FAILURES

log = logging.getLogger(__name__)

T = TypeVar("T")

KEPT_FOR = 6 * 3600  # seconds
LOCK_FOR = 5_000  # milliseconds: the longest that others wait for one answer
POLL_EVERY = 0.01  # seconds
_RETRY_AFTER_FAILURE = 1.0  # seconds in which a failed cache is not asked again
_HASH = 64  # characters of the audience's hash
_STAMP = 13  # digits of the time of making, in ms
_START = _HASH + _STAMP + 1  # then the coding's letter, then the content


@dataclass(frozen=True)
class Body:
    """An answer's bytes in one of the codings of `coding`."""

    coding: bytes
    content: bytes


@dataclass(frozen=True)
class Cached:
    """An answer's bytes; `status` is hit, miss, collapsed (waited for an equal request) or bypass.

    `age` and `ttl` are seconds.
    """

    body: Body
    status: str
    age: int
    ttl: int


def key_of(
    viewer: Viewer, publication: Publication, route: str, params: str, accepted: bytes
) -> str:
    """The cache key; `params` holds path parameters and the sorted query."""
    parts = (viewer.scope_hash, route, params, accepted.decode())
    rest = hashlib.sha256("\x00".join(parts).encode()).hexdigest()
    return f"a:{publication.schema}:{publication.generation}:{rest}"


@cache
def store() -> Redis:
    """The connection pool of this process to the cache Redis."""
    return Redis.from_url(
        settings.C360_REDIS_CACHE_URL,
        socket_timeout=0.25,
        socket_connect_timeout=0.25,
        retry=Retry(NoBackoff(), 0),
    )


class _Flights:
    """Equal requests of one process: the first makes the answer, the others take it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, Future[Cached]] = {}

    def share(self, key: str, make: Callable[[], Cached]) -> tuple[Cached, bool]:
        """The answer, and whether this caller made it; if the maker fails, each makes its own."""
        with self._lock:
            flight = self._waiting.get(key)
            leads = flight is None
            if flight is None:
                flight = self._waiting[key] = Future()
        if not leads:
            try:
                return flight.result(timeout=LOCK_FOR / 1000), False
            except Exception:
                return make(), True
        try:
            flight.set_result(make())
        except BaseException as error:
            flight.set_exception(error)
        finally:
            with self._lock:
                del self._waiting[key]
        return flight.result(), True


_flights = _Flights()
_down_until = 0.0


def answer(viewer: Viewer, key: str, make: Callable[[], Body], *, missed: bool = False) -> Cached:
    """The answer under `key`: from the cache, else made once by `make` and kept.

    `missed`: the cache was asked just now and has none.
    """
    found = None if missed else read(viewer, key)
    if found is not None:
        return found
    made, is_mine = _flights.share(key, lambda: _make_once(viewer, key, make))
    return made if is_mine else Cached(made.body, "collapsed", made.age, made.ttl)


def _make_once(viewer: Viewer, key: str, make: Callable[[], Body]) -> Cached:
    mark = secrets.token_hex(8).encode()
    holds = _take_lock(key, mark)
    if holds is False:
        found = _wait(viewer, key)
        if found is not None:
            return Cached(found.body, "collapsed", found.age, found.ttl)
    kept = False
    try:
        body = make()
        kept = _write(viewer, key, body)
    finally:
        if holds and not kept:  # who finds the answer asks for no lock; it runs out by itself
            _release_lock(key, mark)
    return Cached(body, "miss" if kept else "bypass", 0, KEPT_FOR if kept else 0)


def _wait(viewer: Viewer, key: str) -> Cached | None:
    """Wait for another process's answer; None when it does not come."""
    until = time.monotonic() + LOCK_FOR / 1000
    while time.monotonic() < until:
        time.sleep(POLL_EVERY)
        found = read(viewer, key)
        if found is not None:
            return found
        if not _guarded(lambda: lines.ask(store(), "EXISTS", f"{key}:lock")):
            return read(viewer, key)
    return None


def _guarded(call: Callable[[], T]) -> T | None:
    """`call()`, or None while the cache is down."""
    if time.monotonic() < _down_until:
        return None
    try:
        return call()
    except RedisError as error:
        _note_failure(error)
        return None


def _note_failure(error: RedisError) -> None:
    global _down_until
    _down_until = time.monotonic() + _RETRY_AFTER_FAILURE
    CACHE_FAILURES.inc()
    log.warning("answer cache unavailable: %s", type(error).__name__)


def read(viewer: Viewer, key: str) -> Cached | None:
    """As `reading`, in this thread."""
    return steps.run(reading(viewer, key))


def reading(viewer: Viewer, key: str) -> Steps[Cached | None]:
    """The answer kept under `key` for this viewer's audience; None where there is none."""
    if time.monotonic() < _down_until:
        return None
    try:
        value = yield Ask(store(), ("GET", key))
    except RedisError as error:
        _note_failure(error)
        return None
    if not isinstance(value, bytes) or len(value) < _START:
        return None
    if value[:_HASH] != viewer.scope_hash.encode():
        log.error("an answer in the cache belongs to another audience; it is not used")
        return None
    age = max(0, int(time.time() - int(value[_HASH : _HASH + _STAMP]) / 1000))
    body = Body(value[_START - 1 : _START], value[_START:])
    return Cached(body, "hit", age, max(0, KEPT_FOR - age))


def _write(viewer: Viewer, key: str, body: Body) -> bool:
    stamp = f"{int(time.time() * 1000):0{_STAMP}d}"
    value = viewer.scope_hash.encode() + stamp.encode() + body.coding + body.content
    return bool(_guarded(lambda: lines.ask(store(), "SET", key, value, "EX", KEPT_FOR)))


def _take_lock(key: str, mark: bytes) -> bool | None:
    """True: ours. False: another process makes this answer. None: the cache is down."""

    def take() -> bool:
        return bool(lines.ask(store(), "SET", f"{key}:lock", mark, "NX", "PX", LOCK_FOR))

    return _guarded(take)


def _release_lock(key: str, mark: bytes) -> None:
    """Release the lock if it is still ours (it may have run out and be another's)."""

    def release() -> None:
        if lines.ask(store(), "GET", f"{key}:lock") == mark:
            lines.ask(store(), "DEL", f"{key}:lock")

    _guarded(release)


def count() -> int:
    """How many answers are kept."""
    return sum(1 for _ in store().scan_iter("a:*", count=1000))


def forget() -> int:
    """Drop every answer; how many. A key does not tell whose answer it is."""
    return sum(int(store().delete(key)) for key in store().scan_iter("a:*", count=1000))
