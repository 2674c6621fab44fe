"""The pointer: which publication is served now, read with one short query a second."""

import threading
import time
from dataclasses import dataclass

from django.db import DatabaseError

from c360.core import databases
from c360.core.pointer import Publication

FRESH_FOR = 0.5  # seconds a process may serve from its own copy of the pointer


@dataclass
class _Copy:
    publication: Publication | None = None
    read_at: float = float("-inf")


_copy = _Copy()
_lock = threading.Lock()


def kept() -> Publication | None:
    """The process's copy while it is fresh; None where only `current`, which asks, can tell."""
    return _copy.publication if time.monotonic() - _copy.read_at < FRESH_FOR else None


def current(*, at_least: int = 0) -> Publication | None:
    """The publication with the highest generation, or None before the first night.

    The process's copy is at most FRESH_FOR old, and never older than generation `at_least`
    where the database has that one. While the database is down the last copy stands, and only
    one reader at a time waits for it.
    """
    copy = _copy.publication
    fresh = time.monotonic() - _copy.read_at < FRESH_FOR
    if fresh and (copy.generation if copy else 0) >= at_least:
        return copy
    has_enough = copy is not None and copy.generation >= at_least
    if not _lock.acquire(blocking=not has_enough):
        return copy
    try:
        return _refresh(at_least)
    finally:
        _lock.release()


def _refresh(at_least: int) -> Publication | None:
    copy = _copy.publication
    fresh = time.monotonic() - _copy.read_at < FRESH_FOR
    if fresh and (copy.generation if copy else 0) >= at_least:
        return copy  # another thread read it while this one waited
    try:
        found = databases.ask(databases.newest(), _read)
    except DatabaseError:
        if copy is None:
            raise
        found = copy
    if copy is None or (found is not None and found.generation >= copy.generation):
        _copy.publication = found
    _copy.read_at = time.monotonic()
    return _copy.publication


def _read() -> Publication | None:
    with databases.connection().cursor() as cursor:
        cursor.execute(
            "select generation, schema, as_of, published_at from app.publication"
            " order by generation desc limit 1"
        )
        row = cursor.fetchone()
    return Publication(*row) if row else None


def forget() -> None:
    """Drop the process's copy: the next reader asks the database."""
    with _lock:
        _copy.publication = None
        _copy.read_at = float("-inf")
