# ruff: noqa: S608 (names come from our own models, never from users)
"""The ledger's rows as it keeps them: those of ended months one an account (ADR 14, 15).

Such a row is the account's last one in the part, beside which its earlier ones stand. A standing
fact has an array of them beside each column, oldest first; a booking, which has many columns and
most of them words, one text: PostgreSQL's own of an array of rows. Null where there are none.

In that text a date that mostly says what another column says is left out where it does, and
is `NONE` where there is none.
"""

from datetime import date, timedelta
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from c360.nightly.tables import Ledger

ACCOUNT = "account_id"
EARLIER = "earlier"
EARLIER_ROWS = "earlier_rows"
NONE = "infinity"
MOST = 64  # bookings in one row; an account with more has several rows
MANY = 1000  # bookings of an account in a part that has them one by one: opening them takes longer
ONE_DAY = timedelta(1)


def facts(model: type[Model]) -> list[str]:
    """The columns of a ledger's fact but its account; of another table none."""
    if not issubclass(model, Ledger):
        return []
    return [str(field.column) for field in _fields(model) if field.column != ACCOUNT]


def beside(model: type[Model]) -> list[str]:
    """The names of the columns that stand beside the model's."""
    if not issubclass(model, Ledger):
        return []
    return [f"{EARLIER}_{name}" for name in facts(model)] if model.standing else [EARLIER_ROWS]


def beside_types(connection: BaseDatabaseWrapper, model: type[Model]) -> list[str]:
    """Their types, as PostgreSQL and the load's engine both call them."""
    if not issubclass(model, Ledger):
        return []
    kinds = {field.column: field.db_type(connection) for field in _fields(model)}
    return [f"{kinds[name]}[]" for name in facts(model)] if model.standing else ["text"]


def _fields(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if field.column is not None]


def _as_told(model: type[Ledger], name: str) -> str:
    """A column of an earlier row, in the row's text, as it stands there."""
    if name == ACCOUNT:
        return "null"
    if name not in model.mostly:
        return name
    other = model.mostly[name]
    return f"case when {name} is null then '{NONE}' when {name} <> {other} then {name} end"


def _told(model: type[Ledger], name: str, row: str = "") -> str:
    """A column of an earlier row out of the row's text; `row` is the row, with a dot."""
    here = f"{row}{name}"
    if name not in model.mostly:
        return here
    other = f"{row}{model.mostly[name]}"
    return f"case when {here} is null then {other} when isfinite({here}) then {here} end"


def _row_type(model: type[Model]) -> str:
    """The type of the ledger table's rows, in which earlier bookings are told."""
    return f'ledger."{model._meta.db_table}"'


def by_day(
    model: type[Model],
    table: str,
    alias: str = "by_day",
    since: date | None = None,
    *,
    in_order: bool = False,
) -> str:
    """A relation of PostgreSQL called `alias`: a table's rows, the packed ones one by one.

    With `since` only packs that have a later day are opened; other days of theirs come, too. With
    `in_order` the accounts stay in the order that they have in the table.
    """
    if not issubclass(model, Ledger):
        return f"{table} {alias}"
    names = facts(model)
    columns, last = ", ".join(names), ", ".join(f"t.{name}" for name in names)
    told = ", ".join(_told(model, name) for name in names)
    newer = f"t.{model.partition_column} > date '{since}'" if since else "true"
    if model.standing:
        opened = f"* from unnest({', '.join(f't.{name}' for name in beside(model))})"
    else:
        opened = f"{told} from unnest(t.{EARLIER_ROWS}::{_row_type(model)}[])"
    if model.standing or in_order:
        return (
            f"(select t.{ACCOUNT}, d.* from {table} t cross join lateral (select {last} "
            f"union all select {opened}) d ({columns}) where {newer}) {alias}"
        )
    # Last rows apart from earlier ones, so that the index finds the days of those alone.
    return (
        f"(select t.{ACCOUNT}, {last} from {table} t where {newer} union all "
        f"select t.{ACCOUNT}, d.* from {table} t "
        f"cross join lateral (select {opened}) d ({columns}) "
        f"where t.{EARLIER_ROWS} is not null and {newer}) {alias}"
    )


def packed(model: type[Ledger], rows: str, names: list[str]) -> str:
    """A query of PostgreSQL: unpacked `rows`, a relation with the columns `names`, as stored.

    Its columns are the account, the other facts, and those beside them.
    """
    return _packed_days(model, rows) if model.standing else _packed_rows(model, rows, names)


def _packed_days(model: type[Ledger], days: str) -> str:
    column, names = model.partition_column, facts(model)
    listed = ", ".join(f"array_agg({name} order by {column}) as {name}" for name in names)
    last = ", ".join(f"{name}[cardinality({name})]" for name in names)
    earlier = ", ".join(f"nullif(trim_array({name}, 1), '{{}}')" for name in names)
    return (
        f"select {ACCOUNT}, {last}, {earlier} from "
        f"(select {ACCOUNT}, {listed} from {days} group by {ACCOUNT}) listed order by {ACCOUNT}"
    )


def _packed_rows(model: type[Ledger], rows: str, names: list[str]) -> str:
    order = ", ".join(str(key.column) for key in model._meta.pk_fields if key.column != ACCOUNT)
    fields = ", ".join(_as_told(model, name) for name in names)
    last = ", ".join(_told(model, name, "(listed[cardinality(listed)]).") for name in facts(model))
    numbered = (
        f"(select {ACCOUNT}, {order}, row({fields}, null)::{_row_type(model)} as one, "
        f"row_number() over (partition by {ACCOUNT} order by {order}) - 1 as place, "
        f"count(*) over (partition by {ACCOUNT}) as among from {rows}) numbered"
    )
    pack = f"place / case when among > {MANY} then 1 else {MOST} end"
    return (
        f"select {ACCOUNT}, {last}, case when cardinality(listed) > 1 "
        f"then trim_array(listed, 1)::text end from (select {ACCOUNT}, "
        f"array_agg(one order by {order}) as listed from {numbered} group by {ACCOUNT}, {pack} "
        f"order by {ACCOUNT}, min(place)) packs"
    )


def standing_from(model: type[Ledger], days: str, first: date) -> str:
    """A relation: what of a standing fact's `days` still says something from the day `first` on.

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


def alone(model: type[Ledger], kinds: list[str], rows: str) -> str:
    """A relation of the load's engine: rows of a stage as stored with nothing beside them."""
    nulls = ", ".join(
        f"null::{kind} as {name}" for name, kind in zip(beside(model), kinds, strict=True)
    )
    return f"(select *, {nulls} from {rows})"


def staged(model: type[Ledger], rows: str) -> str:
    """A relation of the load's engine: a standing fact's rows of a stage as they are stored."""
    column, names, arrays = model.partition_column, facts(model), beside(model)
    # Sorted afterwards: a list that is sorted as it is made takes ten times the memory.
    fields = ", ".join((column, *(name for name in names if name != column)))
    last = ", ".join(f"days[-1].{name} as {name}" for name in names)
    earlier = ", ".join(
        f"case when len(days) > 1 then list_transform(days[:-2], lambda day: day.{name}) end"
        f" as {array}"
        for name, array in zip(names, arrays, strict=True)
    )
    return (
        f"(select {ACCOUNT}, {last}, {earlier} from (select {ACCOUNT}, "
        f"list_sort(list(struct_pack({fields}))) as days from {rows} group by {ACCOUNT}))"
    )
