"""A loaded day against the synthetic warehouse's own rows, however large the bank.

    python -m c360.config.tests.truth.sample --warehouse FOLDER --as-of DAY --sample 1000

`figures` and `household` of a seeded sample of customers in plain Python, `unit_rollup` of every
level by plain SQL (`rollup.sql`). The database is that of the product's C360_PG_* variables.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import psycopg
from psycopg import sql
from psycopg.rows import DictRow, dict_row

from c360.config.env import env_secret

from .bank import Bank
from .compare import by, differences, shown
from .figures import FAMILIES, figures, households, rm_numbers
from .synthetic import Row, bank_of

OF_CUSTOMER = ("cif_master", "acct_cif_rel", "rm_portfolio", "srm_ticket", "crm_activity")
OF_ACCOUNT = ("acct_master", "eod_balance", "tran_detail")
OF_BANK = ("scheme_master", "sol_master", "staff")
DAYS = {"": "now", "_day_before": "day_before", "_month_start": "month_start"}
SUMMED = (
    *(f"{part}{day}" for part in ("trv", *FAMILIES) for day in DAYS), "trv_year_start",
    "casa_month_day_sum", "card_used", "in_month", "out_month", "in_13m", "out_13m",
    "below_minimum_by",
)  # fmt: skip
COUNTED = (
    "service_requests_open", "customers", "onboarded_today", "families", "moved_in", "moved_out",
    "dormant_casa", "kyc_30", "kyc_60", "kyc_90", "flag_outflow", "flag_inflow", "flag_td_due",
    "flag_kyc_due", "flag_below_minimum", "flag_emi_bounce", "flag_dormant", "flag_idle_cash",
    "kyc_overdue", "contacted", "maturing", "renewing", "at_risk",
)  # fmt: skip
LEVELS = {"HO": "bank", "RO": "region", "CO": "cluster"}  # else a branch
Database = psycopg.Connection[DictRow]


class Warehouse:
    """The files as views of an engine of its own, within 4 GB of memory."""

    def __init__(self, folder: Path, as_of: date, spill: Path) -> None:
        self.as_of = as_of
        self.engine = duckdb.connect(
            config={"memory_limit": "4GB", "threads": 2, "temp_directory": str(spill)}
        )
        self.engine.execute("set preserve_insertion_order = false")
        for table in (*OF_CUSTOMER, *OF_ACCOUNT, *OF_BANK):
            files = folder / table / "**/*.parquet"
            if not (folder / table).is_dir():
                files = folder / f"{table}.parquet"
            self.engine.execute(f"create view {table} as from read_parquet('{files}')")

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of the chosen customers and of the accounts they have a part in."""
        query = f"from {table}"
        if table in OF_CUSTOMER:
            query += " semi join chosen using (cif_no)"
        elif table in OF_ACCOUNT:
            query += " semi join held using (foracid)"
        yield from self.engine.execute(query).to_arrow_table().to_pylist()

    def choose(self, sample: int, seed: int) -> None:
        """That many customers by the seed, and all who share a household with one of them."""
        standing = "valid_from <= $day and (valid_to is null or valid_to > $day)"
        self.engine.execute(
            f"create table drawn as select cif_no, family_id from cif_master where {standing}"
            " order by md5(cif_no::varchar || '-' || $seed) limit $sample",
            {"day": self.as_of, "seed": str(seed), "sample": sample},
        )
        self.engine.execute(
            "create table chosen as select cif_no from drawn union"
            f" select cif_no from cif_master semi join drawn using (family_id) where {standing}",
            {"day": self.as_of},
        )
        self.engine.execute(
            "create table held as select distinct foracid from acct_cif_rel"
            " semi join chosen using (cif_no)"
        )

    def rms(self) -> dict[str, int]:
        """The number of each RM."""
        return rm_numbers(self.rows("sol_master"), self.rows("staff"))

    def rollup(self) -> dict[tuple[str, int], Row]:
        """Amounts and counts of every RM's book and every unit, by id and combination of bands."""
        held = [
            f"coalesce(sum(sign * {column}) filter ({_counted(part)}), 0) as {part}{day},"
            for part in ("trv", *FAMILIES)
            for day, column in (*DAYS.items(), ("_year_start", "year_start"))
        ]
        summed = [f"(sum({name}) * 100)::bigint as {name}," for name in SUMMED]
        added = [f"coalesce(sum({name}), 0)::bigint as {name}" for name in (*SUMMED, *COUNTED)]
        text = Path(__file__).with_name("rollup.sql").read_text(encoding="utf-8")
        text = text.replace("{held}", "\n".join(held)).replace("{summed}", "\n".join(summed))
        self.engine.execute(f"set variable as_of = date '{self.as_of}'")
        found = self.engine.execute(text.replace("{added}", ",\n".join(added)))
        rows = found.to_arrow_table().to_pylist()
        return {(row["unit_id"], row["bands"]): row for row in rows}


def _counted(part: str) -> str:
    return "part <> 'cards'" if part == "trv" else f"part = '{part}'"


def placed(units: list[Row], staff: list[Row]) -> dict[str, Row]:
    """Each unit and RM with its name, level, the unit above, and the first and last RM."""
    numbers = rm_numbers(units, staff)
    above = {row["sol_id"]: row["parent_sol_id"] for row in units}
    found: dict[str, Row] = {}
    for row in units:
        level = LEVELS.get(row["sol_type"], "branch")
        found[row["sol_id"]] = {
            "name": row["sol_desc"], "level": level, "parent_id": row["parent_sol_id"],
            "rm_from": 1 << 30, "rm_to": 0,
        }  # fmt: skip
    for row in staff:
        if row["emp_code"] not in numbers:
            continue
        number, unit = numbers[row["emp_code"]], row["sol_id"]
        found[row["emp_code"]] = {
            "name": row["emp_name"], "level": "rm", "parent_id": unit,
            "rm_from": number, "rm_to": number,
        }  # fmt: skip
        while unit:
            span = found[unit]
            span["rm_from"] = min(span["rm_from"], number)
            span["rm_to"] = max(span["rm_to"], number)
            unit = above[unit]
    return found


def differ(database: Database, warehouse: Warehouse, sample: int, seed: int) -> list[str]:
    """A line for each value of the publication that is not what the warehouse's rows say."""
    warehouse.choose(sample, seed)
    bank = bank_of(warehouse.rows, warehouse.as_of)
    return [
        *customers_differ(database, bank, warehouse.rms()),
        *units_differ(database, warehouse),
    ]


def _schema(database: Database, as_of: date) -> str:
    """The schema of a day's newest publication; RuntimeError where there is none."""
    found = database.execute(
        "select schema from app.publication where as_of = %s order by generation desc limit 1",
        [as_of],
    ).fetchone()
    if found is None:
        raise RuntimeError(f"{as_of} is not published")
    return str(found["schema"])


def _stored(
    database: Database, schema: str, table: str, key: str, values: list[str] | None = None
) -> list[Row]:
    query = sql.SQL("select * from {}").format(sql.Identifier(schema, table))
    if values is not None:
        query += sql.SQL(" where {} = any(%s)").format(sql.Identifier(key))
    return database.execute(query, None if values is None else [values]).fetchall()


def customers_differ(database: Database, bank: Bank, rms: dict[str, int]) -> list[str]:
    """What differs of these customers and their households; `rms` are the numbers of the RMs."""
    schema = _schema(database, bank.as_of)
    due = {one: figures(bank, rms, one) for one in sorted(bank.customers)}
    given = by(_stored(database, schema, "figures", "customer_id", [*due]), "customer_id")
    lines = _compared(due, given, "figures")
    homes = households(bank, due.values())
    ids = sorted({household for household, _ in homes})
    stored = _stored(database, schema, "household", "household_id", ids)
    return lines + _compared(homes, by(stored, "household_id", "rm_seq"), "household")


def units_differ(database: Database, warehouse: Warehouse) -> list[str]:
    """What differs of every unit and RM, for every combination of bands."""
    schema = _schema(database, warehouse.as_of)
    places = placed([*warehouse.rows("sol_master")], [*warehouse.rows("staff")])
    due = {key: row | places[key[0]] for key, row in warehouse.rollup().items()}
    given = by(_stored(database, schema, "unit_rollup", "unit_id"), "unit_id", "bands")
    return _compared(due, given, "unit_rollup")


def _compared(due: dict[Any, Row], given: dict[Any, Row], table: str) -> list[str]:
    """Differences of rows and of values, also of rows and columns that nobody worked out."""
    more = [f"{table}.{key}: not due" for key in given if key not in due]
    columns = {name for row in given.values() for name in row}
    known = {name for row in due.values() for name in row}
    more += [f"{table}: {name} is not worked out" for name in sorted(columns - known)]
    return differences(due, given, table) + more


def connect() -> Database:
    """The product's database as its owner, past every row policy."""
    return psycopg.connect(
        host=os.environ.get("C360_PG_HOST", "127.0.0.1"),
        port=os.environ.get("C360_PG_PORT", "5432"),
        dbname=os.environ.get("C360_PG_NAME", "c360"),
        user="c360_owner",
        password=env_secret("C360_PG_OWNER_PASSWORD"),
        row_factory=dict_row,
    )


def main(argv: list[str] | None = None) -> int:
    """0 when everything is what the warehouse says; else 1, and the differences printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--warehouse", type=Path, required=True)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    parser.add_argument("--sample", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--spill", type=Path, default=Path("/tmp/c360-truth"))
    options = parser.parse_args(argv)
    warehouse = Warehouse(options.warehouse, options.as_of, options.spill)
    with closing(connect()) as database:
        lines = differ(database, warehouse, options.sample, options.seed)
    chosen = warehouse.engine.execute("from (select count(*) from chosen)").fetchall()
    text = shown(lines) if lines else f"{chosen[0][0]} customers and every unit: no difference"
    sys.stdout.write(f"{text}\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
