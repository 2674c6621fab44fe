# ruff: noqa: S608 (names come from the contract and our own models, never from users)
"""The ledger's rows: a part of all ended months, one of the running one, and one a night in it.

A night's rows fill tables that no reader sees. They are attached in the transaction that moves
the pointer, so a load that dies leaves nothing but tables that the next one drops.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from c360.core.errors import LoadRefused
from c360.nightly import ddl, packing, packs, publish
from c360.nightly.copying import copy_frozen
from c360.nightly.journal import Journal
from c360.nightly.parts import Change, Part, attached, swap_soon
from c360.nightly.publish import check_rows, execute, owner
from c360.nightly.tables import Ledger

ONE_DAY = timedelta(days=1)
LONGEST_MONTH = timedelta(days=31)
AT_ONCE = 5_000_000  # rows packed in memory: of bookings 0.9 GB, of balances 0.3


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
    """The days from `first` to `last`, cut where the last month begins, as (first, day after)."""
    month = last.replace(day=1)
    if first < month:
        yield first, month
    if first <= last:
        yield max(first, month), last + ONE_DAY


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
    rows = packing.by_day(model, ddl.qualified("ledger", model), since=since)
    there, given = publish.counted(engine, model, rows, staged, where)
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
        if any(span[0].replace(day=1) <= month < span[1] for month in months)
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
        shares = _as_stored(engine, model, staged, where, part)
        copy_frozen(engine, owner(), model, f'ledger."{part.name}"', shares)
    with journal.timed("check", table):
        check_rows(engine, model, f'ledger."{part.name}"', staged, where)
    _index(model, part, journal)
    return part


def _is_packed(model: type[Ledger], part: Part) -> bool:
    """Has an account one row in the part? Of bookings only where months have ended.

    A night's part has no earlier days, or few, so it takes no more than before.
    """
    days = part.end - part.first
    return days > ONE_DAY and (model.standing or part.end.day == 1 or days > LONGEST_MONTH)


def _as_stored(
    engine: duckdb.DuckDBPyConnection,
    model: type[Ledger],
    staged: Path,
    where: str,
    part: Part,
) -> Iterator[tuple[Any, str]]:
    """The rows of one part for `copy_frozen`, each share with the order it is stored in."""
    rows, key = f"(from '{staged}' where {where})", ", ".join(ddl.key_names(model))
    kinds = packing.beside_types(owner(), model)
    if not _is_packed(model, part):
        yield packing.alone(model, kinds, rows), key
        return
    with closing(engine.cursor()) as reader:
        for share in _shares(reader, model, rows, staged.with_name(f"{part.name}.shares")):
            if model.standing:
                yield packing.staged(model, share), "account_id"
            else:
                yield packs.stream(reader, model, share), ""


def _shares(
    reader: duckdb.DuckDBPyConnection, model: type[Ledger], rows: str, folder: Path
) -> Iterator[str]:
    """Relations of some AT_ONCE rows each, an account's all in one of them.

    The rows are parted once, on disk: to read the stage again for each share, or to sort more
    than fits into memory, takes longer. So do small shares: of 1.5 million, 79 for the bookings of
    a large bank, the parting takes more than the sorting of fewer rows saves. A share's file goes
    when the next one is asked for.
    """
    (count,) = reader.execute(f"select count(*) from {rows}").fetchone() or (0,)
    if count <= AT_ONCE:
        yield rows
        return
    names = ", ".join(ddl.column_names(model))
    shares = count // AT_ONCE + 1
    reader.execute(
        f"copy (select {names}, hash({packing.ACCOUNT}) % {shares} as share from {rows}) "
        f"to '{folder}' (format parquet, compression lz4_raw, partition_by (share), "
        "per_thread_output false, overwrite_or_ignore)"
    )
    for share in sorted(folder.iterdir()):
        yield f"read_parquet('{share}/*.parquet', hive_partitioning = false)"
        shutil.rmtree(share)
    folder.rmdir()


def _create(model: type[Ledger], part: Part) -> None:
    """The table as the ledger's own; its check tells PostgreSQL that attaching needs no look.

    No vacuum until then: it would hold a lock that attaching cannot wait for.
    """
    column = model.partition_column
    execute(
        f'create table ledger."{part.name}" (like {ddl.qualified("ledger", model)} '
        "including storage, "
        f"check (\"{column}\" >= date '{part.first}' and \"{column}\" < date '{part.end}')) "
        "with (autovacuum_enabled = false)"
    )


def _index(model: type[Ledger], part: Part, journal: Journal) -> None:
    table = model._meta.db_table
    with journal.timed("index", table):
        execute(ddl.ledger_key_sql(model, f'ledger."{part.name}"', ddl.PACKED))
    with journal.timed("analyze", table):
        execute(f'analyze ledger."{part.name}"')


def tidy(cut: date, first: date, journal: Journal) -> None:
    """Make fewer parts of those that nights filled, and let go of the days before `first`.

    `cut` is the day published before this one; `first` the first of history, seen from it.
    """
    for model in ddl.ledger_models():
        _pack_months(model, cut, first, journal)


def _pack_months(model: type[Ledger], cut: date, first: date, journal: Journal) -> None:
    """Make one part of all months before that of `cut`, with the days from `first` on.

    Of a standing fact's days before, each account's last one stays as that of the day before
    `first`, which is what it says. As one row holds an account's days, a month that ends and one
    that is let go of are one writing: on the first night after the new month's first.
    """
    oldest = (first - ONE_DAY).replace(day=1) if model.standing else first
    old = [part for part in attached(model) if part.end <= cut.replace(day=1)]
    if len(old) > 1 or (old and old[0].first < oldest):
        end = old[-1].end
        start = max(oldest, old[0].first)
        if model.standing:
            rows = packing.standing_from(model, _days(model, old[0].first, end), first)
        else:
            rows = _days(model, start, end)
        part = _copied(model, (start, end), rows, journal)
        swap_soon(Change(model, old, [part]), journal)


def _again(model: type[Ledger], first: date, end: date, journal: Journal) -> Part:
    """A new part with the rows that the ledger has of the days from `first` up to `end`."""
    return _copied(model, (first, end), _days(model, first, end), journal)


def _days(model: type[Ledger], first: date, end: date) -> str:
    """A relation: the ledger's rows of the days from `first` up to `end`, a day each."""
    column, table = f'"{model.partition_column}"', ddl.qualified("ledger", model)
    # Opened in their order by the index, the packs need no sort on disk.
    table = f"(select * from {table} order by {', '.join(ddl.key_names(model))})"
    rows = packing.by_day(model, table, since=first - ONE_DAY, in_order=True)
    of_days = f"{column} >= date '{first}' and {column} < date '{end}'"
    return f"(select * from {rows} where {of_days}) of_days"


def _copied(model: type[Ledger], span: tuple[date, date], rows: str, journal: Journal) -> Part:
    """Rows, a day each, in a new part, which no reader sees yet."""
    table = model._meta.db_table
    part = Part(f"{table}_{span[0]:%Y%m%d}_m{journal.load.pk}", *span)
    _create(model, part)
    with journal.timed("merge", table):
        names = ddl.column_names(model)
        if _is_packed(model, part):
            query = packing.packed(model, rows, names)
            names = ["account_id", *packing.facts(model), *packing.beside(model)]
        else:
            query = (
                f"select {', '.join(names)} from {rows} order by {', '.join(ddl.key_names(model))}"
            )
        execute(f'insert into ledger."{part.name}" ({", ".join(names)}) {query}')
    _index(model, part, journal)
    return part
