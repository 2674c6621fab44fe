"""The bank's warehouse: read with the bank's own SQL, written to Parquet."""

import csv
import gzip
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import duckdb
import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, TokenError

from c360.core.errors import LoadRefused, MappingError, SettingError
from c360.nightly.bank import WarehousePlace
from c360.nightly.engine import open_engine

BATCH_ROWS = 100_000
# What DuckDB's types become on the way to a file: whole numbers have 64 bits, and what Parquet
# would keep as floating point or as an extension of its own is kept as what it says.
WRITTEN_AS = {
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER"), "BIGINT"),
    **dict.fromkeys(("UTINYINT", "USMALLINT", "UINTEGER"), "BIGINT"),
    **dict.fromkeys(("HUGEINT", "UHUGEINT"), "DECIMAL(38, 0)"),
    **dict.fromkeys(("UUID", "JSON", "ENUM", "BIT", "INTERVAL"), "VARCHAR"),
}
SEPARATORS = ",;|\t"
LONGEST_HEADER = 1_000_000  # letters


class Warehouse(Protocol):
    """Something that answers SQL in its own dialect (sqlglot's name of it)."""

    dialect: str

    def columns(self) -> dict[str, list[str]]:
        """The columns of each of its tables, to report what was added since the last load."""

    def stream(self, sql: str) -> pa.RecordBatchReader:
        """The rows of a query, in batches."""

    def write(self, sql: str, target: Path) -> int:
        """Write the rows of a query to a Parquet file, whole numbers all of 64 bits; how many."""

    def close(self) -> None:
        """Let go of files and connections."""


@dataclass(frozen=True)
class MappingQuery:
    """One canonical table's query: its file, and the SQL with the dates put in."""

    path: Path
    sql: str


def connect(place: WarehousePlace, *, memory: str, threads: int) -> Warehouse:
    """Open the warehouse; SettingError says which folder, file or URL does not work."""
    if place.kind == "files" and place.folder is not None:
        return FileWarehouse(place.folder, memory=memory, threads=threads)
    return DatabaseWarehouse(place.url or "")


class FileWarehouse:
    """A folder of files as DuckDB views, each named by its file's stem (or its folder's name).

    A CSV file's columns are text: its mapping casts them. An empty field is null.
    """

    dialect = "duckdb"

    def __init__(self, folder: Path, *, memory: str, threads: int) -> None:
        if not folder.is_dir():
            raise SettingError(f"The warehouse's folder {folder} does not exist. Set C360_DATA.")
        self._connection = open_engine(memory=memory, threads=threads)
        self._columns: dict[str, list[str]] = {}
        for path in sorted(folder.iterdir()):
            self._add(path)
        if not self._columns:
            raise SettingError(f"The warehouse's folder {folder} holds no CSV or Parquet file.")

    def _add(self, path: Path) -> None:
        name = path.name.split(".")[0]
        try:
            source = _file_source(path)
            if source is None:
                return
            self._connection.execute(f"create view {_quoted(name)} as from {source}")
            described = self._connection.execute(f"describe {_quoted(name)}").fetchall()
        except (duckdb.Error, ValueError, csv.Error, EOFError) as error:
            raise SettingError(f"The warehouse's file {path} cannot be read: {error}") from error
        self._columns[name] = [str(row[0]) for row in described]

    def columns(self) -> dict[str, list[str]]:
        return self._columns

    def stream(self, sql: str) -> pa.RecordBatchReader:
        return self._connection.execute(sql).to_arrow_reader(BATCH_ROWS)

    def write(self, sql: str, target: Path) -> int:
        """By DuckDB alone, which works on its threads at once."""
        described = self._connection.execute(f"describe {sql}").fetchall()
        columns = ", ".join(_written(str(name), str(kind)) for name, kind, *_ in described)
        # The mapping begins in the first line, so that errors tell its own lines.
        written = self._connection.execute(
            f"copy (select {columns} from ({sql}\n) mapped) to {_text(str(target))} "  # noqa: S608
            "(format parquet, compression lz4_raw)"
        ).fetchone()
        return int(written[0]) if written else 0

    def close(self) -> None:
        self._connection.close()


def _written(name: str, kind: str) -> str:
    """A column of a query's rows as it is written."""
    other = WRITTEN_AS.get(kind.partition("(")[0])
    return f"{_quoted(name)}::{other} as {_quoted(name)}" if other else _quoted(name)


def _file_source(path: Path) -> str | None:
    """How DuckDB reads a file or a folder of parts; None for what is no table."""
    literal = _text(str(path))
    if path.is_dir():
        parts = str(path / "**" / "*.parquet").replace("'", "''")
        return f"read_parquet('{parts}')" if any(path.rglob("*.parquet")) else None
    if path.name.endswith(".parquet"):
        return f"read_parquet({literal})"
    if path.name.endswith((".csv", ".csv.gz")):
        return _csv_source(path, literal)
    return None


def _csv_source(path: Path, literal: str) -> str:
    """Columns and separator by the header alone: DuckDB's guess drops rows of a broken file.

    Raises ValueError where there is no header, or it names a column twice.
    """
    opened = gzip.open if path.name.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
        header = file.readline(LONGEST_HEADER)
        separator = max(SEPARATORS, key=header.count)
        file.seek(0)
        names = next(csv.reader(file, delimiter=separator, strict=True), [])
    if not any(names):
        raise ValueError("it has no header")
    given = [name or f"column{place}" for place, name in enumerate(names)]
    twice = {name for name in given if [one.lower() for one in given].count(name.lower()) > 1}
    if twice:
        raise ValueError(f"its header names the column {min(twice)} twice")
    columns = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in given)
    return (
        f"read_csv({literal}, auto_detect = false, header = true, strict_mode = true,"
        f" delim = {_text(separator)}, quote = '\"', escape = '\"', columns = {{{columns}}})"
    )


def _text(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


class DatabaseWarehouse:
    """Any database that Ibis connects to by a URL."""

    def __init__(self, url: str) -> None:
        scheme = urlsplit(url).scheme or "?"
        try:
            self._backend: Any = ibis.connect(url)
        except Exception as error:
            raise SettingError(
                f"The warehouse at {scheme}://… does not answer ({type(error).__name__}). "
                "Check C360_WAREHOUSE_URL."
            ) from error
        self.dialect = str(getattr(self._backend, "name", scheme))

    def columns(self) -> dict[str, list[str]]:
        return {
            name: list(self._backend.table(name).schema().names)
            for name in self._backend.list_tables()
        }

    def stream(self, sql: str) -> pa.RecordBatchReader:
        query = self._backend.sql(sql, dialect=self.dialect)
        return query.to_pyarrow_batches(chunk_size=BATCH_ROWS)

    def write(self, sql: str, target: Path) -> int:
        rows = 0
        reader = self.stream(sql)
        schema = pa.schema([field.with_type(_widened(field.type)) for field in reader.schema])
        with pq.ParquetWriter(target, schema, compression="lz4") as writer:
            for batch in reader:
                writer.write_batch(batch.cast(schema))
                rows += batch.num_rows
        return rows

    def close(self) -> None:
        with suppress(AttributeError):
            self._backend.disconnect()


def read_mapping(path: Path, dialect: str, *, as_of: date, since: date) -> MappingQuery:
    """Read a mapping query and put the dates in for `:as_of` and `:since`.

    Raises MappingError with the file and line where it is no single query of that dialect or
    names another parameter.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(f"{path} cannot be read: {error}") from error
    dates = {"as_of": as_of, "since": since}
    dated = _with_dates(text, dates)
    try:
        statements = [one for one in sqlglot.parse(dated, dialect=dialect) if one is not None]
    except (ParseError, TokenError) as error:
        raise MappingError(f"{path}:{_line_of(error)}: {_first_line(error)}") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise MappingError(f"{path}:1: a mapping is one select statement.")
    unknown = {node.name for node in statements[0].find_all(exp.Placeholder)}
    if unknown:
        name = min(unknown)
        line = _line_with(text, f":{name}")
        raise MappingError(f"{path}:{line}: there is no parameter :{name}; use :as_of, :since.")
    return MappingQuery(path, dated.rstrip().rstrip(";"))


def _with_dates(text: str, dates: Mapping[str, date]) -> str:
    """Only the dates change; the rest of the bank's SQL reaches its warehouse untouched."""

    def literal(match: re.Match[str]) -> str:
        skipped, name = match.group(1), match.group(2)
        return skipped if skipped else f"cast('{dates[name].isoformat()}' as date)"

    pattern = r"('(?:[^']|'')*'|--[^\n]*|/\*.*?\*/)|(?<!:):(as_of|since)\b"
    return re.sub(pattern, literal, text, flags=re.DOTALL)


def extract(warehouse: Warehouse, query: MappingQuery, target: Path) -> int:
    """Write the query's rows to a Parquet file; answers the row count.

    The columns have the source's types, whole numbers all of 64 bits. Raises LoadRefused with
    the mapping's line where the warehouse refuses the query.
    """
    unfinished = target.with_suffix(".unfinished")
    try:
        rows = warehouse.write(query.sql, unfinished)
    except OSError:
        raise
    except Exception as error:
        if isinstance(error, duckdb.Error) and "No space left" in str(error):
            raise  # our disk, not the query
        raise LoadRefused(_explained(query, error)) from error
    unfinished.replace(target)
    return rows


def _widened(kind: pa.DataType) -> pa.DataType:
    return pa.int64() if pa.types.is_integer(kind) and kind != pa.uint64() else kind


def result_schema(warehouse: Warehouse, query: MappingQuery) -> pa.Schema:
    """The columns a mapping query yields, after running it for a few rows."""
    try:
        limited = f"select * from (\n{query.sql}\n) as mapped limit 20"  # noqa: S608
        reader = warehouse.stream(limited)
        for _ in reader:
            pass
    except Exception as error:
        raise MappingError(_explained(query, error)) from error
    return reader.schema


def _explained(query: MappingQuery, error: Exception) -> str:
    """The warehouse's words about a query, with the file and the line they are about."""
    if broken := _broken_line(str(error)):
        return broken
    words = " ".join(str(error).split("\n\n")[0].split())
    line = 1
    named = re.search(r'column "?([\w.]+)"? (?:not found|does not exist)', words, re.IGNORECASE)
    if found := re.search(r"LINE (\d+):", str(error)):
        line = int(found.group(1))
    elif named:
        line = _line_with(query.sql, named.group(1).split(".")[-1])
    return f"{query.path}:{line}: the warehouse refuses the query: {words[:500]}"


def _broken_line(words: str) -> str | None:
    """Where a CSV file is broken, without the line itself: it may hold a customer's data."""
    if "CSV Error on Line" not in words and "CSV Parser" not in words:
        return None
    line = re.search(r"CSV Error on Line: (\d+)", words)
    file = re.search(r"^\s*file ?= ?(.+)$", words, re.MULTILINE)
    columns = re.search(r"Expected Number of Columns: \d+ Found: \d+", words)
    why = columns.group(0) if columns else "no UTF-8 text, or a quote out of place"
    place = f":{line.group(1)}" if line else ""
    return f"{file.group(1).strip() if file else 'a CSV file'}{place}: {why}"


def _line_of(error: ParseError | TokenError) -> int:
    errors = getattr(error, "errors", None)
    return int(errors[0].get("line") or 1) if errors else 1


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _line_with(text: str, word: str) -> int:
    for number, line in enumerate(text.splitlines(), start=1):
        if word in line:
            return number
    return 1


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
