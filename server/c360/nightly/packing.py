# ruff: noqa: S608 (names come from our own models, never from users)
"""A standing fact's rows as the ledger keeps them: in each part one an account.

Such a row is the account's last day in the part; its earlier days stand in arrays, a column of
them beside each column of the fact, oldest first, null where there are none (ADR 14).
"""

from datetime import date, timedelta
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from c360.nightly.tables import Ledger

ACCOUNT = "account_id"
ONE_DAY = timedelta(1)


def facts(model: type[Model]) -> list[str]:
    """The columns of a standing fact that have arrays beside them; of another table none."""
    if not (issubclass(model, Ledger) and model.standing):
        return []
    return [str(field.column) for field in _fields(model) if field.column != ACCOUNT]


def arrays(model: type[Model]) -> list[str]:
    """The names of these arrays."""
    return [f"earlier_{name}" for name in facts(model)]


def array_types(connection: BaseDatabaseWrapper, model: type[Model]) -> list[str]:
    """Their types, as PostgreSQL and the load's engine both call them."""
    kinds = {field.column: field.db_type(connection) for field in _fields(model)}
    return [f"{kinds[name]}[]" for name in facts(model)]


def _fields(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if field.column is not None]


def by_day(model: type[Model], table: str, alias: str = "by_day", since: date | None = None) -> str:
    """A relation of PostgreSQL called `alias`: a table's rows, packed ones a day each.

    With `since` only packs that have a later day are opened; other days of theirs come, too.
    """
    names = facts(model)
    if not (issubclass(model, Ledger) and names):
        return f"{table} {alias}"
    columns, packs = ", ".join(names), ", ".join(f"t.{name}" for name in arrays(model))
    last = ", ".join(f"t.{name}" for name in names)
    newer = f" where t.{model.partition_column} > date '{since}'" if since else ""
    return (
        f"(select t.{ACCOUNT}, d.* from {table} t cross join lateral (select {last} "
        f"union all select * from unnest({packs})) d ({columns}){newer}) {alias}"
    )


def packed(model: type[Ledger], days: str) -> str:
    """A query of PostgreSQL: rows a day each (`days`, a relation), one an account."""
    column, names = model.partition_column, facts(model)
    listed = ", ".join(f"array_agg({name} order by {column}) as {name}" for name in names)
    last = ", ".join(f"{name}[cardinality({name})]" for name in names)
    earlier = ", ".join(f"nullif(trim_array({name}, 1), '{{}}')" for name in names)
    return (
        f"select {ACCOUNT}, {last}, {earlier} from "
        f"(select {ACCOUNT}, {listed} from {days} group by {ACCOUNT}) listed order by {ACCOUNT}"
    )


def standing_from(model: type[Ledger], days: str, first: date) -> str:
    """A relation: what of `days` still says something from the day `first` on.

    An account's last day before it comes as the day right before, which is what it says.
    """
    column = model.partition_column
    names = ", ".join(
        f"greatest({column}, date '{first - ONE_DAY}') as {column}" if name == column else name
        for name in (ACCOUNT, *facts(model))
    )
    return (
        f"(select {names} from (select *, lead({column}) over "
        f"(partition by {ACCOUNT} order by {column}) as following from {days}) followed "
        f"where {column} >= date '{first}' or coalesce(following >= date '{first}', true)) standing"
    )


def staged(model: type[Ledger], kinds: list[str], rows: str, *, one_day: bool) -> str:
    """A relation of the load's engine: rows of a stage as they are stored."""
    column, names, beside = model.partition_column, facts(model), arrays(model)
    if one_day:
        nulls = ", ".join(f"null::{k} as {name}" for name, k in zip(beside, kinds, strict=True))
        return f"(select *, {nulls} from {rows})"
    # Sorted afterwards: a list that is sorted as it is made takes ten times the memory.
    fields = ", ".join((column, *(name for name in names if name != column)))
    last = ", ".join(f"days[-1].{name} as {name}" for name in names)
    earlier = ", ".join(
        f"case when len(days) > 1 then list_transform(days[:-2], lambda day: day.{name}) end"
        f" as {array}"
        for name, array in zip(names, beside, strict=True)
    )
    return (
        f"(select {ACCOUNT}, {last}, {earlier} from (select {ACCOUNT}, "
        f"list_sort(list(struct_pack({fields}))) as days from {rows} group by {ACCOUNT}))"
    )
