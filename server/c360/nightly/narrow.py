# ruff: noqa: S608 (names come from our own models, words are quoted)
"""A published table's rows as they are stored: less than its readers see (ADR 16).

Where a model has a `narrow`, its rows stand in the table `<name>_rows`, and `<name>` is a view that
shows the model's columns, with the rights and the row policies of whoever asks.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from django.db.backends.base.base import BaseDatabaseWrapper

from c360.nightly import ddl, gathered
from c360.nightly.tables import Narrow, Published

MOST_WORDS = 1_000  # combinations of a group; one is found by going through those before it
_BETWEEN, _NULL = "chr(31)", "chr(30)"


class Stored(NamedTuple):
    """A column of the table: its type, and its value in SQL of the load's engine."""

    name: str
    kind: str
    value: str
    null: bool


@dataclass(frozen=True)
class Words:
    """A group of columns and the combinations of a built file, the commonest first."""

    name: str
    columns: tuple[str, ...]
    keys: list[str]
    rows: list[tuple[Any, ...]]

    @property
    def is_one(self) -> bool:
        """Nothing is stored where all rows have the same."""
        return len(self.rows) < 2

    def shown(self, column: str, kind: str) -> str:
        """The column's value, looked up."""
        texts = ",".join(_element(row[self.columns.index(column)]) for row in self.rows)
        number = "1" if self.is_one else f'"{self.name}"'
        return f"({_quoted('{' + texts + '}')}::{kind}[])[{number}]"

    def stored(self) -> Stored:
        """The number of a row's combination, from 1."""
        listed = ", ".join(_quoted(key) for key in self.keys)
        value = f"enum_code(({_key(self.columns)})::enum({listed}))::smallint + 1::smallint"
        return Stored(self.name, "smallint", value, null=False)


class Shape:
    """How the rows of one built file are stored, and shown."""

    def __init__(
        self,
        engine: duckdb.DuckDBPyConnection,
        connection: BaseDatabaseWrapper,
        model: type[Published],
        built: Path,
    ) -> None:
        self.model, self.built, self.narrow = model, built, model.narrow or Narrow()
        self.fields = {str(field.column): field for field in ddl.columns(model)}
        self.kinds = {name: str(one.db_type(connection)) for name, one in self.fields.items()}
        self.words = list(_found_words(engine, model, built))

    @cached_property
    def coded(self) -> dict[str, Words]:
        """The columns that are stored as numbers, each with its group."""
        return {column: words for words in self.words for column in words.columns}

    @cached_property
    def stored(self) -> list[Stored]:
        """The table's columns, those of a fixed size first: PostgreSQL then adds no padding."""
        once = self.narrow.once
        return [
            one if not once or one.name in once
            else Stored(gathered.array_of(one.name), f"{one.kind}[]", one.value, null=False)
            for one in self._of_each
        ]  # fmt: skip

    @cached_property
    def _of_each(self) -> list[Stored]:
        """What is stored of each built row."""
        narrow = self.narrow
        left = [n for n in self.fields if n not in self.coded and n not in narrow.worked_out]
        wide = [name for name in left if ddl.by_width(self.fields[name]) < ddl.BELOW_INTEGERS]
        numbers = [words.stored() for words in self.words if not words.is_one]
        slight = [self._column(name) for name in left if name not in wide]
        return [*(self._column(name) for name in wide), *numbers, *slight]

    def _column(self, name: str) -> Stored:
        value, null = f'"{name}"', self.fields[name].null
        if name in self.narrow.null_is:
            value, null = f"nullif({value}, {self.narrow.null_is[name]})", True
        return Stored(name, self.kinds[name], value, null)

    def create_table_sql(self, schema: str) -> str:
        """`create table`, under the model's name until it is shown."""
        columns = ", ".join(
            f'"{one.name}" {one.kind}{"" if one.null else " not null"}' for one in self.stored
        )
        return f"create table {ddl.qualified(schema, self.model)} ({columns})"

    @property
    def names(self) -> list[str]:
        """The names of the table's columns."""
        return [one.name for one in self.stored]

    def rows(self, reader: duckdb.DuckDBPyConnection) -> Any:
        """The built rows as they are stored, to be copied: by a cursor of the load's engine."""
        values = ", ".join(f'{one.value} as "{one.name}"' for one in self._of_each)
        rows = f"(select {values} from '{self.built}')"
        return gathered.stream(reader, rows, self.narrow.once) if self.narrow.once else rows

    def show_sql(self, schema: str) -> list[str]:
        """The table gets its own name, and the view the model's; none where all is stored."""
        if self.model.narrow is None:
            return []
        whole, table = ddl.qualified(schema, self.model), self.model._meta.db_table
        told = ", ".join(
            f'{self._told(name)} as "{name}"'
            for name in self.fields
            if name not in self.narrow.worked_out
        )
        columns = ", ".join(f'{self._shown(name)} as "{name}"' for name in self.fields)
        roles = f"{ddl.WEB_ROLE}, {ddl.LEDGER_ROLE}" if self.model.scoped else ddl.WEB_ROLE
        return [
            f'alter table {whole} rename to "{table}_rows"',
            f"create view {whole} with (security_invoker = true) as select {columns} "
            f'from (select {told} from {schema}."{table}_rows"{self._opened()}) told',
            f"grant select on {whole} to {roles}",
        ]

    def _opened(self) -> str:
        """The rows that became one, each again, beside it."""
        names = [one.name for one in self._of_each if one.name not in self.narrow.once]
        return gathered.opened_sql(names) if self.narrow.once else ""

    def statistics_sql(self, schema: str) -> list[str]:
        """What the planner knows of words, as it knows plain columns; before `analyze`."""
        if self.narrow.once:  # no column has them
            return []
        rows = f'{schema}."{self.model._meta.db_table}"'
        return [
            f"create statistics on ({words.shown(name, self.kinds[name])}) from {rows}"
            for name, words in self.coded.items()
            if not words.is_one
        ]

    def _told(self, name: str) -> str:
        """A column's value out of the table's; of one that is worked out there is none yet."""
        meaning = self.narrow.null_is.get(name)
        if name in self.coded:
            return self.coded[name].shown(name, self.kinds[name])
        if meaning is None or meaning in self.narrow.worked_out:
            return f'"{name}"'
        return f'coalesce("{name}", {self._told(meaning) if meaning in self.fields else meaning})'

    def _shown(self, name: str) -> str:
        """A column's value out of those told."""
        worked_out = self.narrow.worked_out
        if name in worked_out:
            return worked_out[name]
        meaning = self.narrow.null_is.get(name)
        if meaning is not None and meaning in worked_out:
            return f'coalesce("{name}", {worked_out[meaning]})'
        return f'"{name}"'


def _found_words(
    engine: duckdb.DuckDBPyConnection, model: type[Published], built: Path
) -> Iterator[Words]:
    """The groups of few enough combinations; the others' columns are stored as they are."""
    words = model.narrow.words if model.narrow else ()
    for place, columns in enumerate(words, start=1):
        listed = ", ".join(f'"{column}"' for column in columns)
        with closing(engine.cursor()) as reader:
            found = reader.execute(
                f"select {_key(columns)} as key, {listed} from "
                f"(select {listed}, count(*) as n from '{built}' group by all) "
                f"order by n desc, key limit {MOST_WORDS + 1}"
            ).fetchall()
        keys = [str(row[0]) for row in found]
        if len(found) <= MOST_WORDS and len(set(keys)) == len(keys):
            yield Words(f"words_{place}", columns, keys, [row[1:] for row in found])


def _key(columns: tuple[str, ...]) -> str:
    """A row's combination as one text."""
    return f" || {_BETWEEN} || ".join(f'coalesce("{one}"::varchar, {_NULL})' for one in columns)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _element(value: Any) -> str:
    """A value in the text of an array of PostgreSQL."""
    if value is None:
        return "NULL"
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
