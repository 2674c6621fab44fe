"""A small bank made in a test: canonical rows in, published rows out, through the real engine."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from c360.core.canonical import BY_NAME
from c360.core.registry import plugs
from c360.customers import source as hall
from c360.customers.periods import month_start
from c360.nightly.carry import Carry
from c360.nightly.column_types import arrow_schema
from c360.nightly.night import Night

Row = dict[str, Any]


@dataclass
class SmallBank:
    """Rows by canonical table; `publish` gives the rows of each published table."""

    as_of: date
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, **row: Any) -> None:
        """One more row; columns left out are null."""
        self.rows.setdefault(table, []).append(row)

    def publish(self, more: Mapping[str, Any] | None = None) -> dict[str, list[Row]]:
        """The rows of every table of the hall, then of those of `more`."""
        return {name: table.to_pylist() for name, table in self.built(more or {}).items()}

    def built(self, more: Mapping[str, Any]) -> dict[str, pa.Table]:
        """The tables, one after the other through Parquet as the nightly load builds them."""
        with tempfile.TemporaryDirectory() as folder:
            return self._built_in(folder, {**hall.TABLES, **more})

    def _built_in(self, folder: str, sources: Mapping[str, Any]) -> dict[str, pa.Table]:
        connection = ibis.duckdb.connect()
        tables = {name: self.table(connection, name) for name in BY_NAME}
        history = {name: tables[name] for name in ("transaction", "balance")}
        since = self.history_from - timedelta(1)
        built: dict[str, Any] = {}
        content: dict[str, pa.Table] = {}
        carry = self.carried(connection, Path(folder), history)
        sources = {**hall.BESIDE, **sources}
        for name, build in sources.items():
            night = Night(
                self.as_of, since, self.history_from, tables, history, built, carry.carried,
                carry.month_ends,
            )  # fmt: skip
            path = f"{folder}/{name}.parquet"
            connection.to_parquet(build(night), path)
            built[name] = connection.read_parquet(path)
            content[name] = pq.read_table(path)
        return content

    def carried(
        self, connection: Any, folder: Path, history: Mapping[str, Any], cut: date | None = None
    ) -> Carry:
        """The carried tables, from those kept in `folder` of the day `cut`, or from the start."""

        def rows(since: date | None, until: date) -> dict[str, Any]:
            found = {}
            for name, day in (("transaction", "posted_on"), ("balance", "as_of")):
                table = history[name].filter(lambda t, day=day: t[day] <= until)
                found[name] = table if since is None else table.filter(table[day] > since)
            return found

        carry = Carry(
            connection, folder / "kept", folder / "made", rows, self.history_from, cut, self.as_of
        )
        for source in plugs("source"):
            months = getattr(source, "MONTHS", {})
            for name, fold in getattr(source, "CARRIED", {}).items():
                carry.fold(name, fold, {m: make for m, (of, make) in months.items() if of == name})
            for name, (of, make) in getattr(source, "MONTHLY", {}).items():
                carry.monthly(name, of, make)
        return carry

    @property
    def history_from(self) -> date:
        """As on a first load: the month 13 months before."""
        return month_start(self.as_of, 13)

    def table(self, connection: Any, name: str) -> Any:
        """A canonical table in the engine."""
        columns = BY_NAME[name].columns
        schema = arrow_schema(BY_NAME[name])
        rows = [{c.name: row.get(c.name) for c in columns} for row in self.rows.get(name, [])]
        return connection.create_table(name, pa.Table.from_pylist(rows, schema=schema))


def with_branches(as_of: date) -> SmallBank:
    """Two branches under a bank, each with an RM, and a product of each family."""
    bank = SmallBank(as_of)
    bank.add("organisation_unit", unit_id="HO", level="bank", name="Bank")
    for unit_id, parent in (("R1", "HO"), ("C1", "R1"), ("B10", "C1"), ("B1", "C1")):
        level = {"R": "region", "C": "cluster", "B": "branch"}[unit_id[0]]
        bank.add("organisation_unit", unit_id=unit_id, parent_id=parent, level=level, name=unit_id)
    bank.add("employee", employee_id="E9", name="Asha Rao", role="rm", unit_id="B1")
    bank.add("employee", employee_id="E1", name="Vikram Shah", role="rm", unit_id="B10")
    bank.add("employee", employee_id="E5", name="Ira Nair", role="branch_head", unit_id="B1")
    for family in ("savings", "current", "term_deposit", "investment", "loan", "card"):
        bank.add("product", product_id=family, name=f"Our {family}", kind=family, family=family)
    return bank


def add_customer(bank: SmallBank, customer_id: str, **more: Any) -> None:
    """A person of branch B1, onboarded long ago."""
    row = {"kind": "person", "full_name": f"Name {customer_id}", "branch_id": "B1",
           "onboarded_on": date(2015, 1, 1), **more}  # fmt: skip
    bank.add("customer", customer_id=customer_id, **row)


def add_account(bank: SmallBank, account_id: str, owner: str, family: str, **more: Any) -> None:
    """An open account with its owner."""
    row = {"product_id": family, "currency": "INR", "opened_on": date(2015, 1, 1),
           "status": "open", "branch_id": "B1", **more}  # fmt: skip
    bank.add("account", account_id=account_id, **row)
    bank.add("holding", customer_id=owner, account_id=account_id, role="owner")
