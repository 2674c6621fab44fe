"""Several rows as one, with an array of what differs: a small row is mostly its header."""

from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from c360.nightly import packs


def array_of(name: str) -> str:
    """The name of the array of a column's values."""
    return f"each_{name}"


def stream(reader: duckdb.DuckDBPyConnection, rows: str, once: tuple[str, ...]) -> Any:
    """A pyarrow.RecordBatchReader of the rows gathered; `rows` is a relation of the engine.

    Those that follow one another and agree in the first column of `once`, and so in its others,
    become one row.
    """
    given = reader.execute(f"from {rows}").to_arrow_reader(packs.AT_ONCE)
    schema = pa.schema(
        field if field.name in once else pa.field(array_of(field.name), pa.list_(field.type))
        for field in given.schema
    )
    gathered = (_gather(schema, once, batch) for batch in packs.whole(given, once[0]))
    return pa.RecordBatchReader.from_batches(schema, gathered)


def _gather(schema: Any, once: tuple[str, ...], rows: Any) -> Any:
    firsts = packs.firsts(rows.column(once[0]))
    ends = pa.array(np.append(firsts, len(rows)).astype("int32"))
    columns = [
        column.take(pa.array(firsts)) if name in once else pa.ListArray.from_arrays(ends, column)
        for name, column in zip(rows.schema.names, rows.columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def opened_sql(names: list[str]) -> str:
    """What follows a table in `from`, so that each gathered row's columns are there again."""
    arrays = ", ".join(f'"{array_of(name)}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    return f" cross join lateral unnest({arrays}) each({columns})"
