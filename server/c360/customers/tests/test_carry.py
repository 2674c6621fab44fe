"""Night after night by what the nights hand on, against the same day made from every row."""

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import ibis

from c360.customers.source_day import account_closing
from c360.customers.source_months import account_sums, closed_month, months_of
from c360.customers.tests.small_bank import SmallBank, add_account, add_customer, with_branches
from c360.nightly.carry import keep
from c360.nightly.night import Night

CATEGORIES = (None, "salary", "interest", "own_transfer", "td_open", "emi_bounce", "fees")
FIRST = date(2025, 12, 30)
# Ends of months and of the year between two nights, a long gap, and the window moving on.
NIGHTS = (
    date(2025, 12, 30), date(2026, 1, 1), date(2026, 1, 2), date(2026, 2, 28), date(2026, 4, 15),
    date(2027, 2, 1),
)  # fmt: skip


def bank_of_two_years(chance: random.Random) -> SmallBank:
    """20 accounts with changed days and bookings from November 2024 to February 2027."""
    bank = with_branches(FIRST)
    add_customer(bank, "C1")
    begin = date(2024, 11, 30)
    for number in range(20):
        account = f"A{number}"
        add_account(bank, account, "C1", chance.choice(("savings", "loan")))
        for day in sorted(chance.sample(range(800), chance.choice((0, 3, 60)))):
            on = begin + timedelta(day)
            bank.add("balance", account_id=account, as_of=on, closing=chance.randint(-9999, 9999))
        for seq, day in enumerate(sorted(chance.choices(range(1, 800), k=chance.choice((0, 40))))):
            bank.add("transaction", transaction_id=f"{account}-{seq}", account_id=account,
                     posted_on=begin + timedelta(day), posted_seq=seq,
                     category=chance.choice(CATEGORIES),
                     amount=chance.randint(-999, 999))  # fmt: skip
    return bank


def close(bank: SmallBank, account: str, closed_on: date | None) -> None:
    """The warehouse now says that the account is closed, perhaps since long ago."""
    for row in bank.rows["account"]:
        if row["account_id"] == account:
            row.update(status="closed", closed_on=closed_on)


def night(bank: SmallBank, folder: Path, cut: date | None) -> tuple[dict[str, Any], set[date]]:
    """What sources make of the carried tables, and the days that were folded for it."""
    connection = ibis.duckdb.connect()
    tables = {name: bank.table(connection, name) for name in ("account", "balance", "transaction")}
    carry = bank.carried(connection, folder, tables, cut)
    carried, ends = carry.carried, carry.month_ends
    night = Night(bank.as_of, FIRST, bank.history_from, tables, tables, {}, carried, ends)
    night = replace(night, built={"account_closing": account_closing(night)})
    night = replace(night, built={**night.built, "closed_month": closed_month(night)})
    months = months_of(night, carried["account_day"].select("account_id"))
    rows = {
        "sums": account_sums(night).order_by("account_id"),
        "months": months.order_by(months.columns),
    }
    found = {name: table.to_pyarrow().to_pylist() for name, table in rows.items()}
    folded = {day for name, day in carry.folded if name == "account_day"}
    keep(folder / "kept", folder / "made", bank.as_of, cut)
    return found, folded


def test_every_night_is_what_all_rows_from_the_start_make(tmp_path: Path) -> None:
    bank = bank_of_two_years(random.Random(7))
    cut: date | None = None
    closings = iter((("A3", date(2025, 12, 12)), ("A4", None), ("A5", date(2026, 1, 2)),
                     ("A6", date(2025, 8, 20)), ("A7", date(2026, 4, 1))))  # fmt: skip
    for number, as_of in enumerate(NIGHTS):
        bank.as_of = as_of
        if change := next(closings, None):
            close(bank, *change)
        nightly, folded = night(bank, tmp_path / "nightly", cut)
        again, _ = night(bank, tmp_path / f"again{number}", None)
        assert nightly == again, as_of
        assert cut is None or min(folded) > cut
        if as_of.day == 2:  # restated: other rows of the same day
            bank.add("balance", account_id="A1", as_of=as_of, closing=31)
            bank.rows["balance"] = list(
                {(row["account_id"], row["as_of"]): row for row in bank.rows["balance"]}.values()
            )
            restated, folded = night(bank, tmp_path / "nightly", cut)
            assert restated == night(bank, tmp_path / "restated", None)[0] != nightly
            assert cut is not None
            assert min(folded) > cut
        cut = as_of


def test_a_lost_or_foreign_carried_file_is_folded_again(tmp_path: Path) -> None:
    bank = bank_of_two_years(random.Random(8))
    first, second = date(2026, 4, 15), date(2026, 4, 16)
    for damage in ("lost", "foreign"):
        folder = tmp_path / damage
        bank.as_of = first
        night(bank, folder, None)
        path = folder / "kept" / "account_month" / "2026-02.parquet"
        path.unlink()
        if damage == "foreign":
            ibis.memtable({"account_id": ["A1"]}).to_parquet(path)
        bank.as_of = second
        found, folded = night(bank, folder, first)
        assert found == night(bank, tmp_path / f"{damage} again", None)[0]
        assert min(folded) < first
