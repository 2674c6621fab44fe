"""Build: every module's source turns the night's staged rows into its published tables."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import ibis
from django.conf import settings

from c360.core import registry
from c360.core.canonical import TABLES
from c360.core.errors import LoadRefused
from c360.nightly import ddl
from c360.nightly.night import Night
from c360.nightly.tables import Published

if TYPE_CHECKING:
    from c360.nightly.run import LoadRun

STORED_BY = ("rm_seq", "customer_id")  # a book's rows stand together: any sort of it is short


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
        yield from _tables(run, engine)
    finally:
        engine.disconnect()


def _tables(run: "LoadRun", engine: ibis.BaseBackend) -> Iterator[tuple[str, Path]]:
    tables = {name: engine.read_parquet(staged.path) for name, staged in run.staged.items()}
    history = {
        table.name: engine.read_parquet(
            [*run.lake.files(table.name, run.before), run.staged[table.name].path]
        )
        for table in TABLES
        if table.ledger
    }
    models = {model._meta.db_table: model for model in ddl.published_models()}
    built: dict[str, ibis.Table] = {}
    for source in registry.plugs("source"):
        for name, expression in source.TABLES.items():
            night = Night(run.as_of, run.since, run.first_day, tables, history, dict(built))
            path = run.folder / "built" / f"{name}.parquet"
            if name not in models:
                raise LoadRefused(f"{source.__name__} builds {name}, which no model publishes.")
            table = in_order(models[name], expression(night), source.__name__)
            engine.to_parquet(table, path)
            built[name] = engine.read_parquet(path)
            run.journal.progress(name, int(built[name].count().execute()))
            yield name, path
        night = Night(run.as_of, run.since, run.first_day, tables, history, dict(built))
        refuse_mismatch(source, night)


def in_order(model: type[Published], table: ibis.Table, source: str) -> ibis.Table:
    """The rows as they are stored: each RM's together, by customer; the model's columns.

    Raises LoadRefused where the columns are others.
    """
    wanted = ddl.column_names(model)
    if set(table.columns) != set(wanted):
        differing = sorted(set(table.columns) ^ set(wanted))
        raise LoadRefused(
            f"{source}: the columns of {model._meta.db_table} are not its model's: "
            f"{', '.join(differing)}."
        )
    order = [name for name in STORED_BY if name in wanted]
    return table.order_by(order) if model.scoped and order else table


def refuse_mismatch(source: ModuleType, night: Night) -> None:
    """Refuse the day where a `CHECKS` of the module finds rows; the first is named."""
    for name, check in getattr(source, "CHECKS", {}).items():
        found = check(night).limit(1).execute()
        if len(found):
            raise LoadRefused(f"{name}: {found.iloc[0].to_dict()}.")
