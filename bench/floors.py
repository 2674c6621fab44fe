"""Floors of a load: the same rows by raw COPY BINARY into the same logged tables, then indexes.

The rows are dumped from the loaded tables (not timed) as PostgreSQL's own binary stream, which one
connection then streams into `create table (like ...)` (timed) before the same indexes are built
(timed). Nothing is encoded, checked or derived. One table or partition at a time, dropped again at
once, and its rows dumped a gigabyte at a time, so that a floor needs little disk.
"""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from psycopg import sql

from bench.run import Bench, Connection, Json

BLOCK = 1 << 20
PAGES_AT_ONCE = 1 << 17  # of 8 kB
SCHEMA = "bench_floor"


def of_publication(bench: Bench) -> list[Json]:
    """Every table of the served publication."""
    schema = bench.schema()
    with bench.owner() as database:
        tables = _tables(database, schema)
        return [_floor(bench, database, schema, table, "true") for table in tables]


def of_ledger(bench: Bench, after: date | None) -> list[Json]:
    """The ledger's partitions: all rows, or those after a day (without indexes of their own).

    A night's rows go into partitions whose indexes stand already; their floor is measured with
    the index built after, which is less work, so the floor is on the strict side.
    """
    found = []
    with bench.owner() as database:
        for table, column in _partitions(database):
            where = f"{column} > date '{after}'" if after else "true"
            count = database.execute(
                sql.SQL("select exists (select from ledger.{} where {})").format(
                    sql.Identifier(table), sql.SQL(where)
                )
            ).fetchone()
            if count and count[0]:
                found.append(_floor(bench, database, "ledger", table, where))
    return found


def _tables(database: Connection, schema: str) -> list[str]:
    rows = database.execute(
        "select c.relname from pg_class c where c.relnamespace = %s::regnamespace"
        " and c.relkind in ('r', 'p') and not c.relispartition order by c.relname",
        [schema],
    ).fetchall()
    return [str(row[0]) for row in rows]


def _partitions(database: Connection) -> list[tuple[str, str]]:
    """Leaf tables of the ledger with the column of their business date."""
    rows = database.execute(
        "select c.relname, (select a.attname from pg_attribute a where a.attrelid = c.oid"
        " and a.attname in ('posted_on', 'as_of') limit 1)"
        " from pg_class c where c.relnamespace = 'ledger'::regnamespace and c.relkind = 'r'"
        " order by c.relname"
    ).fetchall()
    return [(str(table), str(column)) for table, column in rows if column]


def _floor(bench: Bench, database: Connection, schema: str, table: str, where: str) -> Json:
    source, target = sql.Identifier(schema, table), sql.Identifier(SCHEMA, table)
    indexes = _indexes(database, schema, table)
    database.execute(sql.SQL("drop schema if exists {} cascade").format(sql.Identifier(SCHEMA)))
    database.execute(sql.SQL("create schema {}").format(sql.Identifier(SCHEMA)))
    dump = bench.folder / "floor.copy"
    rows, size, copied = 0, 0, 0.0
    try:
        database.execute(sql.SQL("create table {} (like {})").format(target, source))
        for part in _parts(database, source, where):
            _dump(database, part, dump)
            size += dump.stat().st_size
            began = time.monotonic()
            rows += _copy(database, target, dump)
            copied += time.monotonic() - began
        began = time.monotonic()
        for index in indexes:
            database.execute(index.encode())
        indexed = time.monotonic() - began
    finally:
        database.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(SCHEMA)))
        dump.unlink(missing_ok=True)
    return {
        "table": table,
        "rows": rows,
        "bytes": size,
        "copy": copied,
        "index": indexed,
        "indexes": len(indexes),
    }


def _parts(database: Connection, source: sql.Identifier, where: str) -> Iterator[sql.Composed]:
    """Queries that together give a table's rows, in their order, each of so many pages."""
    size = database.execute(
        sql.SQL("select pg_relation_size({})").format(sql.Literal(source.as_string(database)))
    ).fetchone()
    for first in range(0, int(size[0]) // 8192 + 1 if size else 1, PAGES_AT_ONCE):
        yield sql.SQL("select * from {} where ctid >= {} and ctid < {} and {}").format(
            source,
            sql.Literal(f"({first},0)"),
            sql.Literal(f"({first + PAGES_AT_ONCE},0)"),
            sql.SQL(where),
        )


def _dump(database: Connection, query: sql.Composed, dump: Path) -> None:
    """Rows in PostgreSQL's own binary form; the bench makes its folder before."""
    out_of = sql.SQL("copy ({}) to stdout (format binary)").format(query)
    with dump.open("wb") as file, database.cursor().copy(out_of) as out:
        for part in out:
            file.write(part)


def _copy(database: Connection, target: sql.Identifier, dump: Path) -> int:
    """Stream a dump into a table; how many rows."""
    into = sql.SQL("copy {} from stdin (format binary)").format(target)
    with database.cursor() as cursor:
        with dump.open("rb") as file, cursor.copy(into) as copy:
            while block := file.read(BLOCK):
                copy.write(block)
        return cursor.rowcount


def _indexes(database: Connection, schema: str, table: str) -> list[str]:
    """The definitions of the table's indexes, turned to the floor's table."""
    rows = database.execute(
        "select indexname, indexdef from pg_indexes where schemaname = %s and tablename = %s",
        [schema, table],
    ).fetchall()
    found = []
    for _, definition in rows:
        start, _, rest = str(definition).partition(" USING ")
        unique = "unique " if start.startswith("CREATE UNIQUE") else ""
        found.append(f'create {unique}index on {SCHEMA}."{table}" using {rest}')
    return found
