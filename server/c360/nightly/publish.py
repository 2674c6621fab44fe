# ruff: noqa: S608 (names come from the contract and our own models, never from users)
"""Publish: build a day's schema beside the served one, check it, protect it, move the pointer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
from django.db import OperationalError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, IntegerField, Max, Model
from django.utils import timezone

from c360.core.errors import LoadRefused
from c360.nightly import ddl
from c360.nightly.copying import copy_into
from c360.nightly.models import Load, PublicationRecord
from c360.nightly.tables import Ledger

KEPT_PUBLICATIONS = 3
SCHEMA_NAME = re.compile(r"p\d{8}_\d+w?")


@dataclass(frozen=True)
class CopiedTable:
    """Rows in PostgreSQL after COPY, equal to the stage's; `total` adds every integer column."""

    table: str
    rows: int


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


def new_waiting_schema(schema: str) -> str:
    """Create the schema in which a restatement's ledger rows wait; `drop_old` knows its name."""
    waiting = f"{schema}w"
    execute(f"create schema {waiting}")
    return waiting


def fill(
    schema: str,
    built: Mapping[str, Path],
    progress: Callable[[str, int], None],
) -> list[CopiedTable]:
    """Create the publication's tables, COPY each one's file into it, check, index and protect."""
    copied = []
    for model in ddl.published_models():
        table = model._meta.db_table
        if table not in built:
            raise LoadRefused(f"No module's source builds the published table {table}.")
        execute(ddl.create_table_sql(owner(), model, schema))
        rows = copy_into(owner(), model, schema, [built[table]])
        check_rows(model, ddl.qualified(schema, model), built[table])
        _in_schema(schema, ddl.index_sql(owner(), model))
        execute(*ddl.protect_sql(model, schema), f"analyze {ddl.qualified(schema, model)}")
        copied.append(CopiedTable(table, rows))
        progress(table, rows)
    return copied


def _in_schema(schema: str, statements: list[str]) -> None:
    with transaction.atomic(using="owner"), owner().cursor() as cursor:
        cursor.execute(f"set local search_path = {schema}, public")
        for statement in statements:
            cursor.execute(statement)


def check_rows(model: type[Model], target: str, staged: Path, where: str = "true") -> None:
    """Refuse the day unless row count and every integer column's sum equal the stage's."""
    sums = [
        f'sum("{field.column}")'
        for field in ddl.columns(model)
        if isinstance(field, IntegerField | BigIntegerField)
    ]
    figures = ", ".join(["count(*)", *(f"coalesce({one}, 0)" for one in sums)])
    with owner().cursor() as cursor:
        cursor.execute(f"select {figures} from {target} where {where}")
        published = [int(value) for value in cursor.fetchone()]
    engine = duckdb.connect()
    row = engine.execute(f"select {figures} from '{staged}'").fetchone()
    expected = [int(value) for value in row or ()]
    engine.close()
    if published != expected:
        raise LoadRefused(
            f"{target}: after COPY it holds {published[0]} rows (sums {published[1:]}), the stage "
            f"has {expected[0]} (sums {expected[1:]})."
        )


def clear_unpublished_ledger(last: date | None) -> None:
    """Take away ledger rows newer than the last published day, left by a run that was killed.

    Before the first publication the tables are made anew, without indexes: `index_ledger` adds
    them after the first load's rows.
    """
    for model in ddl.ledger_models():
        if last is None:
            _in_schema("ledger", ddl.ledger_table_sql(owner(), model))
        else:
            table, column = model._meta.db_table, model.partition_column
            execute(f'delete from ledger."{table}" where "{column}" > date \'{last}\'')


def index_ledger() -> None:
    """The ledger's indexes, after the first load's rows."""
    for model in ddl.ledger_models():
        _in_schema("ledger", ddl.index_sql(owner(), model))


def append_ledger(
    model: type[Ledger], staged: Path, cut: date | None, restated_in: str | None
) -> int:
    """COPY a night's rows, those after `cut`, into the ledger's monthly partitions and check them.

    For a restatement they wait in the schema `restated_in` until the pointer moves. Answers the
    number of rows.
    """
    table, column = model._meta.db_table, model.partition_column
    engine = duckdb.connect()
    months = engine.execute(
        f"select distinct date_trunc('month', {column})::date from '{staged}' order by 1"
    ).fetchall()
    engine.close()
    for (month,) in months:
        execute(ddl.partition_sql(model, month))
    newer = f"\"{column}\" > date '{cut}'" if cut else "true"
    if restated_in is None:
        rows = copy_into(owner(), model, "ledger", [staged])
        check_rows(model, f'ledger."{table}"', staged, newer)
        for (month,) in months:
            execute(f'analyze ledger."{table}_{month:%Y%m}"')
    else:
        execute(ddl.create_table_sql(owner(), model, restated_in))
        rows = copy_into(owner(), model, restated_in, [staged])
        check_rows(model, ddl.qualified(restated_in, model), staged)
    return rows


def _restate_ledger(schema: str, cut: date | None) -> None:
    """Put the rows that wait in `schema` in the place of the ledger's rows after `cut`."""
    for model in ddl.ledger_models():
        table, waiting = model._meta.db_table, ddl.qualified(schema, model)
        newer = f"\"{model.partition_column}\" > date '{cut}'" if cut else "true"
        execute(
            f'delete from ledger."{table}" where {newer}',
            f'insert into ledger."{table}" select * from {waiting}',
        )


def create_views(schema: str, as_of: date) -> None:
    """The publication's views of the ledger."""
    for model in ddl.ledger_models():
        with transaction.atomic(using="owner"):
            execute(*ddl.view_sql(model, schema, as_of))


def record(load: Load, schema: str, cut: date | None, restated_in: str | None) -> PublicationRecord:
    """Move the pointer and end the load, in one transaction."""
    with transaction.atomic(using="owner"):
        if restated_in is not None:
            _restate_ledger(restated_in, cut)
            execute(f"drop schema {restated_in} cascade")
        now = timezone.now()
        load.state = Load.State.PUBLISHED
        load.schema = schema
        load.finished_at = now
        load.seconds = (now - load.started_at).total_seconds()
        load.save(using="owner")
        return PublicationRecord.objects.using("owner").create(
            schema=schema, as_of=load.as_of, published_at=now, load=load
        )


def drop_old(report: Callable[[str], None]) -> None:
    """Drop schemas of older publications and of killed runs; the last few stay.

    A schema that a reader still holds is left for the next night.
    """
    records = PublicationRecord.objects.using("owner").order_by("-generation")
    kept = set(list(records.values_list("schema", flat=True))[:KEPT_PUBLICATIONS])
    with owner().cursor() as cursor:
        cursor.execute("select nspname from pg_namespace where nspname like 'p%%'")
        schemas = [row[0] for row in cursor.fetchall() if SCHEMA_NAME.fullmatch(row[0])]
    for schema in sorted(set(schemas) - kept):
        try:
            with transaction.atomic(using="owner"):
                execute("set local lock_timeout = '5s'", f"drop schema {schema} cascade")
        except OperationalError:
            report(f"{schema} is still read; the next load drops it")
