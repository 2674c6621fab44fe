# ruff: noqa: S608 (names come from the contract and our own models, never from users)
"""Rows between the engine and PostgreSQL: binary COPY by DuckDB's own writer, exactly."""

from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from psycopg.conninfo import make_conninfo

from c360.core.errors import LoadRefused
from c360.nightly import ddl
from c360.nightly.lanes import same_priority

TARGET = "target"
BATCHES = "batches"
BACKEND = f"from postgres_query('{TARGET}', 'select pg_backend_pid()')"


def attach(engine: duckdb.DuckDBPyConnection, connection: BaseDatabaseWrapper) -> None:
    """Let the engine reach that connection's database as `target`, as the same role.

    The extension comes with the product's packages; DuckDB loads none that its makers have not
    signed.
    """
    engine.load_extension(str(_extension()))
    params = connection.get_connection_params()
    names = ("host", "port", "dbname", "user", "password")
    place = make_conninfo(**{name: params[name] for name in names if params.get(name)})
    quoted = place.replace("'", "''")
    engine.execute(f"attach '{quoted}' as {TARGET} (type postgres)")


def _extension() -> Path:
    spec = find_spec("duckdb_extension_postgres_scanner")
    if spec is None or spec.origin is None:
        raise LoadRefused("The package duckdb-extension-postgres-scanner is missing: make setup.")
    name = "postgres_scanner.duckdb_extension"
    return Path(spec.origin).parent / "extensions" / f"v{duckdb.__version__}" / name


def copy_rows(
    engine: duckdb.DuckDBPyConnection,
    connection: BaseDatabaseWrapper,
    model: type[Model],
    table: str,
    rows: Any,
    order: str = "",
    stored: list[str] | None = None,
) -> int:
    """COPY rows into `table` (qualified), the model's own; answers how many.

    `rows` is a relation of the attached engine with columns of its names (or of `stored`), or a
    reader of Arrow's batches; `order` is how it is sorted (else the rows keep their order). All or
    nothing. Raises LoadRefused where a value does not fit.
    """
    names = ", ".join(f'"{name}"' for name in stored or ddl.stored_names(model))
    sorted_by = f"order by {order}" if order else ""
    with closing(engine.cursor()) as writer:
        if not isinstance(rows, str):
            writer.register(BATCHES, rows)
            rows = BATCHES
        writer.execute("begin")
        (backend,) = writer.execute(BACKEND).fetchone() or (0,)
        same_priority(connection.settings_dict["HOST"], backend)
        try:
            copied = writer.execute(
                f"insert into {TARGET}.{table} ({names}) select {names} from {rows} {sorted_by}"
            ).fetchone()
        except duckdb.ConversionException as error:
            words = str(error).splitlines()[0]
            raise LoadRefused(f"{table}: a value does not fit: {words}") from error
        writer.execute("commit")
    return int(copied[0]) if copied else 0


def rows_of(query: str) -> str:
    """A relation of the attached engine: what PostgreSQL answers to a query."""
    quoted = query.replace("'", "''")
    return f"postgres_query('{TARGET}', '{quoted}')"
