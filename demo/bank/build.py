"""Make the whole bank: chunks of customers side by side, then the head office's tables.

A killed run goes on where it was: `.made` in the folder has the plan's key and a mark for each
finished chunk.
"""

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from demo.bank.accounts import make_accounts
from demo.bank.contacts import write_contacts
from demo.bank.facts import LATER, Control, write_balances, write_bookings
from demo.bank.head_office import write_control, write_schemes, write_staff, write_units
from demo.bank.layout import Plan
from demo.bank.ledger import make_ledger
from demo.bank.nights import make_nights
from demo.bank.people import make_people
from demo.bank.stories import listed
from demo.bank.write import write_accounts, write_cards, write_customers

MARKS = ".made"


@dataclass(frozen=True)
class Made:
    """What was made: rows by source table, and the largest book's RM."""

    rows: dict[str, int]
    largest_book_rm: str
    largest_book: int


def build_bank(
    plan: Plan,
    folder: Path,
    workers: int | None = None,
    progress: Callable[[int, int], None] = lambda chunks, bookings: None,
) -> Made:
    """Write the warehouse into `folder`, replacing one of another plan.

    The rows depend on the plan alone, not on `workers`. `progress` is told how many chunks are
    there and how many bookings this run made. Raises OSError where the disk refuses.
    """
    marks = folder / MARKS
    if not _is_of(plan, marks):
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder)
        marks.mkdir()
        (marks / "plan").write_text(plan.key)
    bookings = 0
    done = plan.chunks - len(_missing(plan, marks))
    for rows in _make(plan, folder, workers or os.cpu_count() or 1):
        bookings += rows["tran_detail"]
        done += 1
        progress(done, bookings)
    counts: Counter[str] = Counter()
    for chunk in range(plan.chunks):
        counts.update(json.loads(_mark(marks, chunk).read_text()))
    office = {"sol_master": write_units(folder, plan), "scheme_master": write_schemes(folder)}
    office["staff"], rm_names = write_staff(folder, plan)
    write_control(folder, plan, office)
    (folder / "stories.json").write_text(json.dumps(listed(plan), indent=1), encoding="utf-8")
    sizes = np.diff(plan.book_starts)
    largest = int(np.argmax(sizes))
    return Made({**counts, **office}, rm_names[largest], int(sizes[largest]))


def _is_of(plan: Plan, marks: Path) -> bool:
    written = marks / "plan"
    return written.exists() and written.read_text() == plan.key


def _mark(marks: Path, chunk: int) -> Path:
    return marks / f"{chunk:05}.json"


def _missing(plan: Plan, marks: Path) -> list[int]:
    return [chunk for chunk in range(plan.chunks) if not _mark(marks, chunk).exists()]


def _clear(folder: Path) -> None:
    """Remove an earlier warehouse of ours: its Parquet files, folders of parts, and marks."""
    for path in folder.iterdir():
        ours = path.name == MARKS or any(path.rglob("part-*.parquet"))
        if path.is_dir() and ours:
            shutil.rmtree(path)
        elif path.suffix == ".parquet" or path.name == "stories.json":
            path.unlink()


def _make(plan: Plan, folder: Path, workers: int) -> Iterator[dict[str, int]]:
    """Make the chunks that are missing; answers the rows of each by table."""
    missing = _missing(plan, folder / MARKS)
    if len(missing) <= 1 or workers == 1:
        for chunk in missing:
            yield make_chunk(plan, folder, chunk)
        return
    workers = min(workers, len(missing))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for made in as_completed(pool.submit(make_chunk, plan, folder, one) for one in missing):
            yield made.result()


def make_chunk(plan: Plan, folder: Path, chunk: int) -> dict[str, int]:
    """Write the part files of one chunk, then its mark; answers rows by table."""
    people = make_people(plan, chunk)
    accounts = make_accounts(plan, chunk, people)
    ledger = make_ledger(plan, chunk, people, accounts)
    standing = {
        "cif_master": write_customers(folder, plan, chunk, people),
        "acct_master": write_accounts(folder, plan, chunk, people, accounts),
        "card_master": write_cards(folder, plan, chunk, people, accounts, ledger.closing),
        **write_contacts(folder, plan, chunk, people, accounts),
    }
    control = Control(plan, people, accounts)
    first = 0
    rows = Counter({table: control.standing(table, told)[0] for table, told in standing.items()})
    nights = make_nights(plan, chunk, people, accounts, ledger)
    for night, (bookings, balances) in enumerate(
        chain([(ledger.bookings, ledger.balances)], nights)
    ):
        write_bookings(folder, plan, chunk, night, first, accounts, bookings)
        write_balances(folder, plan, chunk, night, accounts, balances)
        day = plan.today + night
        control.facts("tran_detail", day, bookings.account, bookings.amount)
        control.facts("eod_balance", day, balances.account, balances.closing)
        first = LATER if night == 0 else first + len(bookings.day)
        rows.update({"tran_detail": len(bookings.day), "eod_balance": len(balances.day)})
    control.write(folder, plan, chunk)
    marks = folder / MARKS
    marks.mkdir(exist_ok=True)
    unfinished = marks / f"{chunk:05}.unfinished"
    unfinished.write_text(json.dumps(dict(rows)))
    unfinished.replace(_mark(marks, chunk))
    return dict(rows)
