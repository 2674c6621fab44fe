# ruff: noqa: S608 (names come from the contract and our own models, never from users)
"""The lake of published nights' ledger rows by month, of which modules build carried tables."""

import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from c360.core.canonical import BY_NAME
from c360.nightly import ddl, packing
from c360.nightly.column_types import SQL_TYPES
from c360.nightly.copying import attach, rows_of
from c360.nightly.night import NAMED_DAYS
from c360.nightly.publish import owner

# What sources read of the ledger's rows, the business date first after the account.
COLUMNS = {
    "balance": ("account_id", "as_of", "closing"),
    "transaction": (
        "account_id", "posted_on", "posted_seq", "transaction_id", "amount", "category",
        "counterparty",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Lake:
    """`folder`/<table>/<as_of>/<yyyymm>.parquet: a month's rows that the day's load brought."""

    folder: Path

    @property
    def carried(self) -> Path:
        """Where the tables stand that nights hand on (`carry.py`)."""
        return self.folder.parent / "carried"

    def files(self, table: str, days: tuple[date, ...], anew: Path) -> list[Path]:
        """The files of these days, oldest first: those made `anew` by this run, else the kept.

        `anew`/<table>/<as_of> is such a day's folder. Lost ones are read from PostgreSQL.
        """
        found: list[Path] = []
        since: date | None = None
        for as_of in days:
            path = anew / table / str(as_of)
            kept = path if path.exists() else self.of(table, since, as_of)
            found += sorted(kept.glob("*.parquet"))
            since = as_of
        return found

    def of(self, table: str, since: date | None, as_of: date) -> Path:
        """The kept folder of a published day, the one before which is `since`."""
        path = self.folder / table / str(as_of)
        if not path.exists():
            self._rebuild(table, since, as_of)
        return path

    def forget(self, anew: Path) -> None:
        """Let go of the kept days that were made anew."""
        for made in anew.glob("*/*"):
            shutil.rmtree(self.folder / made.parent.name / made.name, ignore_errors=True)

    def keep(self, anew: Path) -> None:
        """Move the days made anew here, once they are published."""
        for made in anew.glob("*/*"):
            target = self.folder / made.parent.name / made.name
            target.parent.mkdir(parents=True, exist_ok=True)
            made.replace(target)

    def _rebuild(self, table: str, since: date | None, as_of: date) -> None:
        model = next(m for m in ddl.ledger_models() if m._meta.db_table == table)
        column = model.partition_column
        newer = f"\"{column}\" > date '{since}' and" if since else ""
        kinds = {name: SQL_TYPES[BY_NAME[table].column(name).type] for name in COLUMNS[table]}
        names = ", ".join(f"{name}::{kind} as {name}" for name, kind in kinds.items())
        stored = packing.by_day(model, ddl.qualified("ledger", model), since=since)
        target = self.folder / table / f"{as_of}.unfinished"
        shutil.rmtree(target, ignore_errors=True)
        with duckdb.connect() as engine:
            attach(engine, owner())
            rows = rows_of(
                f"select {names} from {stored} where {newer} \"{column}\" <= date '{as_of}'"
            )
            split(engine, table, rows, target, as_of)
        target.replace(self.folder / table / str(as_of))


def split(
    engine: duckdb.DuckDBPyConnection,
    table: str,
    rows: str,
    folder: Path,
    as_of: date,
    since: date | None = None,
) -> None:
    """Write the columns that sources read to `folder`/<yyyymm>.parquet, a file a month.

    `rows` is a relation of the engine, of a load of the day `as_of`. Only rows after the day
    `since`, if there is one. Ids that nobody names any more are left out: no two are alike, so
    they take much room.
    """
    names, day = COLUMNS[table], COLUMNS[table][1]
    named = f"case when {day} >= date '{as_of - timedelta(NAMED_DAYS)}' then transaction_id end"
    kept = ", ".join(f"{named} as {n}" if n == "transaction_id" else n for n in names)
    parts = folder / "parts"
    parts.mkdir(parents=True)
    newer = f"where {day} > date '{since}'" if since else ""
    engine.execute(
        f"copy (select {kept}, year({day}) * 100 + month({day}) as month "
        f"from {rows} {newer}) to '{parts}' "
        "(format parquet, compression zstd, compression_level 1, parquet_version v2, "
        "partition_by (month), "
        "per_thread_output false, overwrite_or_ignore)"
    )
    for month in sorted(parts.iterdir()):
        for number, part in enumerate(sorted(month.glob("*.parquet"))):
            name = month.name.removeprefix("month=")
            part.replace(folder / f"{name}{f'_{number}' if number else ''}.parquet")
        month.rmdir()
    parts.rmdir()
