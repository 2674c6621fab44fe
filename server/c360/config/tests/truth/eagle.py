"""The real bank's files read as they stand, and the totals of a business day.

A ledger row's date is 20 years before the other files', its account number has two more zeros,
and the rows of one day are in no order: the closing balance is the end of the chain in which
previous balance + signed amount = balance. Balances are rounded to whole units, so a chain may have
gaps: the order with the smallest ones counts.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from pathlib import Path

YEARS = 20


@dataclass(frozen=True)
class Totals:
    """What the bank is made of on a business day; amounts in minor units."""

    customers: int
    accounts: int
    transactions: int
    amounts: int
    casa: int


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with gzip.open(folder / f"{name}.csv.gz", "rt", encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def totals(folder: Path, as_of: date) -> Totals:
    """Counts and sums of everything up to `as_of`; a granted loan is an account."""
    opened = {
        row["account_id"]
        for row in _rows(folder, "acct")
        if date.fromisoformat(row["parseddate"]) <= as_of
    }
    loans = [row for row in _rows(folder, "loan") if date.fromisoformat(row["fulldate"]) <= as_of]
    customers = {
        row["client_id"] for row in _rows(folder, "disposition") if row["account_id"] in opened
    }
    bookings: dict[str, dict[date, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    count = amounts = 0
    for row in _rows(folder, "ledger"):
        day = date.fromisoformat(row["date"])
        day = day.replace(year=day.year + YEARS)
        if day > as_of:
            continue
        amount = int(row["amount"]) if row["type"] == "credit" else -int(row["amount"])
        bookings["A" + row["account_id"][-8:]][day].append((amount, int(row["balance"])))
        count, amounts = count + 1, amounts + amount
    assert set(bookings) <= opened, "the ledger books on accounts that were never opened"
    casa = sum(_closing(days) for days in bookings.values())
    return Totals(len(customers), len(opened) + len(loans), count, amounts * 100, casa * 100)


def _closing(days: dict[date, list[tuple[int, int]]]) -> int:
    closing = 0
    for day in sorted(days):
        closing = _end_of_chain(closing, days[day])
    return closing


def _end_of_chain(opening: int, rows: list[tuple[int, int]]) -> int:
    """The last balance of the order with the smallest gaps; of equal ones the lowest balance."""

    def way(order: tuple[tuple[int, int], ...]) -> tuple[int, int]:
        gaps, balance = 0, opening
        for amount, after in order:
            gaps += abs(balance + amount - after)
            balance = after
        return gaps, balance

    return min(way(order) for order in permutations(rows))[1]
