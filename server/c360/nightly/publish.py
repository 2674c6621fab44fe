# ruff: noqa: S608 (names come from the contract and our own models, never from users)
"""Publish: build a day's schema beside the served one, check it, protect it, move the pointer."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from datetime import date
from pathlib import Path

import duckdb
from django.db import OperationalError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, IntegerField, Max, Model
from django.utils import timezone

from c360.core.errors import LoadRefused
from c360.nightly import ddl, narrow, packing
from c360.nightly.copying import copy_frozen
from c360.nightly.models import Load, PublicationRecord
from c360.nightly.tables import Published

Timed = Callable[[str, str], AbstractContextManager[None]]
SCHEMA_NAME = re.compile(r"p\d{8}_\d+")
PREWARM = "public.pg_prewarm"


def owner() -> BaseDatabaseWrapper:
    """The load's own connection: the owner of all schemas."""
    return connections["owner"]


def execute(*statements: str) -> None:
    """Run DDL as the owner."""
    with owner().cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def last_published() -> date | None:
    """The newest published business day."""
    last: date | None = PublicationRecord.objects.using("owner").aggregate(last=Max("as_of"))[
        "last"
    ]
    return last


def new_schema(as_of: date) -> str:
    """Create the schema of the next publication of that day."""
    start = f"p{as_of:%Y%m%d}_"
    used = PublicationRecord.objects.using("owner").filter(schema__startswith=start)
    numbers = [int(schema.removeprefix(start)) for schema in used.values_list("schema", flat=True)]
    schema = f"{start}{max(numbers, default=0) + 1}"
    execute(
        f"create schema {schema}",
        f"grant usage on schema {schema} to {ddl.WEB_ROLE}, {ddl.LEDGER_ROLE}",
    )
    return schema


def publish_table(
    engine: duckdb.DuckDBPyConnection,
    schema: str,
    model: type[Published],
    built: Path,
    timed: Timed,
) -> int:
    """Create one of the publication's tables, COPY its file into it, index, protect and check.

    The engine is attached (`copying.attach`). Answers the table's rows; `timed` is given the name
    of each part of that work, and the table.
    """
    table, whole = model._meta.db_table, ddl.qualified(schema, model)
    shape = narrow.Shape(engine, owner(), model, built)
    execute(shape.create_table_sql(schema))
    with timed("copy", table), closing(engine.cursor()) as reader:
        rows = shape.rows(reader)
        copy_frozen(engine, owner(), model, whole, [(rows, "")], stored=shape.names)
    with timed("index", table):
        _in_schema(schema, ddl.index_sql(owner(), model))
    with timed("analyze", table):
        execute(*ddl.protect_sql(model, schema), *shape.statistics_sql(schema))
        execute(f"analyze {whole}", *shape.show_sql(schema))
    with timed("check", table):  # of what readers see
        return check_rows(engine, model, whole, built)


def published_model(table: str) -> type[Published]:
    """The model of that table; LoadRefused where no module has one."""
    for model in ddl.published_models():
        if model._meta.db_table == table:
            return model
    raise LoadRefused(f"No module's model publishes the table {table}.")


def _in_schema(schema: str, statements: list[str]) -> None:
    with transaction.atomic(using="owner"), owner().cursor() as cursor:
        cursor.execute(f"set local search_path = {schema}, public")
        for statement in statements:
            cursor.execute(statement)


def check_rows(
    engine: duckdb.DuckDBPyConnection,
    model: type[Model],
    target: str,
    staged: Path,
    where: str = "true",
) -> int:
    """Refuse the day unless row count and every integer column's sum equal the stage's.

    `where` picks the rows that are compared, on both sides. Answers how many there are.
    """
    rows = packing.by_day(model, target)
    published, expected = counted(engine, model, rows, staged, where)
    if published != expected:
        raise LoadRefused(
            f"{target}: after COPY it holds {published[0]} rows (sums {published[1:]}), the stage "
            f"has {expected[0]} (sums {expected[1:]})."
        )
    return published[0]


def counted(
    engine: duckdb.DuckDBPyConnection,
    model: type[Model],
    rows: str,
    staged: Path,
    where: str,
) -> tuple[list[int], list[int]]:
    """Row count and the integer columns' sums of a relation of PostgreSQL and of a staged file."""
    sums = [
        f'sum("{field.column}")'
        for field in ddl.columns(model)
        if isinstance(field, IntegerField | BigIntegerField)
    ]
    figures = ", ".join(["count(*)", *(f"coalesce({one}, 0)" for one in sums)])
    with owner().cursor() as cursor:
        cursor.execute(f"select {figures} from {rows} where {where}")
        published = [int(value) for value in cursor.fetchone()]
    with closing(engine.cursor()) as reader:
        row = reader.execute(f"select {figures} from '{staged}' where {where}").fetchone()
    expected = [int(value) for value in row or ()]
    return published, expected


def create_views(schema: str, as_of: date) -> None:
    """The publication's views of the ledger."""
    for model in ddl.ledger_models():
        with transaction.atomic(using="owner"):
            execute(*ddl.view_sql(model, schema, as_of))


def warm(schema: str) -> int | None:
    """Have PostgreSQL read a publication's pages, so that no reader waits for the disk; how many.

    A large bank's night writes more than the system's memory holds, so what was copied first is
    forgotten by now. The smallest come last: they are found in memory the longest. None where the
    database has no such function.
    """
    with owner().cursor() as cursor:
        cursor.execute("select to_regproc(%s)", [PREWARM])
        if cursor.fetchone() == (None,):
            return None
        cursor.execute(
            f"select coalesce(sum({PREWARM}(oid, 'read')), 0) from ("
            "select oid from pg_class where relnamespace = %s::regnamespace "
            "and relkind in ('r', 'i') order by pg_relation_size(oid) desc offset 0) large_first",
            [schema],
        )
        return int(cursor.fetchone()[0])


def record(load: Load, schema: str) -> PublicationRecord:
    """Move the pointer and end the load; call it inside a transaction.

    A day that is filled in behind the served one has no schema of its own.
    """
    now = timezone.now()
    load.state = Load.State.PUBLISHED
    load.schema = schema
    load.finished_at = now
    load.seconds = (now - load.started_at).total_seconds()
    load.save(using="owner")
    return PublicationRecord.objects.using("owner").create(
        schema=schema, as_of=load.as_of, published_at=now, load=load
    )


def drop_old(report: Callable[[str], None], *, keep: int) -> None:
    """Drop schemas of killed runs, and of publications older than the newest `keep`.

    A schema that a reader still holds is left for the next night.
    """
    records = PublicationRecord.objects.using("owner").exclude(schema="").order_by("-generation")
    kept = set(list(records.values_list("schema", flat=True))[:keep])
    with owner().cursor() as cursor:
        cursor.execute("select nspname from pg_namespace where nspname like 'p%%'")
        schemas = [row[0] for row in cursor.fetchall() if SCHEMA_NAME.fullmatch(row[0])]
    for schema in sorted(set(schemas) - kept):
        try:
            with transaction.atomic(using="owner"):
                execute("set local lock_timeout = '5s'", f"drop schema {schema} cascade")
        except OperationalError:
            report(f"{schema} is still read; the next load drops it")
