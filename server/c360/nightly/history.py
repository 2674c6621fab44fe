# ruff: noqa: S608 (names come from the contract and our own models, never from users)
"""The lake of published nights' ledger rows, from which modules build over the whole history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from c360.core.canonical import BY_NAME
from c360.nightly import ddl
from c360.nightly.copying import copy_out
from c360.nightly.publish import owner
from c360.nightly.stage import arrow_schema


@dataclass(frozen=True)
class Lake:
    """`folder`/<table>/<as_of>.parquet holds the rows that the publication of that day brought."""

    folder: Path

    def path(self, table: str, as_of: date) -> Path:
        """Where the rows of a published night are kept."""
        return self.folder / table / f"{as_of}.parquet"

    def files(self, table: str, published: tuple[date, ...]) -> list[Path]:
        """The files of the published days, oldest first; a lost one is read from PostgreSQL."""
        found = []
        since: date | None = None
        for as_of in published:
            path = self.path(table, as_of)
            if not path.exists():
                self._rebuild(table, since, as_of)
            found.append(path)
            since = as_of
        return found

    def forget(self, as_of: date, tables: Iterable[str]) -> None:
        """Let go of a day's files before it is published anew."""
        for table in tables:
            self.path(table, as_of).unlink(missing_ok=True)

    def keep(self, as_of: date, staged: Mapping[str, Path]) -> None:
        """Move a published night's clean ledger files here."""
        for table, source in staged.items():
            target = self.path(table, as_of)
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)

    def _rebuild(self, table: str, since: date | None, as_of: date) -> None:
        model = next(m for m in ddl.ledger_models() if m._meta.db_table == table)
        column = model.partition_column
        newer = f"\"{column}\" > date '{since}' and" if since else ""
        target = self.path(table, as_of)
        target.parent.mkdir(parents=True, exist_ok=True)
        copy_out(
            owner(),
            f'select * from ledger."{table}" where {newer} "{column}" <= date \'{as_of}\'',
            arrow_schema(BY_NAME[table]),
            target,
        )
