# ruff: noqa: S608 (names come from the contract and our own models, never from users)
"""DDL of a publication: its tables, views, policies and grants, all from the modules' models."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CompositePrimaryKey,
    DateField,
    DateTimeField,
    FloatField,
    IntegerField,
    Model,
)

from c360.core import registry
from c360.core.viewer import BAND, BANDS
from c360.nightly import packing
from c360.nightly.tables import Ledger, Published

WIDTHS = (
    (BigIntegerField, DateTimeField, FloatField),
    (IntegerField, DateField),
    (BooleanField,),
)
BELOW_INTEGERS = 2  # the place in `WIDTHS` of what takes less than an integer's four bytes
PACKED = "with (fillfactor = 100)"  # made after the rows, and the rows never change
WEB_ROLE = "c360_web"
LEDGER_ROLE = "c360_ledger"
SCOPE = "(select nullif(current_setting('c360.scope', true), '')::int4multirange)"
POLICY = f"rm_seq <@ {SCOPE}"
# A viewer narrowed to one customer sees that one only, and nobody sees their own. `case` keeps
# the planner's estimate: an `or` here would count as one row in two hundred.
POLICY_OF_CUSTOMERS = (
    POLICY + " and case when (select coalesce(current_setting('c360.only', true), '') = '')"
    " then true else customer_id = (select current_setting('c360.only', true)) end"
    " and customer_id is distinct from (select current_setting('c360.own', true))"
)
_OF_MANY = "(select coalesce(current_setting('c360.only', true), '') = '')"
POLICY_OF_SUMS = f"{POLICY} and {_OF_MANY}"


def published_models() -> tuple[type[Published], ...]:
    """The tables of a publication, in the order of the installation's modules."""
    packages = registry.module_packages()
    return tuple(
        model
        for model in apps.get_models()
        if issubclass(model, Published) and model.__module__.startswith(packages)
    )


def ledger_models() -> tuple[type[Ledger], ...]:
    """The lasting, partitioned facts."""
    return tuple(model for model in apps.get_models() if issubclass(model, Ledger))


def columns(model: type[Model]) -> list[Any]:
    """The model's stored columns, as its Django fields, in the order they are stored.

    Those of a fixed size come first, the widest at the head: PostgreSQL then adds no padding.
    """
    stored = [field for field in model._meta.local_concrete_fields if field.column is not None]
    return sorted(stored, key=by_width)


def by_width(field: Any) -> int:
    """The place of the field's kind in `WIDTHS`; what has no fixed size comes behind them."""
    for place, kinds in enumerate(WIDTHS):
        if isinstance(field, kinds):
            return place
    return len(WIDTHS)


def column_names(model: type[Model]) -> list[str]:
    """The names of the model's stored columns, in their order."""
    return [str(field.column) for field in columns(model)]


def stored_names(model: type[Model]) -> list[str]:
    """The names of its table's columns: in the ledger others stand beside the model's."""
    return column_names(model) + packing.beside(model)


def create_table_sql(
    connection: BaseDatabaseWrapper, model: type[Model], schema: str, suffix: str = ""
) -> str:
    """`create table` with columns and not-null only; keys and indexes follow after the rows."""
    parts = []
    for field in columns(model):
        null = "" if field.null else " not null"
        parts.append(f'"{field.column}" {field.db_type(connection)}{null}')
    kinds = packing.beside_types(connection, model)
    for name, kind in zip(packing.beside(model), kinds, strict=True):
        in_row = " storage main" if kind == "text" else ""  # compressed, and read with its row
        parts.append(f'"{name}" {kind}{in_row}')
    return f"create table {qualified(schema, model)} ({', '.join(parts)}){suffix}"


def key_names(model: type[Model]) -> list[str]:
    """The columns of the primary key, quoted, in their order."""
    key = model._meta.pk
    fields: Iterable[Any] = key.fields if isinstance(key, CompositePrimaryKey) else [key]
    return [f'"{field.column}"' for field in fields]


def primary_key(model: type[Model]) -> str:
    """The primary key as a constraint to add."""
    return f"primary key ({', '.join(key_names(model))})"


def index_sql(connection: BaseDatabaseWrapper, model: type[Model]) -> list[str]:
    """Primary key, unique constraints and indexes; the schema is the search_path's first."""
    table = f'"{model._meta.db_table}"'
    found_by = ", ".join(f'"{name}"' for name in getattr(model, "found_by", ()))
    statements = [f"alter table {table} add {primary_key(model)} {PACKED}"]
    if found_by:
        statements = [f"create index on {table} ({found_by}) {PACKED}"]
    with connection.schema_editor(collect_sql=True) as editor:
        for field in columns(model):
            if field.unique and not field.primary_key:
                statements.append(f'create unique index on {table} ("{field.column}") {PACKED}')
        for constraint in model._meta.constraints:
            statements.append(str(constraint.create_sql(model, editor)))
        for index in model._meta.indexes:
            made, where, condition = str(index.create_sql(model, editor)).partition(" WHERE ")
            statements.append(f"{made} {PACKED}{where}{condition}")
        for field in columns(model):
            if field.db_index and not field.unique:
                statements.append(f'create index on {table} ("{field.column}") {PACKED}')
    return statements


def policy_of(model: type[Published]) -> str:
    """Which rows of a scoped table a viewer sees."""
    if model.scope_span:  # sums over some bands: who may not see one of them sees no sum
        first, last = model.scope_span
        parts = (
            f"case when bands & {n} = {n}"
            f" then int4range({first} + {n * BAND}, {last} + {n * BAND}, '[]') end"
            for n in range(1, BANDS)
        )
        held = (f"int4range({first}, {last}, '[]')", *(f"coalesce({p}, 'empty')" for p in parts))
        return f"int4multirange({', '.join(held)}) <@ {SCOPE} and {_OF_MANY}"
    return POLICY_OF_CUSTOMERS if "customer_id" in column_names(model) else POLICY_OF_SUMS


def protect_sql(model: type[Published], schema: str) -> list[str]:
    """The one template of grants and row policies."""
    table = qualified(schema, model)
    statements = [f"grant select on {table} to {WEB_ROLE}"]
    if model.scoped:
        statements += [
            f"grant select on {table} to {LEDGER_ROLE}",
            f"alter table {table} enable row level security",
            f"create policy scope on {table} for select to {WEB_ROLE}, {LEDGER_ROLE} "
            f"using ({policy_of(model)})",
        ]
    return statements


def view_sql(model: type[Ledger], schema: str, as_of: date) -> list[str]:
    """A publication's view of a ledger table: up to its day, only accounts in the scope.

    It belongs to a role that the policy of `holding` applies to, so it shows the rows of
    accounts that the viewer's scope holds; the web role has no right on the ledger itself.
    """
    table = model._meta.db_table
    names = ", ".join(f't."{field.column}"' for field in columns(model))
    rows = packing.by_day(model, qualified("ledger", model), "t")
    return [
        f'create view {schema}."{table}" with (security_barrier) as select {names} '
        f"from {rows} where t.\"{model.partition_column}\" <= date '{as_of}' "
        f"and exists (select 1 from {schema}.holding_rows h where h.account_id = t.account_id)",
        f"grant create on schema {schema} to {LEDGER_ROLE}",
        f'alter view {schema}."{table}" owner to {LEDGER_ROLE}',
        f"revoke create on schema {schema} from {LEDGER_ROLE}",
        f"set local role {LEDGER_ROLE}",
        f'grant select on {schema}."{table}" to {WEB_ROLE}',
        "reset role",
    ]


def ledger_table_sql(connection: BaseDatabaseWrapper, model: type[Ledger]) -> list[str]:
    """A lasting table partitioned by its day, made anew, with its key."""
    table = qualified("ledger", model)
    suffix = f' partition by range ("{model.partition_column}")'
    return [
        f"drop table if exists {table}",
        create_table_sql(connection, model, "ledger", suffix),
        ledger_key_sql(model, table),
    ]


def ledger_key_sql(model: type[Ledger], table: str, how: str = "") -> str:
    """What finds an account's rows in the ledger, or in a part of it.

    Of a standing fact a part has one row an account, so its day needs no place in the index.
    """
    if model.standing:
        return f"create index on {table} ({packing.ACCOUNT}) {how}"
    return f"alter table {table} add {primary_key(model)} {how}"


def qualified(schema: str, model: type[Model]) -> str:
    """The table's name in a schema."""
    return f'{schema}."{model._meta.db_table}"'
