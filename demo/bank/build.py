"""Make the whole bank: chunks of customers side by side, then the head office's tables."""

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from demo.bank.accounts import make_accounts
from demo.bank.contacts import write_contacts
from demo.bank.head_office import write_control, write_schemes, write_staff, write_units
from demo.bank.layout import Ints, Plan
from demo.bank.ledger import make_ledger
from demo.bank.people import make_people
from demo.bank.stories import listed
from demo.bank.write import write_accounts, write_cards, write_customers, write_ledger

Daily = dict[str, dict[int, tuple[int, int]]]


@dataclass(frozen=True)
class Made:
    """What was made: rows by source table, and the largest book's RM."""

    rows: dict[str, int]
    largest_book_rm: str
    largest_book: int


def build_bank(plan: Plan, folder: Path, workers: int | None = None) -> Made:
    """Write the warehouse into `folder`, replacing one made before.

    The rows depend on the plan alone, not on `workers`. Raises OSError where the disk refuses.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder)
    counts: Counter[str] = Counter()
    daily: Daily = {"tran_detail": {}, "eod_balance": {}}
    for rows, by_day in _chunks(plan, folder, workers or os.cpu_count() or 1):
        counts.update(rows)
        for table, found in by_day.items():
            for day, (count, total) in found.items():
                old = daily[table].get(day, (0, 0))
                daily[table][day] = (old[0] + count, old[1] + total)
    counts["sol_master"] = write_units(folder, plan)
    counts["staff"], rm_names = write_staff(folder, plan)
    counts["scheme_master"] = write_schemes(folder)
    write_control(folder, plan, dict(counts), daily)
    (folder / "stories.json").write_text(json.dumps(listed(plan), indent=1), encoding="utf-8")
    facts = {table: sum(count for count, _ in found.values()) for table, found in daily.items()}
    sizes = np.diff(plan.book_starts)
    largest = int(np.argmax(sizes))
    return Made({**counts, **facts}, rm_names[largest], int(sizes[largest]))


def _clear(folder: Path) -> None:
    """Remove an earlier warehouse of ours: its Parquet files and folders of parts."""
    for path in folder.iterdir():
        if path.is_dir() and any(path.glob("part-*.parquet")):
            shutil.rmtree(path)
        elif path.suffix == ".parquet" or path.name == "stories.json":
            path.unlink()


def _chunks(plan: Plan, folder: Path, workers: int) -> Iterator[tuple[dict[str, int], Daily]]:
    count = -(-plan.customers // plan.chunk)
    if count == 1 or workers == 1:
        for chunk in range(count):
            yield make_chunk(plan, folder, chunk)
        return
    with ProcessPoolExecutor(min(workers, count), mp_context=get_context("spawn")) as pool:
        yield from pool.map(make_chunk, [plan] * count, [folder] * count, range(count))


def make_chunk(plan: Plan, folder: Path, chunk: int) -> tuple[dict[str, int], Daily]:
    """Write the part files of one chunk; answers rows by table and day-end totals of the facts."""
    people = make_people(plan, chunk)
    accounts = make_accounts(plan, chunk, people)
    ledger = make_ledger(plan, chunk, people, accounts)
    rows = {
        "cif_master": write_customers(folder, plan, chunk, people),
        "acct_master": write_accounts(folder, plan, chunk, people, accounts),
        "card_master": write_cards(folder, plan, chunk, people, accounts, ledger),
        **write_contacts(folder, plan, chunk, people, accounts),
    }
    facts = write_ledger(folder, plan, chunk, accounts, ledger)
    return rows, {
        "tran_detail": _by_day(facts["tran_day"], facts["tran_amount"]),
        "eod_balance": _by_day(facts["balance_day"], facts["balance"]),
    }


def _by_day(day: Ints, amount: Ints) -> dict[int, tuple[int, int]]:
    """Rows and the exact sum of paise of each day."""
    first = int(day.min())
    sort = np.argsort(day, kind="stable")
    edges = np.flatnonzero(np.diff(day[sort], prepend=first - 1))
    totals = np.add.reduceat(amount[sort], edges)
    counts = np.diff(np.append(edges, len(day)))
    found = zip(day[sort][edges], counts, totals, strict=True)
    return {int(one): (int(count), int(total)) for one, count, total in found}
