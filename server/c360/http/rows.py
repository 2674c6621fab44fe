"""Hot lists by bound SQL: each statement is planned once a connection, its rows are plain dicts.

Building a query from models costs a millisecond of Python, planning it over a year of partitions
as much again; running it costs a tenth of either. The settings have PostgreSQL keep one generic
plan (`plan_cache_mode`); it makes that plan anew when `search_path` names another publication.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from psycopg import Cursor, ServerCursor
from psycopg.rows import dict_row

from c360.core import databases

Row = dict[str, Any]
_CURSOR = "c360_cursor"
_BETWEEN = "\x1f"  # a letter that no text of a bank has


def listed(texts: Iterable[str]) -> str:
    """Texts as one value, '' for none; the statement has `string_to_array(%s, chr(31))`."""
    return _BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts)


def fetch(
    statement: str,
    values: Mapping[str, Any] | Sequence[Any] = (),
    *,
    planned_once: bool = True,
) -> list[Row]:
    """Every row of a statement in the answer's own transaction; django.db.Error when it fails.

    A value that may be absent goes in as text and is cast in the statement, so that None and a
    number do not make two plans. `planned_once=False` is for a statement whose best plan hangs on
    numbers written into it.
    """
    connection = databases.connection()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        cursor = _cursor_of(connection.connection)
        return cursor.execute(statement, values, prepare=planned_once, binary=True).fetchall()


def _cursor_of(opened: Any) -> Cursor[Row]:
    """The connection's one cursor for bound statements, made the first time.

    It knows by then how each type of value goes in and comes out: to learn that anew takes a
    quarter of a short statement's time.
    """
    known: dict[str, Any] = vars(opened)
    if _CURSOR not in known:
        known[_CURSOR] = Cursor(opened, row_factory=dict_row)
    cursor: Cursor[Row] = known[_CURSOR]
    return cursor


def parts(statement: str, values: Mapping[str, Any], at_once: int) -> Iterator[list[Row]]:
    """The rows of a long statement, `at_once` at a time: the database keeps the rest."""
    connection = databases.connection()
    connection.ensure_connection()
    with (
        connection.wrap_database_errors,
        ServerCursor(connection.connection, "rows", row_factory=dict_row) as c,
    ):
        c.execute(statement, values, binary=True)
        while rows := c.fetchmany(at_once):
            yield rows


def first(statement: str, values: Mapping[str, Any] | Sequence[Any] = ()) -> Row | None:
    """The first row of a statement, None when it has none."""
    return next(iter(fetch(statement, values)), None)
