"""One night of the synthetic bank built by the real engine, without a database behind it."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from c360.core.canonical import TABLES
from c360.customers import source as hall
from c360.customers.periods import month_start
from c360.customers.tests.small_bank import SmallBank
from c360.nightly.night import Night

MAPPING = Path(__file__).parents[4] / "banks/synthetic/mapping"
Sources = Mapping[str, Callable[[Night], Any]]


def built(files: Path, folder: Path, as_of: date, sources: Sources) -> dict[str, pa.Table]:
    """The hall's tables, then those of `sources`, in their order."""
    first = month_start(as_of, 13)
    engine = ibis.duckdb.connect()
    engine.raw_sql("set TimeZone = 'UTC'")
    for path in files.iterdir():
        if path.name.startswith("."):
            continue  # the generator's own notes
        if path.suffix == ".parquet" or path.is_dir():
            parts = path / "**/*.parquet" if path.is_dir() else path
            engine.raw_sql(f"create view {path.stem} as from read_parquet('{parts}')")
    since = first - timedelta(days=1)
    engine.raw_sql("create schema canonical")
    for table in TABLES:
        sql = (MAPPING / f"{table.name}.sql").read_text(encoding="utf-8")
        sql = sql.replace(":as_of", f"date '{as_of}'").replace(":since", f"date '{since}'")
        engine.raw_sql(f'create table canonical."{table.name}" as {sql}')
    tables = {table.name: engine.table(table.name, database="canonical") for table in TABLES}
    history = {name: tables[name] for name in ("transaction", "balance")}
    made: dict[str, Any] = {}
    content: dict[str, pa.Table] = {}
    carry = SmallBank(as_of).carried(engine, folder, history)
    for name, expression in {**hall.BESIDE, **hall.TABLES, **sources}.items():
        path = folder / f"{name}.parquet"
        night = Night(
            as_of, since, first, tables, history, dict(made), carry.carried, carry.month_ends
        )
        engine.to_parquet(expression(night), path)
        made[name] = engine.read_parquet(path)
        content[name] = pq.read_table(path)
    engine.disconnect()
    return content
