"""A bank of three customers whose warehouse is a folder of CSV files, for the load's tests."""

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from c360.core.canonical import TABLES

DAY_1 = date(2026, 11, 20)
DAY_2 = date(2026, 11, 21)

BANK_TOML = """
name = "Small Bank"
currency = "INR"
locale = "en-IN"
grouping = "indian"
short_units = "lakh_crore"
date_format = "dd MMM yyyy"
time_zone = "Asia/Kolkata"
{history}

[warehouse]
kind = "files"
folder = "{data}"
"""

Row = dict[str, object]


def _rows() -> dict[str, list[Row]]:
    customers = [f"C{n}" for n in (1, 2, 3)]
    return {
        "organisation_unit": [
            {"unit_id": "HO", "level": "bank", "name": "Small Bank"},
            {"unit_id": "BR1", "parent_id": "HO", "level": "branch", "name": "Fort"},
            {"unit_id": "BR2", "parent_id": "HO", "level": "branch", "name": "Pune"},
        ],
        "employee": [
            {"employee_id": "E1", "name": "Meera Deshpande", "role": "rm", "unit_id": "BR1"},
            {"employee_id": "E2", "name": "Rahul Nair", "role": "rm", "unit_id": "BR2"},
        ],
        "product": [
            {"product_id": "SAV", "name": "Savings", "kind": "Savings", "family": "savings"}
        ],
        "customer": [
            {
                "customer_id": c,
                "kind": "person",
                "full_name": f"Customer {c}",
                "branch_id": "BR2" if c == "C3" else "BR1",
                "onboarded_on": "2020-01-01",
                "is_staff": "false",
                "is_vip": "false",
            }
            for c in customers
        ],
        "account": [
            {
                "account_id": f"A{c}",
                "product_id": "SAV",
                "currency": "INR",
                "opened_on": "2020-01-01",
                "status": "open",
                "branch_id": "BR2" if c == "C3" else "BR1",
                "interest_rate": "3.1415",
            }
            for c in customers
        ],
        "holding": [{"customer_id": c, "account_id": f"A{c}", "role": "owner"} for c in customers],
        "book": [
            {
                "rm_id": "E2" if c == "C3" else "E1",
                "customer_id": c,
                "from_date": "2020-01-01",
            }
            for c in customers
        ],
        "balance": [
            {"account_id": f"A{c}", "as_of": day, "closing": closing}
            for c in customers
            for day, closing in ((DAY_1, 10_000_000_001), (DAY_2, 10_000_000_501))
        ],
        "transaction": [
            {
                "transaction_id": f"T{c}-{day}",
                "account_id": f"A{c}",
                "posted_on": day,
                "posted_seq": 1,
                "amount": 500,
                "category": "salary",
            }
            for c in customers
            for day in (DAY_1, DAY_2)
        ],
    }


@dataclass
class SmallBank:
    """Change `rows`, `write()`, load. `folder` has banks/small and the warehouse's files.

    Its history begins lately, since a first load folds each month by itself; with `history_from`
    None it has the product's 13 months.
    """

    folder: Path
    rows: dict[str, list[Row]] = field(default_factory=_rows)
    history_from: date | None = date(2026, 10, 1)

    @property
    def banks_dir(self) -> Path:
        return self.folder / "banks"

    @property
    def data(self) -> Path:
        return self.folder / "warehouse"

    def mapping(self, table: str) -> Path:
        return self.banks_dir / "small" / "mapping" / f"{table}.sql"

    def write(self) -> "SmallBank":
        """Write bank.toml, a mapping of each table that has rows, and its CSV file."""
        self.mapping("x").parent.mkdir(parents=True, exist_ok=True)
        self.data.mkdir(exist_ok=True)
        history = f"history_from = {self.history_from}" if self.history_from else ""
        toml = BANK_TOML.replace("{history}", history)
        (self.banks_dir / "small" / "bank.toml").write_text(toml)
        for table in TABLES:
            if table.name not in self.rows:
                continue
            day = {"balance": "as_of", "transaction": "posted_on"}.get(table.name)
            where = f" where {day} > :since::text and {day} <= :as_of::text" if day else ""
            self.mapping(table.name).write_text(f'select *\nfrom "{table.name}"{where}\n')
            self.write_csv(table.name)
        return self

    def write_csv(self, name: str) -> None:
        columns = list(dict.fromkeys(key for row in self.rows[name] for key in row))
        for column in BY_TABLE[name]:
            if column not in columns:
                columns.append(column)
        with (self.data / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(self.rows[name])


BY_TABLE = {table.name: [c.name for c in table.columns if c.required] for table in TABLES}
