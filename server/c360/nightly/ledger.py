# ruff: noqa: S608 (names come from the contract and our own models, never from users)
"""The ledger's rows: a part a month, and one a night in the running month.

A night's rows fill tables that no reader sees. They are attached in the transaction that moves
the pointer, so a load that dies leaves nothing but tables that the next one drops.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import duckdb

from c360.core.errors import LoadRefused
from c360.nightly import ddl, publish
from c360.nightly.copying import copy_rows
from c360.nightly.journal import Journal
from c360.nightly.parts import Change, Part, attached, swap_soon
from c360.nightly.publish import check_rows, execute, owner
from c360.nightly.tables import Ledger

ONE_DAY = timedelta(days=1)


def prepare(*, anew: bool) -> None:
    """Drop what killed loads left; with `anew` (nothing is published) make the tables anew."""
    for model in ddl.ledger_models():
        if anew:
            execute(*ddl.ledger_table_sql(owner(), model))
    with owner().cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'ledger'::regnamespace "
            "and relkind = 'r' and not relispartition"
        )
        strays = [row[0] for row in cursor.fetchall()]
    execute(*(f'drop table ledger."{name}"' for name in strays))


def spans(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days from `first` to `last`, cut at the months: (first day, day after the last)."""
    while first <= last:
        end = min(_next_month(first), last + ONE_DAY)
        yield first, end
        first = end


def append(
    engine: duckdb.DuckDBPyConnection,
    model: type[Ledger],
    staged: Path,
    since: date | None,
    as_of: date,
    journal: Journal,
) -> Change:
    """A night's rows, in the place of all that stands after the day `since`.

    The engine is attached (`copying.attach`), here and below.
    """
    gone = [part for part in attached(model) if since is None or part.first > since]
    return Change(model, gone, _fill(engine, model, staged, since, as_of, journal))


def insert(
    engine: duckdb.DuckDBPyConnection,
    model: type[Ledger],
    staged: Path,
    since: date | None,
    as_of: date,
    journal: Journal,
) -> Change:
    """The rows of days after `since` up to `as_of`, which later published days follow.

    The parts that hold such days are cut there; what they have of other days is written again.
    """
    gone = [
        part
        for part in attached(model)
        if part.first <= as_of and (since is None or part.end > since + ONE_DAY)
    ]
    come = _fill(engine, model, staged, since, as_of, journal)
    if gone and since and gone[0].first <= since:
        come.append(_again(model, gone[0].first, since + ONE_DAY, journal))
    if gone and gone[-1].end > as_of + ONE_DAY:
        come.append(_again(model, as_of + ONE_DAY, gone[-1].end, journal))
    return Change(model, gone, come)


def differs(
    engine: duckdb.DuckDBPyConnection,
    model: type[Ledger],
    staged: Path,
    since: date,
    as_of: date,
) -> bool:
    """Has the ledger other rows after `since` up to `as_of` than the stage, or more or fewer?"""
    column = f'"{model.partition_column}"'
    where = f"{column} > date '{since}' and {column} <= date '{as_of}'"
    whole = ddl.qualified("ledger", model)
    there, given = publish.counted(engine, model, whole, staged, where)
    return there != given


def _fill(
    engine: duckdb.DuckDBPyConnection,
    model: type[Ledger],
    staged: Path,
    since: date | None,
    as_of: date,
    journal: Journal,
) -> list[Part]:
    """Copy a night's rows, those after `since`, into new tables, checked and indexed.

    Within a table they are in the order of the key, so an account's rows stand together. Raises
    LoadRefused where a row's day is not after `since` or is past `as_of`.
    """
    table, column = model._meta.db_table, model.partition_column
    with closing(engine.cursor()) as reader:
        days = reader.execute(
            f"select date_trunc('month', {column})::date, min({column}), max({column}) "
            f"from '{staged}' group by 1 order by 1"
        ).fetchall()
    if not days:
        return []
    if days[-1][2] > as_of or (since is not None and days[0][1] <= since):
        raise LoadRefused(
            f"{table}: rows of {days[0][1]} to {days[-1][2]}, but this load brings the days "
            f"after {since} up to {as_of}. See {column} in the mapping."
        )
    months = {month for month, _, _ in days}
    start = since + ONE_DAY if since else days[0][0]
    return [
        _fill_part(engine, model, staged, span, journal)
        for span in spans(start, as_of)
        if span[0].replace(day=1) in months
    ]


def _fill_part(
    engine: duckdb.DuckDBPyConnection,
    model: type[Ledger],
    staged: Path,
    span: tuple[date, date],
    journal: Journal,
) -> Part:
    first, end = span
    table, column = model._meta.db_table, model.partition_column
    part = Part(f"{table}_{first:%Y%m%d}_{journal.load.pk}", first, end)
    where = f"\"{column}\" >= date '{first}' and \"{column}\" < date '{end}'"
    _create(model, part)
    with journal.timed("copy", table):
        key = ", ".join(ddl.key_names(model))
        rows = f"(from '{staged}' where {where})"
        copy_rows(engine, owner(), model, f'ledger."{part.name}"', rows, key)
    with journal.timed("check", table):
        check_rows(engine, model, f'ledger."{part.name}"', staged, where)
    _index(model, part, journal)
    return part


def _create(model: type[Ledger], part: Part) -> None:
    """The table as the ledger's own; its check tells PostgreSQL that attaching needs no look.

    No vacuum until then: it would hold a lock that attaching cannot wait for.
    """
    column = model.partition_column
    execute(
        f'create table ledger."{part.name}" (like {ddl.qualified("ledger", model)}, '
        f"check (\"{column}\" >= date '{part.first}' and \"{column}\" < date '{part.end}')) "
        "with (autovacuum_enabled = false)"
    )


def _index(model: type[Ledger], part: Part, journal: Journal) -> None:
    table = model._meta.db_table
    with journal.timed("index", table):
        execute(f'alter table ledger."{part.name}" add {ddl.primary_key(model)} {ddl.PACKED}')
    with journal.timed("analyze", table):
        execute(f'analyze ledger."{part.name}"')


def merge_months(cut: date, journal: Journal) -> None:
    """Make one table of each month that ended by `cut`, the day published before this one.

    The last published day stays apart, so that it can be restated.
    """
    for model in ddl.ledger_models():
        months: dict[date, list[Part]] = {}
        for part in attached(model):
            if part.end <= cut + ONE_DAY:
                months.setdefault(part.first.replace(day=1), []).append(part)
        for month, pieces in months.items():
            end = _next_month(month)
            if len(pieces) > 1 and end <= cut + ONE_DAY:
                column = model.partition_column
                rows = f"\"{column}\" >= date '{pieces[0].first}' and \"{column}\" < date '{end}'"
                _replace(model, pieces, "*", rows, journal)


def forget_before(first: date, journal: Journal) -> None:
    """Let go of the days before `first`; of a standing fact each account's last one stays.

    It stays as that of the day before `first`, which is what it says.
    """
    for model in ddl.ledger_models():
        old = [part for part in attached(model) if part.end <= first]
        if not model.standing and old:
            swap_soon(Change(model, old, []), journal)
        elif len(old) > 1:
            column = model.partition_column
            names = [
                f"date '{first - ONE_DAY}'" if name == column else f'"{name}"'
                for name in ddl.column_names(model)
            ]
            rows = f"\"{column}\" < date '{first}'"
            last = f"distinct on (account_id) {', '.join(names)}"
            _replace(model, old, last, rows, journal, f'"{column}" desc')


def _replace(
    model: type[Ledger],
    old: Sequence[Part],
    columns: str,
    where: str,
    journal: Journal,
    then: str = "",
) -> None:
    """Write rows of some parts into one new part, and put it in their place."""
    first, end = old[0].first, _next_month(old[-1].end - ONE_DAY)
    part = _copied(model, (first, end), columns, where, journal, then)
    swap_soon(Change(model, old, [part]), journal)


def _again(model: type[Ledger], first: date, end: date, journal: Journal) -> Part:
    """A new part with the rows that the ledger has of the days from `first` up to `end`."""
    column = f'"{model.partition_column}"'
    where = f"{column} >= date '{first}' and {column} < date '{end}'"
    return _copied(model, (first, end), "*", where, journal)


def _copied(
    model: type[Ledger],
    span: tuple[date, date],
    columns: str,
    where: str,
    journal: Journal,
    then: str = "",
) -> Part:
    """Some of the ledger's rows in a new part, which no reader sees yet."""
    table = model._meta.db_table
    part = Part(f"{table}_{span[0]:%Y%m%d}_m{journal.load.pk}", *span)
    order = f"account_id, {then}" if then else ", ".join(ddl.key_names(model))
    _create(model, part)
    with journal.timed("merge", table):
        names = ", ".join(f'"{name}"' for name in ddl.column_names(model))
        chosen = names if columns == "*" else columns
        execute(
            f'insert into ledger."{part.name}" ({names}) select {chosen} '
            f"from {ddl.qualified('ledger', model)} where {where} order by {order}"
        )
    _index(model, part, journal)
    return part


def _next_month(day: date) -> date:
    year, month = divmod(day.year * 12 + day.month, 12)
    return date(year, month + 1, 1)
