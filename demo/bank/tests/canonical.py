"""The warehouse as the mapping reads it."""

import hashlib
from datetime import date
from pathlib import Path

import duckdb

from c360.core.canonical import TABLES

AS_OF = date(2026, 11, 21)
OPENING = date(2025, 9, 30)
MAPPING = Path(__file__).parents[3] / "server/banks/synthetic/mapping"
Bank = duckdb.DuckDBPyConnection


def mapped(folder: Path, as_of: date, since: date) -> Bank:
    """The canonical tables, made by the mapping's SQL out of the warehouse's files."""
    bank = duckdb.connect()
    bank.execute("set TimeZone = 'UTC'")
    for path in folder.iterdir():
        if path.suffix == ".parquet" or any(path.rglob("*.parquet")):
            files = path / "**/*.parquet" if path.is_dir() else path
            bank.execute(f"create view {path.stem} as from read_parquet('{files}')")
    bank.execute("create schema c")
    for table in TABLES:
        sql = (MAPPING / f"{table.name}.sql").read_text(encoding="utf-8")
        sql = sql.replace(":as_of", f"date '{as_of}'").replace(":since", f"date '{since}'")
        bank.execute(f'create table c."{table.name}" as {sql}')
    return bank


def number(bank: Bank, sql: str) -> int:
    row = bank.execute(sql).fetchone()
    assert row is not None
    return int(row[0])


def digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return total.hexdigest()
