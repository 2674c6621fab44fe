# ruff: noqa: S608 (names come from the contract and our own models, never from users)
"""Stage and check: extracted rows become typed Parquet files by the canonical contract.

A bad row goes to quarantine with its column and reason; more than 0.1% of a table's rows, or a
column that is missing or cannot be read at all, refuses the day.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from c360.core.canonical import BY_NAME, CanonicalTable, Column, ColumnType
from c360.core.errors import LoadRefused
from c360.nightly import narration
from c360.nightly.column_types import SQL_TYPES, WORDS, arrow_schema, readable_as

QUARANTINE_SHARE = 0.001


@dataclass(frozen=True)
class BadRow:
    """A row kept out: its number in the extract (from 0), the column, the reason, its values."""

    table: str
    row_number: int
    column: str
    reason: str
    row: dict[str, object]


@dataclass(frozen=True)
class Staged:
    """A staged table: `path` holds its clean rows; `control_total` adds its minor units.

    `source_rows` and `control_total` count every extracted row, the quarantined too;
    `content` is a hash of the clean rows that does not depend on their order.
    """

    table: str
    path: Path
    source_rows: int
    rows: int
    control_total: int | None
    clean_total: int | None
    content: str
    bad: tuple[BadRow, ...] = ()
    unused: tuple[str, ...] = ()


# What a table's control total adds up; other tables are only counted.
CONTROL_COLUMN = {
    "account": "principal",
    "balance": "closing",
    "transaction": "amount",
    "card": "used",
    "standing_instruction": "amount",
}


def stage_table(
    engine: duckdb.DuckDBPyConnection,
    table: CanonicalTable,
    extracted: Path,
    target: Path,
    parents: Mapping[str, Path],
) -> Staged:
    """Check one extract and write its clean rows, in the contract's columns, to `target`.

    `parents` has the clean files of the tables it refers to. Raises LoadRefused.
    """
    schema = pq.read_schema(extracted)
    _check_columns(table, schema)
    engine.execute(f"create or replace temp view typed as {_typed_sql(table, schema, extracted)}")
    total = CONTROL_COLUMN.get(table.name)
    source_rows, faulty, control_total, content = _overview(engine, table, total)
    _find_bad(engine, table, parents, faulty)
    bad_count = _int(engine, "select count(distinct row_number) from bad")
    if bad_count > source_rows * QUARANTINE_SHARE:
        raise LoadRefused(_too_many(engine, table, bad_count, source_rows))
    if not bad_count and _clean_as_sent(engine, table, extracted):
        target.hardlink_to(extracted)
    else:
        _write_clean(engine, table, target, bad_count)
        content = content_of(engine, target)
    return Staged(
        table=table.name,
        path=target,
        source_rows=source_rows,
        rows=source_rows - bad_count,
        control_total=control_total,
        clean_total=_int(engine, f"select coalesce(sum({total}), 0) from '{target}'")
        if total and bad_count
        else control_total,
        content=content,
        bad=_bad_rows(engine, table.name, extracted) if bad_count else (),
        unused=tuple(name for name in schema.names if name not in _names(table)),
    )


def _clean_as_sent(engine: duckdb.DuckDBPyConnection, table: CanonicalTable, sent: Path) -> bool:
    """May an extract without a bad row be taken as it is, not written a second time?

    It has just the contract's columns and types, no empty text, and no narration tells more.
    """
    told = pq.ParquetFile(sent)
    if not told.schema_arrow.equals(arrow_schema(table)):
        return False
    groups = [told.metadata.row_group(number) for number in range(told.metadata.num_row_groups)]
    for place, column in enumerate(table.columns):
        if column.type is ColumnType.TEXT and table.name != "manifest":
            least = [group.column(place).statistics for group in groups]
            # Statistics leave out bounds that are long: then nothing is known.
            if any(
                one is None or (one.min == "" if one.has_min_max else one.num_values)
                for one in least
            ):
                return False
    if table.name != "transaction":
        return True
    fills = [
        f"{_q(name)} is null and {narration.sql(name)} is not null" for name in narration.COLUMNS
    ]
    return not _int(engine, f"select count(*) from typed where {' or '.join(fills)}")


def _write_clean(
    engine: duckdb.DuckDBPyConnection, table: CanonicalTable, target: Path, bad_count: int
) -> None:
    """The typed rows that are not bad."""
    names = ", ".join(_filled_sql(table, column.name) for column in table.columns)
    keep = "where row_number not in (select row_number from bad)" if bad_count else ""
    unfinished = target.with_suffix(".unfinished")
    engine.execute(
        f"copy (select {names} from typed {keep}) to '{unfinished}' "
        "(format parquet, compression lz4_raw, row_group_size 122880)"  # read often, kept hours
    )
    unfinished.replace(target)


def _filled_sql(table: CanonicalTable, name: str) -> str:
    """A column of the typed rows; a booking's, where absent, is read out of its narration."""
    if table.name == "transaction" and name in narration.COLUMNS:
        return f"{narration.sql(name)} as {_q(name)}"
    return _q(name)


def stage_absent(table: CanonicalTable, target: Path) -> Staged:
    """The empty file of an optional table that the bank does not map."""
    pq.write_table(arrow_schema(table).empty_table(), target)
    return Staged(table.name, target, 0, 0, None, None, "absent")


CONTENT = "count(*) || ':' || coalesce(sum(hash(rows)::hugeint), 0)"


def content_of(engine: duckdb.DuckDBPyConnection, path: Path) -> str:
    """A hash of a Parquet file's rows, whatever their order."""
    row = engine.execute(f"select {CONTENT} from '{path}' rows").fetchone()
    return str(row[0]) if row else ""


def _names(table: CanonicalTable) -> list[str]:
    return [column.name for column in table.columns]


def _check_columns(table: CanonicalTable, schema: pa.Schema) -> None:
    missing = [c.name for c in table.columns if c.required and c.name not in schema.names]
    if missing:
        raise LoadRefused(f"{table.name}: the column {missing[0]} is missing from the warehouse.")
    for column in table.columns:
        if column.name in schema.names:
            given = schema.field(column.name).type
            if not readable_as(column.type, given):
                raise LoadRefused(
                    f"{table.name}: the column {column.name} is {given} in the warehouse, "
                    f"where {WORDS[column.type]} is expected."
                )


def _typed_sql(table: CanonicalTable, schema: pa.Schema, extracted: Path) -> str:
    """The extract with each column cast; beside it what could not be cast, as `<name>!`."""
    parts = ["file_row_number as row_number"]
    for column in table.columns:
        kind = SQL_TYPES[column.type]
        if column.name not in schema.names:
            parts += [f"null::{kind} as {_q(column.name)}", f"false as {_q(column.name + '!')}"]
            continue
        raw = _q(column.name)
        cast = f"try_cast({raw} as {kind})"
        failed = f"{raw} is not null and {cast} is null"
        whole = pa.types.is_integer(schema.field(column.name).type)
        if column.type in (ColumnType.MINOR, ColumnType.INTEGER) and not whole:
            failed = f"({failed}) or {cast} <> try_cast({raw} as decimal(38, 6))"
        # In a manifest '' speaks of all branches or products; elsewhere it is no value.
        if column.type is ColumnType.TEXT and table.name != "manifest":
            cast = f"nullif({cast}, '')"
        parts += [
            f"{cast} as {_q(column.name)}",
            f"coalesce({failed}, false) as {_q(column.name + '!')}",
        ]
    source = f"read_parquet('{extracted}', file_row_number = true)"
    return f"select {', '.join(parts)} from {source}"


def _overview(
    engine: duckdb.DuckDBPyConnection, table: CanonicalTable, total: str | None
) -> tuple[int, int, int | None, str]:
    """In one pass: rows, rows in which a column is wrong, the control total, and `content_of`."""
    faults = " or ".join(f"{_fault_sql(column)} is not null" for column in table.columns)
    sums = "coalesce(sum(total), 0)" if total else "null"
    values = ", ".join(_q(name) for name in _names(table))
    row = engine.execute(
        f"select count(*), count(*) filter (where wrong), {sums}, {CONTENT} from "
        f"(select ({faults}) as wrong, {_q(total) if total else 'null'} as total, "
        f"row({values}) as rows from typed)"
    ).fetchone()
    found, faulty, control_total, content = row or (0, 0, None, "")
    whole = None if control_total is None else int(control_total)
    return int(found), int(faulty), whole, str(content)


def _find_bad(
    engine: duckdb.DuckDBPyConnection,
    table: CanonicalTable,
    parents: Mapping[str, Path],
    faulty: int,
) -> None:
    """Fill the table `bad` (row_number, column_name, reason)."""
    engine.execute(
        "create or replace temp table bad (row_number bigint, column_name text, reason text)"
    )
    for column in table.columns if faulty else ():
        fault = _fault_sql(column)
        engine.execute(
            "insert into bad "
            f"select row_number, '{column.name}', {fault} from typed where {fault} is not null"
        )
    if _may_repeat(engine, table):
        _find_repeated(engine, table)
    for name, parent in table.references:
        parent_key = BY_NAME[parent].key[0]
        engine.execute(
            f"insert into bad select row_number, '{name}', "
            f"'there is no such {parent}' from typed where {_q(name)} is not null and not exists "
            f"(select 1 from '{parents[parent]}' p where p.{_q(parent_key)} = typed.{_q(name)})"
        )


def _may_repeat(engine: duckdb.DuckDBPyConnection, table: CanonicalTable) -> bool:
    """Is a key there twice, or are two keys of one hash? Telling takes less memory than keys do."""
    key = ", ".join(_q(name) for name in table.key)
    rows = _int(engine, "select count(*) from typed")
    hashes = f"(select hash({key}) as key from typed group by 1)"
    return _int(engine, f"select count(*) from {hashes}") < rows


def _find_repeated(engine: duckdb.DuckDBPyConnection, table: CanonicalTable) -> None:
    key = ", ".join(_q(name) for name in table.key)
    engine.execute(
        "insert into bad select row_number, ?, 'the key occurs more than once' from typed "
        f"semi join (select {key} from typed group by {key} having count(*) > 1) using ({key})",
        [table.key[-1]],
    )


def _fault_sql(column: Column) -> str:
    name, uncast = _q(column.name), _q(column.name + "!")
    cases = [f"when {uncast} then 'not {WORDS[column.type]}'"]
    if column.required:
        cases.append(f"when {name} is null then 'missing'")
    if column.one_of:
        choices = ", ".join(f"'{choice}'" for choice in column.one_of)
        cases.append(f"when {name} not in ({choices}) then 'not one of {', '.join(column.one_of)}'")
    return f"case {' '.join(cases)} end"


def _too_many(
    engine: duckdb.DuckDBPyConnection, table: CanonicalTable, bad_count: int, rows: int
) -> str:
    worst = engine.execute(
        "select column_name, reason, count(*), min(row_number) from bad "
        "group by all order by 3 desc, 1 limit 1"
    ).fetchone()
    column, reason, count, first = worst if worst else ("", "", 0, 0)
    return (
        f"{table.name}: {bad_count} of {rows} rows are bad, more than 0.1%. Most often the "
        f"column {column}: {reason} ({count} rows, the first is row {first + 1})."
    )


def _bad_rows(engine: duckdb.DuckDBPyConnection, table: str, extracted: Path) -> tuple[BadRow, ...]:
    rows = engine.execute(
        "select b.row_number, b.column_name, b.reason, to_json(r)::text from bad b join "
        f"read_parquet('{extracted}', file_row_number = true) r "
        "on r.file_row_number = b.row_number order by b.row_number, b.column_name"
    ).fetchall()
    found = []
    for number, column, reason, row in rows:
        values = json.loads(row)
        values.pop("file_row_number", None)
        found.append(BadRow(table, number, column, reason, values))
    return tuple(found)


def _int(engine: duckdb.DuckDBPyConnection, query: str) -> int:
    row = engine.execute(query).fetchone()
    return int(row[0]) if row else 0


def _q(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
