"""What a load takes in: a business day's rows, extracted from the warehouse and staged."""

import shutil
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import duckdb
from django.conf import settings

from c360.core import canonical
from c360.core.errors import LoadRefused
from c360.nightly import manifest, warehouse
from c360.nightly.bank import Bank
from c360.nightly.engine import open_engine
from c360.nightly.history import Lake
from c360.nightly.journal import Journal, last_source_columns
from c360.nightly.models import PublicationRecord
from c360.nightly.stage import Staged, stage_absent, stage_table

LEDGER = {table.name for table in canonical.TABLES if table.ledger}


@dataclass
class LoadRun:
    """What the steps of one load share: its days, folders and what was staged so far.

    `before` are the published days before it. `late` is the load of an earlier day whose ledger
    rows are filled in while this one, the served day, is built anew.
    """

    bank: Bank
    as_of: date
    before: tuple[date, ...]
    journal: Journal
    folder: Path
    lake: Lake
    late: "LoadRun | None" = None
    extracts: dict[str, Path] = field(default_factory=dict)
    staged: dict[str, Staged] = field(default_factory=dict)

    @property
    def first_day(self) -> date:
        """The first business date of history, seen from this day."""
        return self.bank.first_day(self.as_of)

    @property
    def cut(self) -> date | None:
        """The day published before this one."""
        return self.before[-1] if self.before else None

    @property
    def since(self) -> date:
        """The last day whose rows are there already (exclusive)."""
        return self.cut or self.first_day - timedelta(days=1)

    @property
    def unchanged_until(self) -> date | None:
        """The last published day up to which the ledger stays as it is; None: nothing of it."""
        return self.late.cut if self.late else self.cut

    def engine(self) -> duckdb.DuckDBPyConnection:
        """DuckDB within the load's memory; it spills into the run's folder."""
        return open_engine(
            memory=settings.C360_LOAD_MEMORY,
            threads=settings.C360_LOAD_THREADS,
            spill=self.folder / "spill",
        )

    def content(self) -> str:
        """What was staged, in one word: equal for equal rows."""
        return ";".join(f"{name}={staged.content}" for name, staged in sorted(self.staged.items()))

    def changed(self) -> list[str]:
        """The canonical tables whose rows are others than when this day was last published."""
        records = PublicationRecord.objects.using("owner").filter(as_of=self.as_of)
        last = records.select_related("load").latest("generation")
        now = dict(part.split("=", 1) for part in self.content().split(";"))
        was = dict(part.split("=", 1) for part in last.load.content.split(";"))
        return sorted(name for name in now if now[name] != was.get(name))


def take_in(run: LoadRun) -> None:
    """Extract and stage the day into the run's folder, made anew. Raises LoadRefused."""
    shutil.rmtree(run.folder, ignore_errors=True)
    for name in ("extract", "clean", "built", "spill"):
        (run.folder / name).mkdir(parents=True)
    with run.journal.step("extract"):
        extract(run)
    with run.journal.step("stage"):
        stage(run)
    run.journal.load.content = run.content()


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
            with run.journal.timed("extract", table.name):
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
            with run.journal.timed("stage", table.name):
                staged = stage_table(engine, table, run.extracts[table.name], target, parents)
        else:
            staged = stage_absent(table, target)
        run.staged[table.name] = staged
        run.journal.staged(staged)
    if "manifest" in run.extracts:
        compared = {name: path for name, path in run.extracts.items() if name != "manifest"}
        told = run.staged["manifest"].path
        manifest.compare(engine, told, compared, run.staged, run.bank.mapping_folder)
    engine.close()
    shutil.rmtree(run.folder / "extract")
