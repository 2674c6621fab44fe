# ruff: noqa: S608 (names come from the contract and our own models, never from users)
"""Rows between the engine and PostgreSQL: binary COPY of what DuckDB writes, exactly."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from psycopg.conninfo import make_conninfo

from c360.core.errors import LoadRefused
from c360.nightly import ddl
from c360.nightly.lanes import same_priority

TARGET = "target"
BATCHES = "batches"
BLOCK = 1 << 20  # bytes


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


def copy_frozen(
    engine: duckdb.DuckDBPyConnection,
    connection: BaseDatabaseWrapper,
    model: type[Model],
    table: str,
    shares: Iterable[tuple[Any, str]],
    stored: list[str] | None = None,
) -> None:
    """COPY rows into the new, empty `table` (qualified) of that model: all of them or nothing.

    A share is rows and how they are sorted (else they keep their order): a relation of the
    attached engine with columns of the model's names (or of `stored`), or a reader of Arrow's
    batches. Raises LoadRefused where a value does not fit.

    The rows stand as PostgreSQL would leave them after its vacuum (ADR 20): who reads them first
    need not mark each page, which would go into PostgreSQL's log whole.
    """
    names = ", ".join(f'"{name}"' for name in stored or ddl.stored_names(model))
    with (
        connection.wrap_database_errors,  # Django's cursors do so for what it knows, not for COPY
        transaction.atomic(using=connection.alias),
        connection.cursor() as cursor,
    ):
        same_priority(connection.settings_dict["HOST"], connection.connection.info.backend_pid)
        cursor.execute(f"truncate {table}")  # only so may they be frozen
        for rows, order in shares:
            with cursor.copy(f"copy {table} ({names}) from stdin (format binary, freeze)") as copy:
                _write(engine, table, rows, order, names, copy.write)


def _write(
    engine: duckdb.DuckDBPyConnection,
    table: str,
    rows: Any,
    order: str,
    names: str,
    write: Callable[[bytes], None],
) -> None:
    """Hand on what the engine writes in PostgreSQL's binary form into a pipe.

    Its own COPY cannot ask for frozen rows.
    """
    with closing(engine.cursor()) as writer, ThreadPoolExecutor(1) as thread:
        if not isinstance(rows, str):
            writer.register(BATCHES, rows)
            rows = BATCHES
        kinds = writer.execute(f"describe select {names} from {TARGET}.{table}").fetchall()
        values = ", ".join(f'"{name}"::{kind} as "{name}"' for name, kind, *_ in kinds)
        sorted_by = f"order by {order}" if order else ""
        read_end, write_end = os.pipe()

        def fill() -> None:
            try:
                writer.execute(
                    f"copy (select {values} from {rows} {sorted_by}) "
                    f"to '/dev/fd/{write_end}' (format postgres_binary)"
                )
            finally:
                os.close(write_end)

        filled = thread.submit(fill)
        with os.fdopen(read_end, "rb", buffering=0) as pipe:
            while block := pipe.read(BLOCK):
                write(block)
        try:
            filled.result()
        except duckdb.ConversionException as error:
            words = str(error).splitlines()[0]
            raise LoadRefused(f"{table}: a value does not fit: {words}") from error


def rows_of(query: str) -> str:
    """A relation of the attached engine: what PostgreSQL answers to a query."""
    quoted = query.replace("'", "''")
    return f"postgres_query('{TARGET}', '{quoted}')"
