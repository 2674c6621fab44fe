"""Build: every module's source turns the night's staged rows into its published tables."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa
from django.conf import settings

from c360.core import registry
from c360.core.canonical import BY_NAME
from c360.core.errors import LoadRefused
from c360.nightly import ddl, history
from c360.nightly.carry import Carry
from c360.nightly.column_types import arrow_schema
from c360.nightly.night import CLOSED_MONTHS, Night, months_ended
from c360.nightly.tables import Published

if TYPE_CHECKING:
    from c360.nightly.intake import LoadRun

STORED_BY = ("rm_seq", "customer_id")  # a book's rows stand together: any sort of it is short
BOOKS_AT_ONCE = 1_000_000  # customers; the widest table's take some 2 GB while it is built


def build(run: "LoadRun") -> Iterator[tuple[str, Path]]:
    """Run the modules' sources in order; yields each published table's Parquet file when it is.

    Raises LoadRefused where a source's columns are not those of the model of that table, or
    where the rows of a module's check are not none.
    """
    engine = ibis.duckdb.connect(
        memory_limit=settings.C360_LOAD_MEMORY,
        threads=settings.C360_LOAD_THREADS,
        temp_directory=str(run.folder / "spill"),
    )
    engine.raw_sql("set TimeZone = 'UTC'")
    try:
        yield from Build(run, engine).tables()
    finally:
        engine.disconnect()


class Build:
    """One night's build: the ledger by month, the carried tables, then the published ones."""

    def __init__(self, run: "LoadRun", engine: ibis.BaseBackend) -> None:
        self.run = run
        self.engine = engine
        self.built: dict[str, ibis.Table] = {}
        self.staged = {name: engine.read_parquet(one.path) for name, one in run.staged.items()}
        with run.journal.timed("build", "the ledger by month"):
            self.files = {table: self._lake(table) for table in history.COLUMNS}
        self.carry = Carry(
            engine=engine,
            kept=run.lake.carried,
            made=run.folder / "carried",
            rows=self.rows,
            history_from=run.first_day,
            cut=run.unchanged_until,
            as_of=run.as_of,
        )

    def _lake(self, table: str) -> list[Path]:
        """The ledger's rows by month; what this run brings of them is split first."""
        run, anew = self.run, self.run.folder / "lake"
        for day in filter(None, (run.late, run)):
            folder = anew / table / str(day.as_of)
            rows = f"'{day.staged[table].path}'"
            history.split(self.engine.con, table, rows, folder, day.as_of)
        days = (*run.before, run.as_of)
        if run.late and run.late.as_of != run.cut:
            # The day published after the late one may have brought rows of it, too.
            late = run.late
            after = days[days.index(late.as_of) + 1]
            files = sorted(str(path) for path in run.lake.of(table, late.cut, after).iterdir())
            folder = anew / table / str(after)
            if files:
                rows = f"read_parquet({files})"
                history.split(self.engine.con, table, rows, folder, after, since=late.as_of)
            else:
                folder.mkdir(parents=True)
        return run.lake.files(table, days, anew)

    def rows(self, since: date | None, until: date) -> Mapping[str, ibis.Table]:
        """The ledger's rows after `since` (None: all) up to `until`."""
        return {table: self._rows(table, since, until) for table in history.COLUMNS}

    def _rows(self, table: str, since: date | None, until: date) -> ibis.Table:
        first = f"{since:%Y%m}" if since else ""
        files = [f for f in self.files[table] if first <= f.stem[:6] <= f"{until:%Y%m}"]
        names = history.COLUMNS[table]
        if not files:
            schema = arrow_schema(BY_NAME[table])
            return ibis.memtable(pa.schema([schema.field(n) for n in names]).empty_table())
        rows = self.engine.read_parquet(files)
        rows = rows.filter(rows[names[1]] <= until)
        return rows.filter(rows[names[1]] > since) if since else rows

    @cached_property
    def window(self) -> Mapping[str, ibis.Table]:
        """The ledger's rows of the running month and the closed ones that sources may read."""
        return self.rows(months_ended(self.run.as_of, CLOSED_MONTHS + 1)[-1], self.run.as_of)

    def night(self) -> Night:
        """What sources are given by now."""
        run = self.run
        return Night(
            run.as_of, run.since, run.first_day, self.staged, self.window, dict(self.built),
            self.carry.carried, self.carry.month_ends,
        )  # fmt: skip

    def tables(self) -> Iterator[tuple[str, Path]]:
        """Carry, then build what is published, each module after the other."""
        sources = registry.plugs("source")
        for source in sources:
            months = getattr(source, "MONTHS", {})
            for name, fold in getattr(source, "CARRIED", {}).items():
                of_it = {month: make for month, (of, make) in months.items() if of == name}
                with self.run.journal.timed("build", name):
                    self.carry.fold(name, fold, of_it)
                self.run.journal.progress(name, self._count(self.carry.carried[name]))
            for name, (of, make) in getattr(source, "MONTHLY", {}).items():
                with self.run.journal.timed("build", name):
                    self.carry.monthly(name, of, make)
        for source in sources:
            yield from self._source(source)

    def _source(self, source: ModuleType) -> Iterator[tuple[str, Path]]:
        models = {model._meta.db_table: model for model in ddl.published_models()}
        for name, expression in getattr(source, "BESIDE", {}).items():
            with self.run.journal.timed("build", name):
                self._write(name, expression(self.night()))
        for name, expression in source.TABLES.items():
            if name not in models:
                raise LoadRefused(f"{source.__name__} builds {name}, which no model publishes.")
            by_book = name in getattr(source, "BY_BOOK", ())
            with self.run.journal.timed("build", name):
                path = self._publishable(models[name], expression, source.__name__, by_book)
            yield name, path
        if hasattr(source, "CHECKS"):
            with self.run.journal.timed("build", f"checks of {source.__name__}"):
                refuse_mismatch(source, self.night())

    def _publishable(
        self,
        model: type[Published],
        expression: Callable[[Night], ibis.Table],
        source: str,
        by_book: bool,
    ) -> Path:
        """Write a published table; one that is made book by book, some books after the other."""
        name, night = model._meta.db_table, self.night()
        spans = books_together(self.built["customer"]) if by_book else []
        if len(spans) < 2:
            return self._write(name, in_order(model, expression(night), source))
        folder = self.run.folder / "built" / name
        folder.mkdir()
        for number, (first, last) in enumerate(spans):
            some = {
                other: rows.filter(rows.rm_seq.between(first, last))
                for other, rows in self.built.items()
                if "rm_seq" in rows.columns
            }
            of_books = replace(night, built={**self.built, **some})
            table = in_order(model, expression(of_books), source)
            self.engine.to_parquet(table, folder / f"{number:04}.parquet")
        return self._take(name, folder / "*.parquet")

    def _write(self, name: str, table: ibis.Table) -> Path:
        path = self.run.folder / "built" / f"{name}.parquet"
        self.engine.to_parquet(table, path)
        return self._take(name, path)

    def _take(self, name: str, path: Path) -> Path:
        self.built[name] = self.engine.read_parquet(path)
        self.run.journal.progress(name, self._count(self.built[name]))
        return path

    @staticmethod
    def _count(table: ibis.Table) -> int:
        return int(first_rows(table.agg(count=table.count()))[0]["count"])


def books_together(customers: ibis.Table) -> list[tuple[int, int]]:
    """The RMs' numbers in spans, first and last, each with some BOOKS_AT_ONCE customers."""
    books = customers.group_by("rm_seq").agg(count=customers.count()).order_by("rm_seq")
    spans: list[tuple[int, int]] = []
    held = BOOKS_AT_ONCE
    for book in first_rows(books, None):
        if held >= BOOKS_AT_ONCE:
            spans.append((book["rm_seq"], book["rm_seq"]))
            held = 0
        spans[-1] = (spans[-1][0], book["rm_seq"])
        held += book["count"]
    return spans


def in_order(model: type[Published], table: ibis.Table, source: str) -> ibis.Table:
    """The rows as the model stores them, else each RM's together, by customer; its columns.

    Raises LoadRefused where the columns are others.
    """
    wanted = ddl.column_names(model)
    if set(table.columns) != set(wanted):
        differing = sorted(set(table.columns) ^ set(wanted))
        raise LoadRefused(
            f"{source}: the columns of {model._meta.db_table} are not its model's: "
            f"{', '.join(differing)}."
        )
    by_rm = STORED_BY if model.scoped else ()
    order = [name for name in model.stored_by or by_rm if name in wanted]
    return table.order_by(order) if order else table


def refuse_mismatch(source: ModuleType, night: Night) -> None:
    """Refuse the day where a `CHECKS` of the module finds rows; the first is named."""
    for name, check in getattr(source, "CHECKS", {}).items():
        for row in first_rows(check(night)):
            raise LoadRefused(f"{name}: {row}.")


def first_rows(table: ibis.Table, count: int | None = 1) -> list[dict[str, Any]]:
    """The first rows (None: all), by Arrow alone: other ways import pandas, a second of a load."""
    batches = table.to_pyarrow_batches(limit=count)
    return [row for batch in batches for row in batch.to_pylist()]
