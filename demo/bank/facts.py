"""A chunk's bookings and balances as part files, a folder a load, and what the day end counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from demo.bank.accounts import PRODUCTS, Accounts
from demo.bank.events import narrations, pool
from demo.bank.kinds import KINDS
from demo.bank.layout import Bools, Ints, Plan
from demo.bank.ledger import Balances, Bookings
from demo.bank.people import People
from demo.bank.words import coded, days, rupees
from demo.bank.write import Told, branch_ids, options_of, write_part

LATER = 50_000_000  # from here on a chunk numbers the nights' bookings
WIDTH = len(PRODUCTS) + 1  # cells of a branch: no product, or one of them
WHY = ("D", "O", "S")  # a day's change, opening, same as the day before


@dataclass(frozen=True)
class KindCodes:
    """What a booking's kind says of it, by the kind's number."""

    channels: list[str]
    channel: Ints
    outside: Bools
    named: Bools
    cheque: Bools


@cache
def _codes() -> KindCodes:
    channels = sorted({one.channel for one in KINDS})
    return KindCodes(
        channels,
        np.array([channels.index(one.channel) for one in KINDS]),
        np.array([one.channel != "INT" and one.group not in ("bank", "cash") for one in KINDS]),
        np.array([one.group != "cash" for one in KINDS]),
        np.array([one.channel == "CHQ" for one in KINDS]),
    )


def write_bookings(
    folder: Path, plan: Plan, chunk: int, night: int, first: int,
    accounts: Accounts, rows: Bookings,
) -> None:  # fmt: skip
    """The bookings of the history (night 0) or of one night; they are numbered from `first`."""
    codes = _codes()
    number = chunk * 100_000_000 + first + np.arange(len(rows.day), dtype=np.int64)
    period = _period(plan, rows.day)
    sort = np.argsort(period, kind="stable")
    period, number, rows = period[sort], number[sort], rows.rows(sort)
    kind, amount = rows.kind, rows.amount
    reference = 600_000_000_000 + number * 7_919 % 99_999_999_977
    _write(folder, plan, "tran_detail", chunk, night, {
        "tran_id": pa.array(number),
        "foracid": pa.array(accounts.ids[rows.account]),
        "tran_date": days(rows.day),
        "part_tran_srl_num": pa.array(rows.order.astype(np.int32)),
        "value_date": days(rows.day - codes.cheque[kind]),
        "part_tran_type": coded(("D", "C"), amount > 0),
        "tran_amt": rupees(np.abs(amount)),
        "run_bal": rupees(rows.after),
        "dlvry_channel": coded(codes.channels, codes.channel[kind]),
        "contra_name": coded(pool().names, rows.partner, codes.named[kind]),
        "contra_acct": coded(pool().accounts, rows.partner, codes.outside[kind]),
        "tran_particular": narrations(kind, rows.partner, reference),
        "purpose_cd": coded([one.purpose for one in KINDS], kind),
    }, period)  # fmt: skip


def write_balances(
    folder: Path, plan: Plan, chunk: int, night: int, accounts: Accounts, rows: Balances
) -> None:
    """The opening and changed balances of the history (night 0), or a night's of all accounts."""
    period = _period(plan, rows.day)
    sort = np.argsort(period, kind="stable")
    rows = rows.rows(sort)
    _write(folder, plan, "eod_balance", chunk, night, {
        "foracid": pa.array(accounts.ids[rows.account]),
        "eod_date": days(rows.day),
        "clr_bal_amt": rupees(rows.closing),
        "row_kind": coded(WHY, rows.why),
    }, period[sort])  # fmt: skip


def _period(plan: Plan, day: Ints) -> Ints:
    """The number of a day's month; each period's rows stand together, in account order."""
    return np.searchsorted(plan.starts, day, side="right").astype(np.int8)


def _write(
    folder: Path, plan: Plan, table: str, chunk: int, night: int,
    columns: Mapping[str, pa.Array], period: Ints,
) -> None:  # fmt: skip
    """A group of rows for each period."""
    place = folder / table / f"business_date={plan.date_of(night)}"
    place.mkdir(parents=True, exist_ok=True)
    content = pa.table(dict(columns))
    edges = np.append(np.flatnonzero(np.diff(period, prepend=-1)), len(period))
    part, schema = place / f"part-{chunk:05}.parquet", content.schema
    with pq.ParquetWriter(part, schema, **options_of(schema)) as writer:
        for low, high in pairwise(edges):
            writer.write_table(content.slice(int(low), int(high - low)))


class Control:
    """Counts and exact totals of a chunk's rows by day, branch and, if they have one, product."""

    def __init__(self, plan: Plan, people: People, accounts: Accounts) -> None:
        self._plan = plan
        self._first = int(people.branch.min())
        self._branch = (people.branch - self._first) * WIDTH
        self._account = self._branch[accounts.owner] + accounts.product + 1
        self._parts: list[tuple[str, int, Ints, Ints, Ints | None]] = []

    def facts(self, entity: str, day: int, account: Ints, paise: Ints) -> None:
        """Count one load's rows of a table of facts."""
        self._add(entity, day, self._account[account], paise)

    def standing(self, entity: str, told: Told) -> list[int]:
        """Count the rows of another table that stand on each night; answers how many do."""
        cell = self._branch[told.place] + (0 if told.product is None else told.product + 1)
        counts = []
        for night in range(self._plan.nights + 1):
            here = slice(None) if told.life is None else told.life.standing(night)
            paise = None if told.paise is None else told.paise[here]
            self._add(entity, self._plan.today + night, cell[here], paise)
            counts.append(len(cell[here]))
        return counts

    def _add(self, entity: str, day: int, cell: Ints, paise: Ints | None) -> None:
        count = np.bincount(cell)
        known = np.flatnonzero(count)
        total = None
        if paise is not None:
            # Doubles add whole numbers exactly only below 2**53, so by halves.
            high = np.bincount(cell, weights=paise >> 24).astype(np.int64)
            low = np.bincount(cell, weights=paise & 0xFFFFFF).astype(np.int64)
            total = (high * 2**24 + low)[known]
        self._parts.append((entity, day, known, count[known], total))

    def write(self, folder: Path, plan: Plan, chunk: int) -> None:
        """Write the chunk's part of the day-end control; parts of one cell add up."""
        parts = self._parts
        cell = np.concatenate([part[2] for part in parts])
        sizes = [len(part[2]) for part in parts]
        added = np.repeat([part[4] is not None for part in parts], sizes)
        total = np.concatenate([part[3] * 0 if part[4] is None else part[4] for part in parts])
        day = np.repeat([part[1] for part in parts], sizes).astype(np.int64)
        product = cell % WIDTH - 1
        branch = self._first + cell // WIDTH
        write_part(folder, plan, "day_end_control", chunk, {
            "entity": pa.array(np.repeat([part[0] for part in parts], sizes)),
            "business_date": days(day),
            "sol_id": branch_ids(branch),
            "schm_code": coded([row[0] for row in PRODUCTS], np.maximum(product, 0), product >= 0),
            "rec_count": pa.array(np.concatenate([part[3] for part in parts])),
            "ctrl_total": rupees(total, added),
        })  # fmt: skip
