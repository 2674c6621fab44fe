"""An account's bookings of ended months as the load's engine gives them to PostgreSQL, packed.

The engine sorts them; an account's rows then stand together, and up to `packing.MOST` of them
become one row: the last as it is, the earlier ones as PostgreSQL's text of an array of rows. An
account with more than `packing.MANY` keeps a row each.
Nothing but one batch and what the engine sorts is in memory.
"""

from collections.abc import Callable, Iterable, Iterator
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
DATE = "%Y%m%d"  # of four digits' years, as the ledger's days are, PostgreSQL reads it, too
ENDING = ('"', "\\", ",", "(", ")")  # in a word that stands without quotes they would end it


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
    schema = pa.schema([*fields, pa.field(packing.EARLIER_ROWS, pa.string())])
    packed = (_pack(schema, batch) for batch in whole(given, packing.ACCOUNT))
    return pa.RecordBatchReader.from_batches(schema, packed)


def _row_text(model: type[Ledger]) -> str:
    """An expression of the engine: a row as an element in PostgreSQL's text of an array of rows.

    Words that end no column stand as they are; else all of the row's stand in quotes. The account
    stands beside the array already.
    """
    words = [f'"{f.column}"' for f in _words(model)]
    together, least = f"concat({', '.join(words)})", f"least({', '.join(words)})"
    ends = " or ".join(f"contains({together}, '{sign}')" for sign in ENDING)
    quoted = f"{ends} or {least} = ''"
    return f"case when {quoted} then {_element(model, _quoted)} else {_element(model, _as_is)} end"


def _words(model: type[Ledger]) -> list[Any]:
    fields = ddl.columns(model)
    return [f for f in fields if isinstance(f, TextField) and f.column != packing.ACCOUNT]


def _element(model: type[Ledger], word: Callable[[str], str]) -> str:
    """The row's element, each of its words as `word` writes it; null leaves nothing."""
    words = {field.column for field in _words(model)}
    parts = []
    for name in ddl.column_names(model):
        told = word(f'"{name}"') if name in words else f'"{name}"::varchar'
        if name == model.partition_column:
            told = f"""strftime("{name}", '{DATE}')"""
        if name in model.mostly:
            differs = f'"{name}" <> "{model.mostly[name]}"'
            none = f"""when "{name}" is null then '{packing.NONE}'"""
            told = f"case when {differs} then {told} {none} end"
        parts.append("''" if name == packing.ACCOUNT else told)
    inside = ", ',', ".join(parts)
    return f"""concat('"(', {inside}, ',)"')"""  # which leaves out what is null


def _as_is(word: str) -> str:
    return word


def _quoted(word: str) -> str:
    """In quotes that are escaped for the array; doubled inside, as in a row, and escaped, too."""
    escaped = f"""replace(replace({word}, '\\', '\\\\\\\\'), '"', '\\"\\"')"""
    return f"""'\\"' || {escaped} || '\\"'"""


def whole(batches: Iterable[Any], key: str) -> Iterator[Any]:
    """The same rows, cut where a key ends, or inside one that has too many rows to be packed.

    What follows of such a one has enough rows to be known by.
    """
    left = None
    for batch in batches:
        rows = pa.concat_batches([left, batch]) if left else batch
        keys = rows.column(key)
        begin = pc.index(keys, keys[-1]).as_py()
        begin = max(begin, len(rows) - packing.MANY - 1)
        left = rows.slice(begin)
        if begin:
            yield rows.slice(0, begin)
    if left:
        yield left


def firsts(keys: Any) -> Any:
    """The place of the first row of each key, of keys that stand together."""
    others = pc.not_equal(keys[1:], keys[:-1]).to_numpy(zero_copy_only=False)
    return np.flatnonzero(np.append(True, others))


def _pack(schema: Any, rows: Any) -> Any:
    begun = firsts(rows.column(packing.ACCOUNT))
    sizes = np.diff(np.append(begun, len(rows)))
    places = np.arange(len(rows)) - np.repeat(begun, sizes)
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
