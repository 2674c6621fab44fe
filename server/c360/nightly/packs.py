"""An account's bookings of ended months as the load's engine gives them to PostgreSQL, packed.

The engine sorts them; an account's rows then stand together, and up to `packing.MOST` of them
become one row: the last as it is, the earlier ones as PostgreSQL's text of an array of rows. An
account with more than `packing.MANY` keeps a row each.
Nothing but one batch and what the engine sorts is in memory.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import TextField

from c360.nightly import ddl, packing
from c360.nightly.tables import Ledger

AT_ONCE = 100_000  # rows of a batch
ROW = "row_as_text"


def stream(cursor: duckdb.DuckDBPyConnection, model: type[Ledger], rows: str) -> Any:
    """A pyarrow.RecordBatchReader of the packed rows; `rows` is a relation of the engine.

    It reads by the cursor, which is closed after it.
    """
    names = ", ".join(ddl.column_names(model))
    key = ", ".join(ddl.key_names(model))
    given = cursor.execute(
        f"select {names}, {_row_text(model)} as {ROW} "  # noqa: S608 (our own models' names)
        f"from (select {names} from {rows} order by {key})"
    ).to_arrow_reader(AT_ONCE)
    fields = [field for field in given.schema if field.name != ROW]
    schema = pa.schema([*fields, pa.field(packing.EARLIER, pa.string())])
    packed = (_pack(schema, batch) for batch in _whole_accounts(given))
    return pa.RecordBatchReader.from_batches(schema, packed)


def _row_text(model: type[Ledger]) -> str:
    """An expression of the engine: a row as an element in PostgreSQL's text of an array of rows.

    A text stands in quotes and its quotes are doubled, as in a row; all quotes and backslashes
    are escaped once more, as in an array. The account stands beside the array already.
    """
    parts = []
    for field in ddl.columns(model):
        name = f'"{field.column}"'
        if field.column == packing.ACCOUNT:
            parts.append("''")
        elif isinstance(field, TextField):  # few have what must be escaped: the rest stay as is
            escaped = f"""replace(replace({name}, '\\', '\\\\\\\\'), '"', '\\"\\"')"""
            needed = f"""contains({name}, '"') or contains({name}, '\\')"""
            text = f"case when {needed} then {escaped} else {name} end"
            parts.append(f"""'\\"' || {text} || '\\"'""")
        else:
            parts.append(f"{name}::varchar")
    inside = ", ',', ".join(parts)
    return f"""concat('"(', {inside}, ',)"')"""  # which leaves out what is null


def _whole_accounts(batches: Iterable[Any]) -> Iterator[Any]:
    """The same rows, cut where an account ends, or inside one that has too many to be packed.

    What follows of such a one has enough rows to be known by.
    """
    left = None
    for batch in batches:
        rows = pa.concat_batches([left, batch]) if left else batch
        accounts = rows.column(packing.ACCOUNT)
        begin = pc.index(accounts, accounts[-1]).as_py()
        begin = max(begin, len(rows) - packing.MANY - 1)
        left = rows.slice(begin)
        if begin:
            yield rows.slice(0, begin)
    if left:
        yield left


def _pack(schema: Any, rows: Any) -> Any:
    accounts = rows.column(packing.ACCOUNT)
    others = pc.not_equal(accounts[1:], accounts[:-1]).to_numpy(zero_copy_only=False)
    firsts = np.flatnonzero(np.append(True, others))
    sizes = np.diff(np.append(firsts, len(rows)))
    places = np.arange(len(rows)) - np.repeat(firsts, sizes)
    most = np.where(sizes > packing.MANY, 1, packing.MOST)
    begins = np.flatnonzero(places % np.repeat(most, sizes) == 0)
    lasts = np.append(begins[1:], len(rows)) - 1
    is_earlier = np.ones(len(rows), bool)
    is_earlier[lasts] = False
    texts = rows.column(ROW).cast(pa.string()).filter(pa.array(is_earlier))
    ends = np.append(0, np.cumsum(lasts - begins)).astype("int32")
    joined = pc.binary_join(pa.ListArray.from_arrays(pa.array(ends), texts), ",")
    arrays = pc.binary_join_element_wise("{", joined, "}", "")
    earlier = pc.if_else(pa.array(lasts > begins), arrays, pa.scalar(None, pa.string()))
    kept = rows.take(pa.array(lasts)).drop_columns([ROW])
    return pa.RecordBatch.from_arrays([*kept.columns, earlier], schema=schema)
