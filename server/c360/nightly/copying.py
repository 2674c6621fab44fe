"""COPY: Parquet rows into PostgreSQL and back, exactly."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import adbc_driver_postgresql as adbc
import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from adbc_driver_manager import (
    INGEST_OPTION_MODE,
    INGEST_OPTION_MODE_APPEND,
    INGEST_OPTION_TARGET_TABLE,
    AdbcConnection,
    AdbcStatement,
    StatementOptions,
)
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from c360.core.errors import LoadRefused
from c360.nightly.ddl import columns
from c360.nightly.lanes import same_priority

BATCH_ROWS = 16_384
BACKEND = "select pg_backend_pid()"
ARROW_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "varchar": pa.string(),
    "smallint": pa.int16(),
    "integer": pa.int32(),
    "bigint": pa.int64(),
    "double precision": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp with time zone": pa.timestamp("us", tz="UTC"),
}


def arrow_type(db_type: str) -> pa.DataType:
    """The Arrow type whose binary form COPY reads into that PostgreSQL column."""
    if db_type.endswith("[]"):
        return pa.list_(arrow_type(db_type.removesuffix("[]")))
    name, _, size = db_type.partition("(")
    if name == "numeric" and size:
        precision, scale = size.rstrip(")").split(",")
        return pa.decimal128(int(precision), int(scale))
    try:
        return ARROW_TYPES[name]
    except KeyError:
        raise LoadRefused(f"A published column may not be {db_type}.") from None


def copy_schema(connection: BaseDatabaseWrapper, model: type[Model]) -> pa.Schema:
    """The Arrow schema that COPY needs for the model's columns."""
    return pa.schema(
        [(field.column, arrow_type(str(field.db_type(connection)))) for field in columns(model)]
    )


@contextmanager
def connected(connection: BaseDatabaseWrapper) -> Iterator[AdbcConnection]:
    """An ADBC connection as the role of that Django connection; each statement commits.

    Not by the driver's DB-API: it imports pandas, a second of every load.
    """
    params = connection.settings_dict
    query = {"host": params["HOST"], "port": params["PORT"] or "5432"}
    login = f"{quote(params['USER'])}:{quote(params['PASSWORD'], safe='')}"
    uri = f"postgresql://{login}@/{quote(params['NAME'])}?{urlencode(query)}"
    with adbc.connect(uri) as database, AdbcConnection(database) as found:
        yield found


def _rows(connection: AdbcConnection, query: str) -> Iterable[pa.RecordBatch]:
    with AdbcStatement(connection) as statement:
        statement.set_sql_query(query)
        stream, _ = statement.execute_query()
        yield from pa.RecordBatchReader._import_from_c(stream.address)


def copy_into(
    connection: BaseDatabaseWrapper, model: type[Model], schema: str, files: Sequence[Path]
) -> int:
    """COPY the rows of Parquet files into `schema`.<model's table>; answers how many.

    Raises LoadRefused where a column of the files cannot hold the model's values.
    """
    names = copy_schema(connection, model).names
    batches = _file_batches(files, names)
    return _copy(connection, model, schema, model._meta.db_table, batches)


def copy_query(
    connection: BaseDatabaseWrapper,
    model: type[Model],
    schema: str,
    table: str,
    engine: duckdb.DuckDBPyConnection,
    query: str,
) -> int:
    """COPY the rows of an engine's query, in its order, into a table with the model's columns.

    Answers how many. Raises LoadRefused as `copy_into` does.
    """
    batches = engine.execute(query).to_arrow_reader(BATCH_ROWS)
    return _copy(connection, model, schema, table, batches)


def _copy(
    connection: BaseDatabaseWrapper,
    model: type[Model],
    schema: str,
    table: str,
    batches: Iterable[pa.RecordBatch],
) -> int:
    wanted = copy_schema(connection, model)
    reader = pa.RecordBatchReader.from_batches(wanted, _cast(batches, wanted, table))
    with connected(connection) as target, AdbcStatement(target) as statement:
        (backend,) = (
            pid for batch in _rows(target, BACKEND) for pid in batch.column(0).to_pylist()
        )
        same_priority(connection.settings_dict["HOST"], backend)
        into = {
            INGEST_OPTION_TARGET_TABLE: table,
            INGEST_OPTION_MODE: INGEST_OPTION_MODE_APPEND,
            StatementOptions.INGEST_TARGET_DB_SCHEMA.value: schema,
        }
        statement.set_options(**into)
        statement.bind_stream(reader)
        return int(statement.execute_update())


def _file_batches(files: Sequence[Path], names: list[str]) -> Iterable[pa.RecordBatch]:
    for path in files:
        with pq.ParquetFile(path) as parquet:
            yield from parquet.iter_batches(BATCH_ROWS, columns=names)


def _cast(
    batches: Iterable[pa.RecordBatch], wanted: pa.Schema, table: str
) -> Iterable[pa.RecordBatch]:
    for batch in batches:
        try:
            arrays = [pc.cast(batch.column(f.name), f.type) for f in wanted]
        except pa.ArrowInvalid as error:
            raise LoadRefused(f"{table}: a value does not fit: {error}") from error
        yield pa.RecordBatch.from_arrays(arrays, schema=wanted)


def copy_out(connection: BaseDatabaseWrapper, query: str, schema: pa.Schema, target: Path) -> None:
    """Write a query's rows to Parquet, cast to `schema`; columns it lacks are null."""
    unfinished = target.with_suffix(".unfinished")
    with (
        connected(connection) as source,
        pq.ParquetWriter(unfinished, schema, compression="zstd") as writer,
    ):
        for batch in _rows(source, query):
            arrays = [
                pc.cast(batch.column(f.name), f.type)
                if f.name in batch.schema.names
                else pa.nulls(batch.num_rows, f.type)
                for f in schema
            ]
            writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))
    unfinished.replace(target)
