"""The load of one business day: extract, stage, check, build, publish, record.

Each step reads what the step before wrote and can be run again; PostgreSQL copies one table while
the engine builds the next, so `publish` takes the time of `build` in. Readers are served the last
publication until the last transaction moves the pointer.

A day before the served one fills its own day of the ledger; with it the served day is built anew,
and both come with one transaction, so what is shown never goes back (ADR 10).
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import psycopg
from django.conf import settings
from django.db import DatabaseError

from c360.core.errors import C360Error, LoadRefused
from c360.nightly import build, carry, ddl, ledger, parts, publish, upgrade
from c360.nightly.bank import Bank, load_bank
from c360.nightly.copying import attach
from c360.nightly.engine import open_engine
from c360.nightly.history import Lake
from c360.nightly.intake import LEDGER, LoadRun, take_in
from c360.nightly.journal import Journal, published_days
from c360.nightly.lanes import CopyLanes
from c360.nightly.models import Load
from c360.nightly.tables import Ledger, Published

TRY_LOCK = "select pg_try_advisory_lock(%s)"
LOCK_WAIT = 3.0  # seconds
COPY_MEMORY = "1GB"  # of both lanes, each of which has a share of `ledger.AT_ONCE` rows
LOCK_KEY = 360_360_360


def load(as_of: date, *, restate: bool = False) -> Load:
    """Load and publish one business day of the configured bank; answers the load's record.

    The day already published with the same content: state `unchanged`, unless an upgrade gave the
    served day's tables other columns: it is built anew. A day before the served one is filled in.
    Raises LoadRefused (the day's rows are wrong, or others than published, or the day is before
    history), MappingError, SettingError; nothing is published then.
    """
    bank = load_bank()
    with _only_one_load():
        days = published_days()
        if days and as_of < bank.first_day(days[-1]):
            raise LoadRefused(
                f"{as_of} is before {bank.first_day(days[-1])}, where the history that {days[-1]} "
                "shows begins: no screen would show it. Load a later day."
            )
        before = tuple(day for day in days if day < as_of)
        with _journal(as_of, restate) as journal:
            run = _run_of(bank, as_of, before, journal)
            if days:
                upgrade.refuse_old_ledger()
            take_in(run)
            if as_of in days and not restate:
                _refuse_changed(run)
                _build_anew_or_leave(run, days)
            elif days and as_of < days[-1]:
                _fill(run, days, restate=restate)
            else:
                _publish(run)
        return journal.load


def _run_of(bank: Bank, as_of: date, before: tuple[date, ...], journal: Journal) -> LoadRun:
    lake = Lake(_stage() / "ledger")
    return LoadRun(bank, as_of, before, journal, _stage() / str(as_of), lake)


def _stage() -> Path:
    """The folder of all files that loads write."""
    return Path(settings.RUN_DIR) / "stage"


@contextmanager
def _journal(as_of: date, restate: bool, beside: Journal | None = None) -> Iterator[Journal]:
    """The record of one load; what goes wrong inside is written to it and worded."""
    journal = Journal.start(as_of, restate, beside)
    try:
        yield journal
    except (C360Error, OSError, DatabaseError, duckdb.Error) as error:
        journal.fail(error)
        raise _worded(error) from error


def _refuse_changed(run: LoadRun) -> None:
    if changed := run.changed():
        raise LoadRefused(
            f"{run.as_of} is published already, and the warehouse now gives other rows for "
            f"{', '.join(changed)}. To replace the day: c360 load --as-of {run.as_of} --restate."
        )


def _build_anew_or_leave(run: LoadRun, days: tuple[date, ...]) -> None:
    """A published day with the same rows: only an upgrade of the product makes it anew."""
    outgrown = upgrade.outgrown() if run.as_of == days[-1] else []
    if outgrown:
        run.journal.note(f"built anew: the product was upgraded ({', '.join(outgrown)})")
        _publish(run)
    else:
        run.journal.unchanged()


def _fill(late: LoadRun, days: tuple[date, ...], *, restate: bool) -> None:
    """Fill a day before the served one, and build the served one anew with it."""
    before = tuple(sorted({*days[:-1], late.as_of}))
    with _journal(days[-1], True, beside=late.journal) as journal:
        run = _run_of(late.bank, days[-1], before, journal)
        run.late = late
        journal.note(f"built anew because {late.as_of} is filled in")
        take_in(run)
        _refuse_other_served(run, restate=restate)
        late.journal.note(f"filled in; {run.as_of} stays the day that is shown")
        _publish(run)
    late.journal.finish()


def _refuse_other_served(run: LoadRun, *, restate: bool) -> None:
    """The served day is built anew as it was, but for the rows of the day that is filled in."""
    changed = [name for name in run.changed() if name not in LEDGER and name != "manifest"]
    if changed and not restate:
        raise LoadRefused(
            f"{run.as_of} has to be built anew, and the warehouse now gives other rows of that "
            f"day for {', '.join(changed)}. To take these rows: --restate."
        )
    for model in ddl.ledger_models():
        staged = run.staged[model._meta.db_table]
        with closing(run.engine()) as engine:
            other = ledger.differs(engine, model, staged.path, run.since, run.as_of)
        if other:
            raise LoadRefused(
                f"{staged.table}: the warehouse now gives other rows after {run.since} up to "
                f"{run.as_of}. Restate that day first: c360 load --as-of {run.as_of} --restate."
            )


def _publish(run: LoadRun) -> None:
    """Build, copy and publish what was taken in."""
    journal = run.journal
    # The older publication goes first: two stand side by side at most.
    publish.drop_old(journal.note, keep=1)
    ledger.prepare(anew=not published_days())
    schema = publish.new_schema(run.as_of)
    changes = _copy_and_build(run, schema)
    with journal.step("record"):
        _record(run, schema, changes)
        publish.drop_old(journal.note, keep=2)
        for folder in {run.folder, run.late.folder if run.late else run.folder}:
            shutil.rmtree(folder, ignore_errors=True)
    if run.cut is not None:
        _tidy(run, run.cut)
    journal.finish()


def _tidy(run: LoadRun, cut: date) -> None:
    """Merge and forget old days; the day is published already, so an error is only noted."""
    try:
        with run.journal.step("tidy"):
            ledger.tidy(cut, run.bank.first_day(cut), run.journal)
    except DatabaseError as error:
        run.journal.note(f"old days of the ledger could not be tidied: {error}")


def _copy_and_build(run: LoadRun, schema: str) -> list[parts.Change]:
    """Copy the ledger's rows and each table as soon as it is built; answers the ledger's parts."""
    changes: list[parts.Change] = []
    missing = {model._meta.db_table for model in ddl.published_models()}
    with _copier(run) as copier, CopyLanes(settings.C360_LOAD_STREAMS) as lanes:
        for fact in ddl.ledger_models():
            lanes.submit(partial(_copy_ledger, copier, run, fact, changes))
        with run.journal.step("build"):
            for table, path in build.build(run):
                model = publish.published_model(table)
                lanes.submit(partial(_copy_table, copier, run, schema, model, path))
                missing.discard(table)
        if missing:
            raise LoadRefused(f"No module's source builds the table {min(missing)}.")
        with run.journal.step("publish"):  # what copying takes longer than building
            lanes.wait()
            publish.create_views(schema, run.as_of)
            if publish.warm(schema) is None:
                run.journal.note(
                    "first answers wait for the disk: the database has no extension pg_prewarm; "
                    "run nightly/sql/roles.sql again"
                )
    return changes


@contextmanager
def _copier(run: LoadRun) -> Iterator[duckdb.DuckDBPyConnection]:
    """The engine of all lanes, attached; each lane's own thread does its part of the work."""
    spill = run.folder / "spill" / "copy"
    with closing(open_engine(memory=COPY_MEMORY, threads=1, spill=spill)) as engine:
        attach(engine, publish.owner())
        yield engine


def _copy_table(
    copier: duckdb.DuckDBPyConnection,
    run: LoadRun,
    schema: str,
    model: type[Published],
    path: Path,
) -> None:
    rows = publish.publish_table(copier, schema, model, path, run.journal.timed)
    run.journal.published(model._meta.db_table, rows)


def _copy_ledger(
    copier: duckdb.DuckDBPyConnection,
    run: LoadRun,
    model: type[Ledger],
    changes: list[parts.Change],
) -> None:
    day, table = run.late or run, model._meta.db_table
    staged = day.staged[table]
    put = ledger.insert if run.late else ledger.append
    changes.append(put(copier, model, staged.path, day.cut, day.as_of, day.journal))
    day.journal.ledger_published(table, staged.rows, staged.clean_total)


def _record(run: LoadRun, schema: str, changes: list[parts.Change]) -> None:
    """Attach the ledger's parts and move the pointer in one transaction; keep the lake's files.

    What the new files replace goes first: whatever is lost then is made again, never trusted.
    """
    run.lake.forget(run.folder / "lake")
    carry.forget(run.lake.carried, run.folder / "carried", run.unchanged_until)

    def publish_all() -> None:
        for change in changes:
            parts.swap(change)
        if run.late:  # before the served day: the greatest generation is the one that is shown
            publish.record(run.late.journal.load, schema="")
        publish.record(run.journal.load, schema)

    for change in changes:
        parts.keep_from_vacuum(change)
    if not parts.when_unread(publish_all):
        raise LoadRefused("Readers hold the ledger without a pause; load again.")
    parts.vacuum_again()
    run.lake.keep(run.folder / "lake")
    carry.keep(run.lake.carried, run.folder / "carried", run.as_of, run.unchanged_until)


@contextmanager
def _only_one_load() -> Iterator[None]:
    """Hold the lock of loads; PostgreSQL lets go of it when this process dies."""
    params: dict[str, Any] = publish.owner().get_connection_params()
    with psycopg.connect(
        **{k: params[k] for k in ("host", "port", "dbname", "user", "password") if k in params},
        autocommit=True,
    ) as connection:
        # A load that was just killed holds the lock until PostgreSQL sees that it is gone.
        give_up = time.monotonic() + LOCK_WAIT
        while connection.execute(TRY_LOCK, [LOCK_KEY]).fetchone() != (True,):
            if time.monotonic() > give_up:
                raise LoadRefused("Another load is running; wait until it has ended.")
            time.sleep(0.1)
        yield


def _worded(error: Exception) -> Exception:
    if isinstance(error, C360Error):
        return error
    if (isinstance(error, OSError) and error.errno == 28) or "No space left" in str(error):
        return LoadRefused("The disk is full: nothing was published. Free space, then load again.")
    words = str(error).partition("\n")[0]  # PostgreSQL's further lines show the row
    return LoadRefused(f"The load failed: {type(error).__name__}: {words}")
