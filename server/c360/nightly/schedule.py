"""The worker: the nightly load at its set time, the loads asked for, the sealer, the watches."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Status

from c360.core.errors import C360Error, SettingError
from c360.nightly import requests, run
from c360.nightly.bank import load_bank
from c360.nightly.lanes import yield_to_readers
from c360.nightly.models import LOADS

log = logging.getLogger(__name__)
SEAL_EVERY = 2.0  # seconds
LATENESS_EVERY = 60.0
# A worker that was down at the set time still starts the night up to this much later; the
# library's own limit of ten minutes would skip the night without a word.
LATEST_START = timedelta(hours=12)
MOST_TRIES = 3  # of a load whose worker ended before it was done


def utc_crons(at: str, time_zone: str, year: int) -> tuple[str, ...]:
    """The cron lines (UTC) that cover a local time of day in every offset of that zone's year."""
    try:
        hour, minute = (int(part) for part in at.split(":"))
        local = [
            datetime(year, month, 15, hour, minute, tzinfo=ZoneInfo(time_zone))
            for month in range(1, 13)
        ]
    except ValueError as error:
        raise SettingError(f"C360_NIGHTLY_AT is {at!r}; set it to a time like 05:30.") from error
    times = {day.astimezone(UTC).strftime("%H:%M") for day in local}
    return tuple(f"{int(t[3:])} {int(t[:2])} * * *" for t in sorted(times))


def is_due(timestamp: int, at: str, time_zone: str) -> bool:
    """Is that instant (seconds since 1970) the set local time, whatever the season's offset?"""
    return datetime.fromtimestamp(timestamp, ZoneInfo(time_zone)).strftime("%H:%M") == at


def nightly(timestamp: int) -> None:
    """Load the business day before the bank's today; the reason of a refusal is in the history."""
    zone = load_bank().time_zone
    if not is_due(timestamp, settings.C360_NIGHTLY_AT, zone):
        return
    as_of = datetime.fromtimestamp(timestamp, ZoneInfo(zone)).date() - timedelta(days=1)
    _behind_readers(_load, as_of)


def requested(request_id: int) -> None:
    """Load the day that an operator asked for."""
    _behind_readers(requests.run_requested, request_id)


async def take_up(timestamp: int) -> None:
    """Run again what a worker that ended (killed, or its machine gone) left undone.

    Until then nothing else of the lock runs, the next night among it. A load can be run again
    at any time; what ended its worker MOST_TRIES times is left, and said to have failed.
    """
    for job in await app.job_manager.get_stalled_jobs():
        if job.attempts < MOST_TRIES:
            log.warning("%s is taken up: its worker ended.", job.call_string)
            await app.job_manager.retry_job(job)
            continue
        log.error("%s ended its worker %s times and is left.", job.call_string, job.attempts)
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
        if job.task_name == LOADS.task:
            await sync_to_async(requests.give_up)(cast(int, job.task_kwargs["request_id"]))


def _behind_readers(task: Callable[[Any], None], of: Any) -> None:
    """A thread of its own: the worker's others, the sealer among them, keep their priority."""
    niceness = (settings.C360_LOAD_NICENESS,)
    with ThreadPoolExecutor(1, initializer=yield_to_readers, initargs=niceness) as thread:
        thread.submit(task, of).result()


def _load(as_of: date) -> None:
    try:
        run.load(as_of)
    except C360Error as error:
        log.error("The load of %s was refused: %s", as_of, error)
        raise
    finally:
        connections["owner"].close()


def register() -> None:
    """Tell the job queue what the worker can do, and when to run the nightly load.

    C360_NIGHTLY_AT=never leaves the night out.
    """
    app.task(name=LOADS.task, queue=LOADS.queue, lock=LOADS.lock)(requested)
    again = app.task(name="take_up", queue=LOADS.queue, queueing_lock="take_up")(take_up)
    app.periodic(cron="* * * * *")(again)
    if settings.C360_NIGHTLY_AT == "never":
        return
    app.periodic_defaults["max_delay"] = LATEST_START.total_seconds()
    task = app.task(name="nightly", queue=LOADS.queue, lock=LOADS.lock)(nightly)
    crons = utc_crons(settings.C360_NIGHTLY_AT, load_bank().time_zone, datetime.now(UTC).year)
    for number, cron in enumerate(crons):
        app.periodic(cron=cron, periodic_id=f"nightly-{number}")(task)


def run_worker() -> int:
    """Run jobs, seal and check until SIGINT or SIGTERM; answers the exit code."""
    register()
    stop = threading.Event()
    threads = [
        threading.Thread(target=_again, args=(stop, seconds, import_string(path)), daemon=True)
        for seconds, path in (
            (SEAL_EVERY, settings.C360_SEALER),
            (settings.C360_DIRECTORY_CHECK_SECONDS, settings.C360_DIRECTORY_CHECK),
            (LATENESS_EVERY, settings.C360_LATENESS_CHECK),
        )
    ]
    for thread in threads:
        thread.start()
    try:
        # Django's own connections cannot wait for a notification.
        with app.replace_connector(cast(DjangoConnector, app.connector).get_worker_connector()):
            app.run_worker(queues=[LOADS.queue], concurrency=1, delete_jobs="successful")
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=10)
    return 0


def _again(stop: threading.Event, seconds: float, task: Callable[[], object]) -> None:
    """Do it again and again; a failure is logged and the next round tries again."""
    while not stop.wait(seconds):
        try:
            task()
        except Exception:
            log.exception("%s.%s failed; trying again.", task.__module__, task.__qualname__)
