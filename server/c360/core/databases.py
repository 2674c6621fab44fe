"""Which PostgreSQL answers: the primary, or a replica that has what the answer needs.

Where replicas are configured, each database is watched by a thread of its own: how far its write-
ahead log is, and which publication its pointer names. So choosing one asks none. What a request
writes goes to the primary; what it reads comes from one database, in one transaction.
"""

import itertools
import logging
import threading
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import psycopg
from django.conf import settings
from django.db import InterfaceError, OperationalError, connections
from django.db.models import Model
from psycopg_pool import PoolTimeout

log = logging.getLogger(__name__)
T = TypeVar("T")

PRIMARY = "default"
WATCH_EVERY = 0.5  # seconds
STALE = 4.0  # seconds after which a database that told nothing new counts as down
DOWN_FOR = 1.0  # seconds in which a database that failed a reader is left alone
REMEMBERED = 1200  # places of the primary's log, one each WATCH_EVERY
_STATE = (
    "select pg_is_in_recovery(), (case when pg_is_in_recovery() then pg_last_wal_replay_lsn()"
    " else pg_current_wal_insert_lsn() end - '0/0')::bigint,"
    " (select coalesce(max(generation), 0) from app.publication)"
)
_of_thread = threading.local()
_reading: ContextVar[str] = ContextVar("reading", default="")


@dataclass(frozen=True)
class Seen:
    """What a database said of itself at a time (monotonic); `log` in bytes of its log."""

    at: float
    is_replica: bool
    log: int
    generation: int


def replicas() -> tuple[str, ...]:
    """The aliases of the replicas; none where there is only the primary."""
    return tuple(alias for alias in settings.DATABASES if alias.startswith("replica"))


def reading() -> str:
    """The database that this answer's transaction is in; the primary outside of one."""
    return _reading.get() or PRIMARY


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    """What is read within comes from that database."""
    token = _reading.set(alias)
    try:
        yield
    finally:
        _reading.reset(token)


def connection() -> Any:
    """The connection of `reading()`."""
    return connections[reading()]


class Router:
    """Django's router: models are where the answer's transaction is."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """As `reading`, None (Django's own choice) outside of an answer."""
        return _reading.get() or None

    # One transaction, one database: a replica refuses what should not be written there.
    db_for_write = db_for_read


class _Watch:
    """One database's thread and what it saw last."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self.seen: Seen | None = None
        self.failed_at = float("-inf")
        self.has_asked = threading.Event()
        threading.Thread(target=self._run, name=f"watch-{alias}", daemon=True).start()

    def is_up(self) -> bool:
        """Whether it answered lately, and no reader failed there since."""
        now = time.monotonic()
        if self.seen is None or now - self.seen.at > STALE:
            return False
        if self.alias == PRIMARY and self.seen.is_replica:
            return False
        return now - self.failed_at > DOWN_FOR

    def _run(self) -> None:
        while True:
            with suppress(psycopg.Error), self._connect() as asked:
                while True:
                    self._ask(asked)
                    time.sleep(WATCH_EVERY)
            self.has_asked.set()
            if self.seen is not None:
                log.warning("the database %s does not answer", self.alias)
            self.seen = None
            time.sleep(WATCH_EVERY)

    def _connect(self) -> "psycopg.Connection[tuple[Any, ...]]":
        given = connections[self.alias].get_connection_params()
        known = ("host", "port", "dbname", "user", "password")
        return psycopg.connect(
            **{name: given[name] for name in known if name in given},
            autocommit=True,
            connect_timeout=2,
            options="-c statement_timeout=2000",
        )

    def _ask(self, asked: "psycopg.Connection[tuple[Any, ...]]") -> None:
        row = asked.execute(_STATE).fetchone()
        if row is None:
            return
        self.seen = Seen(time.monotonic(), *row)
        if self.alias == PRIMARY:
            _told.add(self.seen)
        self.has_asked.set()


class _Told:
    """How far the primary's log was at which time: so a replica's lag needs no clock of its own."""

    def __init__(self) -> None:
        self._at: list[float] = []
        self._log: list[int] = []

    def add(self, seen: Seen) -> None:
        """Remember one more place, and that places before REMEMBERED are past."""
        if self._log and seen.log <= self._log[-1]:
            return  # nothing was written: whoever had the last place has all
        self._at = [*self._at[-REMEMBERED:], seen.at]
        self._log = [*self._log[-REMEMBERED:], seen.log]

    def lag(self, replayed: int) -> float:
        """For how many seconds the primary has had more than that; 0 where it has not."""
        at, logs = self._at, self._log
        place = bisect_right(logs, replayed)
        return time.monotonic() - at[place] if place < min(len(at), len(logs)) else 0.0


_told = _Told()
_turn = itertools.count()
_lock = threading.Lock()


@cache
def _watch_of(alias: str) -> _Watch:
    return _Watch(alias)


def _watch(alias: str) -> _Watch:
    with _lock:
        watch = _watch_of(alias)
    watch.has_asked.wait(WATCH_EVERY * 4)  # a process that has just begun
    return watch


def primary_is_down() -> bool:
    """Whether the primary is known not to answer; False where nothing watches it."""
    return bool(replicas()) and not _watch(PRIMARY).is_up()


def for_reading(*, generation: int = 0, log: int = 0) -> Sequence[str]:
    """The databases that can give an answer now, the best first; none where none can.

    It must have the publication `generation`, and have replayed the place `log` up to which the
    viewer wrote. A replica that lags behind is used only while the primary is down.
    """
    if not replicas():
        return (PRIMARY, PRIMARY)  # again: a connection may have died in the pool
    able = [(alias, seen) for alias in _in_turn() if (seen := _able(alias, generation, log))]
    if primary_is_down():
        return [alias for alias, _ in able]
    near = [a for a, seen in able if _told.lag(seen.log) <= settings.C360_PG_REPLICA_LAG]
    return [*near, PRIMARY]


def newest() -> Sequence[str]:
    """The databases for what must be newest: the primary, and while it is down the replicas."""
    if not replicas():
        return (PRIMARY, PRIMARY)
    seen = [(found, alias) for alias in replicas() if (found := _able(alias, 0, 0))]
    behind = [alias for _, alias in sorted(seen, key=lambda pair: -pair[0].log)]
    return behind if primary_is_down() else [PRIMARY, *behind]


def _in_turn() -> list[str]:
    known = replicas()
    first = next(_turn) % len(known)
    return [*known[first:], *known[:first]]


def _able(alias: str, generation: int, log: int) -> Seen | None:
    watch = _watch(alias)
    seen = watch.seen
    if seen is None or not watch.is_up() or seen.generation < generation or seen.log < log:
        return None
    return seen


def ask(aliases: Sequence[str], work: Callable[[], T]) -> T:
    """`work` in the first of these databases that answers; OperationalError when none does.

    The work only reads: it may be begun again elsewhere.
    """
    _of_thread.has_asked = True
    for place, alias in enumerate(aliases):
        try:
            with reading_from(alias):
                return work()
        except (OperationalError, InterfaceError) as error:
            _note_failure(alias, error)
            if place == len(aliases) - 1:
                raise
    raise OperationalError("no database that has what this answer needs answers")


def _note_failure(alias: str, error: Exception) -> None:
    """Leave a database that failed alone for a moment, and its dead connections for good."""
    if isinstance(error.__cause__, PoolTimeout):
        return  # busy, or down for longer: the watch knows
    log.warning("reading from %s failed: %s", alias, type(error.__cause__ or error).__name__)
    if replicas():
        _watch(alias).failed_at = time.monotonic()
    pool = getattr(connections[alias], "pool", None)
    if pool is not None:
        pool.check()


def require_primary() -> None:
    """OperationalError at once, instead of after a pool's wait, where the primary is down."""
    if primary_is_down():
        raise OperationalError("the primary does not answer")


def written_up_to() -> int:
    """Up to where the primary's log holds what this request wrote; 0 without replicas."""
    if not replicas():
        return 0
    with connections[PRIMARY].cursor() as cursor:
        cursor.execute("select (pg_current_wal_insert_lsn() - '0/0')::bigint")
        return int(cursor.fetchone()[0])


def release() -> None:
    """Give this thread's connections back to their pools."""
    for one in connections.all(initialized_only=True):
        if one.connection is not None:
            one.close()


def release_asked() -> None:
    """The same, at once where `ask` was not called since."""
    if getattr(_of_thread, "has_asked", False):
        _of_thread.has_asked = False
        release()
