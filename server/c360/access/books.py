"""What users write of a book (contacts, tags): no answer that shows it is kept past a write of it.

Each book has a version in the sessions Redis. An answer is kept under the versions that its
session's check found, so before its rows were read. Who writes says so before the commit
(`note_writing`): from then on until the request is over (`settle`) nothing is kept of the book, and
what was kept before stands under a version that is past. Customers move between books from day to
day: `settle` names the day written on, so that a reader of a newer one is not left behind.
"""

import threading
from collections.abc import Iterable

from c360.access import store

EVERY = "all"  # in the place of a book: every book there is
_of_thread = threading.local()


def _key(book: int | str) -> str:
    return f"s:book:{book}"


def note_writing(books: Iterable[int | str]) -> None:
    """From now on keep nothing of these books until `settle`; RedisError when that cannot be said.

    To be called in the transaction of the write, or before it.
    """
    keys = sorted({_key(book) for book in books})
    if keys:
        store.run("writing", keys, [store.new_version(), store.WROTE_FOR * 1000])
        _of_thread.writing = [*getattr(_of_thread, "writing", ()), *keys]


def settle(generation: int, log: int) -> None:
    """What this thread wrote of books is committed, or never will be; RedisError as above.

    `generation` is that of the publication it was written in, `log` up to where the primary's log
    holds it (0 without replicas).
    """
    keys: list[str] = getattr(_of_thread, "writing", [])
    if keys:
        _of_thread.writing = []
        arguments = [store.new_version(), store.WROTE_FOR * 1000, generation, log]
        store.run("written", [store.GENERATION, _key(EVERY), *keys], arguments)
