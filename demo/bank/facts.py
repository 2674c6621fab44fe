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
from demo.bank.write import FORMAT, branch_ids, write_part

LATER = 50_000_000  # from here on a chunk numbers the nights' bookings
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
    """A group of rows for each period; coded columns as dictionaries, the others plain."""
    place = folder / table / f"business_date={plan.date_of(night)}"
    place.mkdir(parents=True, exist_ok=True)
    content = pa.table(dict(columns))
    edges = np.append(np.flatnonzero(np.diff(period, prepend=-1)), len(period))
    words = [one.name for one in content.schema if pa.types.is_dictionary(one.type)]
    options = {**FORMAT, "use_dictionary": words}
    with pq.ParquetWriter(place / f"part-{chunk:05}.parquet", content.schema, **options) as writer:
        for low, high in pairwise(edges):
            writer.write_table(content.slice(int(low), int(high - low)))


class Control:
    """Counts and exact totals of a chunk's facts by branch and product, and of its other rows."""

    def __init__(self, people: People, accounts: Accounts) -> None:
        self._first = int(people.branch.min())
        branch = people.branch[accounts.owner] - self._first
        self._cell = branch * len(PRODUCTS) + accounts.product
        self._parts: list[tuple[str, int, Ints, Ints, Ints]] = []
        self._others: list[tuple[str, int, int]] = []

    def facts(self, entity: str, day: int, account: Ints, paise: Ints) -> None:
        """Count one load's rows of a table of facts."""
        cell = self._cell[account]
        count = np.bincount(cell)
        # Doubles add whole numbers exactly only below 2**53, so by halves.
        high = np.bincount(cell, weights=paise >> 24).astype(np.int64)
        low = np.bincount(cell, weights=paise & 0xFFFFFF).astype(np.int64)
        known = np.flatnonzero(count)
        self._parts.append((entity, day, known, count[known], (high * 2**24 + low)[known]))

    def others(self, entity: str, day: int, rows: int) -> None:
        """Tell how many rows of another table stand on a business day."""
        self._others.append((entity, day, rows))

    def write(self, folder: Path, plan: Plan, chunk: int) -> None:
        """Write the chunk's part of the day-end control; parts of one cell add up."""
        parts = self._parts
        cell = np.concatenate([part[2] for part in parts])
        sizes = [len(part[2]) for part in parts]
        rest = len(self._others)
        known = np.repeat([True, False], [len(cell), rest])
        cell = np.append(cell, np.zeros(rest, dtype=np.int64))
        day = np.append(
            np.repeat([part[1] for part in parts], sizes), [one[1] for one in self._others]
        ).astype(np.int64)
        entity = [part[0] for part in parts for _ in part[2]] + [one[0] for one in self._others]
        count = np.append(
            np.concatenate([part[3] for part in parts]), [one[2] for one in self._others]
        ).astype(np.int64)
        total = np.append(
            np.concatenate([part[4] for part in parts]), np.zeros(rest, dtype=np.int64)
        )
        branch = self._first + cell // len(PRODUCTS)
        write_part(folder, plan, "day_end_control", chunk, {
            "entity": pa.array(entity),
            "business_date": days(day),
            "sol_id": branch_ids(branch, known),
            "schm_code": coded([row[0] for row in PRODUCTS], cell % len(PRODUCTS), known),
            "rec_count": pa.array(count),
            "ctrl_total": rupees(total, known),
        })  # fmt: skip
