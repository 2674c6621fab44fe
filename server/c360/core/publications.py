"""The pointer: which publication is served now, read with one short query a second."""

import threading
import time
from dataclasses import dataclass

from django.db import DatabaseError, connections

from c360.core.pointer import Publication

FRESH_FOR = 1.0  # seconds a process may serve from its own copy of the pointer


@dataclass
class _Copy:
    publication: Publication | None = None
    read_at: float = float("-inf")


_copy = _Copy()
_lock = threading.Lock()


def current(*, at_least: int = 0) -> Publication | None:
    """The publication with the highest generation, or None before the first night.

    The process's copy is at most a second old, and never older than generation `at_least`
    where the database has that one. While the database is down the last copy stands.
    """
    copy = _copy.publication
    fresh = time.monotonic() - _copy.read_at < FRESH_FOR
    if fresh and (copy.generation if copy else 0) >= at_least:
        return copy
    with _lock:
        return _refresh(at_least)


def _refresh(at_least: int) -> Publication | None:
    copy = _copy.publication
    fresh = time.monotonic() - _copy.read_at < FRESH_FOR
    if fresh and (copy.generation if copy else 0) >= at_least:
        return copy  # another thread read it while this one waited
    try:
        found = _read()
    except DatabaseError:
        if copy is None:
            raise
        found = copy
    if copy is None or (found is not None and found.generation >= copy.generation):
        _copy.publication = found
    _copy.read_at = time.monotonic()
    return _copy.publication


def _read() -> Publication | None:
    with connections["default"].cursor() as cursor:
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
