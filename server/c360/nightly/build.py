"""Build: every module's source turns the night's staged rows into its published tables."""

from pathlib import Path
from typing import TYPE_CHECKING

import ibis
from django.conf import settings

from c360.core import registry
from c360.core.canonical import TABLES
from c360.core.errors import LoadRefused
from c360.nightly import ddl
from c360.nightly.night import Night

if TYPE_CHECKING:
    from c360.nightly.run import LoadRun


def build(run: "LoadRun") -> dict[str, Path]:
    """Run the modules' sources in order; answers each published table's Parquet file.

    Raises LoadRefused where a source's columns are not those of the model of that table.
    """
    engine = ibis.duckdb.connect(
        memory_limit=settings.C360_LOAD_MEMORY,
        threads=settings.C360_LOAD_THREADS,
        temp_directory=str(run.folder / "spill"),
    )
    engine.raw_sql("set TimeZone = 'UTC'")
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
    files: dict[str, Path] = {}
    for source in registry.plugs("source"):
        for name, expression in source.TABLES.items():
            night = Night(run.as_of, run.since, run.first_day, tables, history, dict(built))
            path = run.folder / "built" / f"{name}.parquet"
            table = expression(night)
            if name not in models:
                raise LoadRefused(f"{source.__name__} builds {name}, which no model publishes.")
            wanted = ddl.column_names(models[name])
            if set(table.columns) != set(wanted):
                differing = sorted(set(table.columns) ^ set(wanted))
                raise LoadRefused(
                    f"{source.__name__}: the columns of {name} are not its model's: "
                    f"{', '.join(differing)}."
                )
            engine.to_parquet(table, path)
            files[name] = path
            built[name] = engine.read_parquet(path)
            run.journal.progress(name, int(built[name].count().execute()))
    engine.disconnect()
    return files
