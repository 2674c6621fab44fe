"""PostgreSQL's side of a night: tables are copied while the engine builds the next ones."""

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from django.db import connections


class CopyLanes:
    """At most `streams` jobs at a time, each with database connections of its own.

    An error of a job comes out of the next `submit`, or of `wait`. Jobs that have not begun when
    the `with` block ends are left out.
    """

    def __init__(self, streams: int) -> None:
        self._pool = ThreadPoolExecutor(streams, thread_name_prefix="copy")
        self._jobs: list[Future[None]] = []

    def __enter__(self) -> "CopyLanes":
        return self

    def submit(self, job: Callable[[], None]) -> None:
        """Have a job done by the next free lane; raises what an earlier one raised."""
        for earlier in self._jobs:
            if earlier.done():
                earlier.result()
        self._jobs.append(self._pool.submit(_in_lane, job))

    def wait(self) -> None:
        """Until every job is done; raises what the first that failed raised."""
        for job in self._jobs:
            job.result()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


def _in_lane(job: Callable[[], None]) -> None:
    try:
        job()
    finally:
        connections["owner"].close()


def yield_to_readers(niceness: int) -> None:
    """Lower this thread, and the threads it starts, below whoever answers readers."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, niceness)


def same_priority(host: str, backend: int) -> None:
    """Give a PostgreSQL backend of this host this thread's priority, where that is allowed.

    Elsewhere, and where PostgreSQL belongs to another user, it keeps its own.
    """
    if not host.startswith("/"):
        return
    with suppress(OSError):
        if Path(f"/proc/{backend}/comm").read_text().startswith("postgres"):
            os.setpriority(os.PRIO_PROCESS, backend, os.getpriority(os.PRIO_PROCESS, 0))
