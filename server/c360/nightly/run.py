"""The load of one business day: extract, stage, check, build, publish, record.

Each step reads what the step before wrote and can be run again; PostgreSQL copies one table while
the engine builds the next, so `publish` takes the time of `build` in. Readers are served the last
publication until the last transaction moves the pointer.
"""

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import psycopg
from django.conf import settings
from django.db import DatabaseError

from c360.core import canonical
from c360.core.errors import C360Error, LoadRefused
from c360.nightly import build, carry, ddl, ledger, manifest, publish, warehouse
from c360.nightly.bank import Bank, load_bank
from c360.nightly.engine import open_engine
from c360.nightly.history import Lake
from c360.nightly.journal import Journal, last_source_columns, published_days
from c360.nightly.lanes import CopyLanes
from c360.nightly.models import Load, PublicationRecord
from c360.nightly.stage import Staged, stage_absent, stage_table
from c360.nightly.tables import Ledger, Published

LedgerParts = list[tuple[type[Ledger], Sequence[ledger.Part]]]
TRY_LOCK = "select pg_try_advisory_lock(%s)"
LOCK_WAIT = 3.0  # seconds
LOCK_KEY = 360_360_360


@dataclass
class LoadRun:
    """What the steps of one load share: its days, folders and what was staged so far."""

    bank: Bank
    as_of: date
    first_day: date
    before: tuple[date, ...]
    journal: Journal
    folder: Path
    lake: Lake
    extracts: dict[str, Path] = field(default_factory=dict)
    staged: dict[str, Staged] = field(default_factory=dict)

    @property
    def cut(self) -> date | None:
        """The day published before this one."""
        return self.before[-1] if self.before else None

    @property
    def since(self) -> date:
        """The last day whose rows are there already (exclusive)."""
        return self.cut or self.first_day - timedelta(days=1)

    def engine(self) -> duckdb.DuckDBPyConnection:
        """DuckDB within the load's memory; it spills into the run's folder."""
        return open_engine(
            memory=settings.C360_LOAD_MEMORY,
            threads=settings.C360_LOAD_THREADS,
            spill=self.folder / "spill",
        )


def load(as_of: date, *, restate: bool = False) -> Load:
    """Load and publish one business day of the configured bank; answers the load's record.

    The day already published with the same content: state `unchanged`. Raises LoadRefused (the
    day's rows or its order are wrong), MappingError, SettingError; nothing is published then.
    """
    bank = load_bank()
    with _only_one_load():
        days = published_days()
        if (days and as_of < days[-1]) or as_of in days[:-1]:
            raise LoadRefused(
                f"{as_of} is before the published day {days[-1]}: what is shown never goes back. "
                "Load a later day."
            )
        journal = Journal.start(as_of, restate)
        try:
            before = tuple(day for day in days if day < as_of)
            run_dir = Path(settings.RUN_DIR)
            run = LoadRun(
                bank,
                as_of,
                bank.first_day(as_of),
                before,
                journal,
                run_dir / "stage" / str(as_of),
                Lake(run_dir / "stage" / "ledger"),
            )
            _run_steps(run, again=as_of in days, restate=restate)
        except (C360Error, OSError, DatabaseError, duckdb.Error) as error:
            journal.fail(error)
            raise _worded(error) from error
        return journal.load


def _run_steps(run: LoadRun, *, again: bool, restate: bool) -> None:
    journal = run.journal
    shutil.rmtree(run.folder, ignore_errors=True)
    for name in ("extract", "clean", "built", "spill"):
        (run.folder / name).mkdir(parents=True)
    with journal.step("extract"):
        extract(run)
    with journal.step("stage"):
        stage(run)
    journal.load.content = content(run)
    if again and not restate:
        _refuse_changed(run)
        journal.unchanged()
        return
    # The older publication goes first: two stand side by side at most.
    publish.drop_old(journal.note, keep=1)
    ledger.prepare(anew=not run.before and not again)
    gone: LedgerParts = [
        (model, [p for p in ledger.parts(model) if run.cut is None or p.first > run.cut])
        for model in ddl.ledger_models()
    ]
    schema = publish.new_schema(run.as_of)
    with journal.step("publish"):
        come = _copy_and_build(run, schema)
        publish.create_views(schema, run.as_of)
    with journal.step("record"):
        _record(run, schema, gone, come)
        publish.drop_old(journal.note, keep=2)
        shutil.rmtree(run.folder, ignore_errors=True)
    if run.cut is not None:
        _tidy(run, run.cut)
    journal.finish()


def _tidy(run: LoadRun, cut: date) -> None:
    """Merge and forget old days; the day is published already, so an error is only noted."""
    try:
        with run.journal.step("tidy"):
            ledger.merge_months(cut, run.journal)
            ledger.forget_before(run.bank.first_day(cut), run.journal)
    except DatabaseError as error:
        run.journal.note(f"old days of the ledger could not be tidied: {error}")


def _copy_and_build(run: LoadRun, schema: str) -> LedgerParts:
    """Copy the ledger's rows and each table as soon as it is built; answers the ledger's parts."""
    come: LedgerParts = []
    missing = {model._meta.db_table for model in ddl.published_models()}
    with CopyLanes(settings.C360_LOAD_STREAMS) as lanes:
        for fact in ddl.ledger_models():
            lanes.submit(partial(_copy_ledger, run, fact, come))
        with run.journal.step("build"):
            for table, path in build.build(run):
                model = publish.published_model(table)
                lanes.submit(partial(_copy_table, run, schema, model, path))
                missing.discard(table)
        if missing:
            raise LoadRefused(f"No module's source builds the table {min(missing)}.")
    return come


def _copy_table(run: LoadRun, schema: str, model: type[Published], path: Path) -> None:
    rows = publish.publish_table(schema, model, path, run.journal.timed)
    run.journal.published(model._meta.db_table, rows)


def _copy_ledger(run: LoadRun, model: type[Ledger], come: LedgerParts) -> None:
    table = model._meta.db_table
    staged = run.staged[table]
    come.append((model, ledger.fill(model, staged.path, run.cut, run.as_of, run.journal)))
    run.journal.ledger_published(table, staged.rows, staged.clean_total)


def _record(run: LoadRun, schema: str, gone: LedgerParts, come: LedgerParts) -> None:
    """Keep the lake's files; attach the ledger's parts and move the pointer in one transaction."""
    run.lake.keep(run.as_of, run.folder / "lake")
    carry.keep(run.lake.carried, run.folder / "carried", run.as_of, run.cut)

    def publish_all() -> None:
        for model, parts in gone:
            ledger.swap(model, parts, [])
        for model, parts in come:
            ledger.swap(model, [], parts)
        publish.record(run.journal.load, schema)

    if not ledger.when_unread(publish_all):
        raise LoadRefused("Readers hold the ledger without a pause; load again.")


def extract(run: LoadRun) -> None:
    """Stream every mapped table from the warehouse to Parquet."""
    source = warehouse.connect(
        run.bank.warehouse, memory=settings.C360_LOAD_MEMORY, threads=settings.C360_LOAD_THREADS
    )
    try:
        _report_added(run, source.columns())
        for table in canonical.TABLES:
            path = run.bank.mapping_folder / f"{table.name}.sql"
            if not path.exists():
                if not table.optional:
                    raise LoadRefused(f"{path} is missing: every bank maps {table.name}.")
                continue
            query = warehouse.read_mapping(path, source.dialect, as_of=run.as_of, since=run.since)
            target = run.folder / "extract" / f"{table.name}.parquet"
            rows = warehouse.extract(source, query, target)
            run.extracts[table.name] = target
            run.journal.progress(table.name, rows)
    finally:
        source.close()


def _report_added(run: LoadRun, columns: dict[str, list[str]]) -> None:
    before = last_source_columns()
    for table, names in columns.items():
        added = [name for name in names if name not in before.get(table, names)]
        if added:
            run.journal.note(f"the warehouse's {table} has new columns: {', '.join(added)}")
    run.journal.load.source_columns = columns


def stage(run: LoadRun) -> None:
    """Check every extract, keep the clean rows, compare the manifest."""
    engine = run.engine()
    for table in canonical.TABLES:
        target = run.folder / "clean" / f"{table.name}.parquet"
        if table.name in run.extracts:
            parents = {name: staged.path for name, staged in run.staged.items()}
            staged = stage_table(engine, table, run.extracts[table.name], target, parents)
        else:
            staged = stage_absent(table, target)
        run.staged[table.name] = staged
        run.journal.staged(staged)
    if "manifest" in run.extracts:
        compared = {name: path for name, path in run.extracts.items() if name != "manifest"}
        manifest.compare(engine, run.staged["manifest"].path, compared, run.staged)
    engine.close()
    shutil.rmtree(run.folder / "extract")


def content(run: LoadRun) -> str:
    """What was staged, in one word: equal for equal rows."""
    return ";".join(f"{name}={staged.content}" for name, staged in sorted(run.staged.items()))


def _refuse_changed(run: LoadRun) -> None:
    last = (
        PublicationRecord.objects.using("owner")
        .filter(as_of=run.as_of)
        .select_related("load")
        .latest("generation")
    )
    now = dict(part.split("=", 1) for part in content(run).split(";"))
    was = dict(part.split("=", 1) for part in last.load.content.split(";"))
    changed = sorted(name for name in now if now[name] != was.get(name))
    if changed:
        raise LoadRefused(
            f"{run.as_of} is published already, and the warehouse now gives other rows for "
            f"{', '.join(changed)}. To replace the day: c360 load --as-of {run.as_of} --restate."
        )


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
    return LoadRefused(f"The load failed: {type(error).__name__}: {error}")
