"""Floors of a load: the same rows by raw COPY BINARY into the same logged tables, then indexes.

The rows are dumped from the loaded tables (not timed) as PostgreSQL's own binary stream, which one
connection then streams into `create table (like ...)` (timed) before the same indexes are built
(timed). Nothing is encoded, checked or derived. One table or partition at a time, dropped again at
once, so that a floor needs little disk.
"""

import time
from datetime import date
from pathlib import Path

from psycopg import sql

from bench.run import Bench, Connection, Json

BLOCK = 1 << 20
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
    source = sql.Identifier(schema, table)
    dump = bench.folder / "floor.copy"
    bench.folder.mkdir(parents=True, exist_ok=True)
    query = sql.SQL("copy (select * from {} where {}) to stdout (format binary)").format(
        source, sql.SQL(where)
    )
    with dump.open("wb") as file, database.cursor().copy(query) as out:
        for part in out:
            file.write(part)
    indexes = _indexes(database, schema, table)
    database.execute(sql.SQL("drop schema if exists {} cascade").format(sql.Identifier(SCHEMA)))
    database.execute(sql.SQL("create schema {}").format(sql.Identifier(SCHEMA)))
    try:
        return {"table": table, **_timed(database, source, table, dump, indexes)}
    finally:
        database.execute(sql.SQL("drop schema {} cascade").format(sql.Identifier(SCHEMA)))
        dump.unlink()


def _timed(
    database: Connection, source: sql.Identifier, table: str, dump: Path, indexes: list[str]
) -> Json:
    target = sql.Identifier(SCHEMA, table)
    size = dump.stat().st_size
    database.execute(sql.SQL("create table {} (like {})").format(target, source))
    began = time.monotonic()
    with database.cursor() as cursor:
        into = sql.SQL("copy {} from stdin (format binary)").format(target)
        with dump.open("rb") as file, cursor.copy(into) as copy:
            while block := file.read(BLOCK):
                copy.write(block)
        rows = cursor.rowcount
    copied = time.monotonic()
    for index in indexes:
        database.execute(index.encode())
    return {
        "rows": rows,
        "bytes": size,
        "copy": copied - began,
        "index": time.monotonic() - copied,
        "indexes": len(indexes),
    }


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
