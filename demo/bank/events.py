"""Bookings before they are put in order: gathered, then joined, as parallel arrays."""

from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pyarrow as pa

from demo.bank import names
from demo.bank.kinds import INDEX, KINDS
from demo.bank.layout import Ints, Plan
from demo.bank.words import joined, picked

PEOPLE = 3_000
FIRMS = 1_200


@dataclass(frozen=True)
class Pool:
    """All counterparties: names, their account or handle, and the range of each group."""

    names: pa.Array
    accounts: pa.Array
    tails: pa.Array
    low: Ints  # by kind
    width: Ints  # by kind


def a_name(rng: np.random.Generator, men: str, women: str, surnames: str) -> str:
    """A first name and a surname out of lists of words."""
    first = (men if rng.random() < 0.5 else women).split()
    last = surnames.split()
    return f"{first[int(rng.integers(0, len(first)))]} {last[int(rng.integers(0, len(last)))]}"


def _plain(word: str) -> str:
    """Its first letters and digits, as a payment handle has them."""
    return "".join(letter for letter in word.lower() if letter.isalnum())[:18]


@cache
def pool() -> Pool:
    """Counterparties of every group, the same for every bank."""
    rng = np.random.Generator(np.random.PCG64(7))
    words: list[str] = []
    ranges: dict[str, tuple[int, int]] = {}
    for group, listed in names.GROUPS.items():
        ranges[group] = (len(words), len(listed.split(",")))
        words.extend(listed.split(","))
    ranges["person"] = (len(words), PEOPLE)
    cultures = list(names.CULTURES.values())
    for _ in range(PEOPLE):
        men, women, last = cultures[int(rng.integers(0, len(cultures)))]
        words.append(a_name(rng, men, women, last))
    ranges["firm"] = (len(words), FIRMS)
    for _ in range(FIRMS):
        one, two, three = rng.integers(
            0, [len(names.FIRM_WORDS), len(names.FIRM_TRADES), len(names.FIRM_FORMS)]
        )
        words.append(names.FIRM_WORDS[one] + " " + names.FIRM_TRADES[two] + names.FIRM_FORMS[three])
    handles = [
        f"{_plain(word)}{place % 97}@ok{names.BANK_CODES[place % 8].lower()}"
        for place, word in enumerate(words)
    ]
    tails = [f"-{word.upper()}-{names.BANK_CODES[place % 8]}" for place, word in enumerate(words)]
    low = np.array([ranges[kind.group][0] for kind in KINDS], dtype=np.int64)
    width = np.array([ranges[kind.group][1] for kind in KINDS], dtype=np.int64)
    return Pool(pa.array(words), pa.array(handles), pa.array(tails), low, width)


@dataclass
class Events:
    """Bookings of a chunk: account's place, day, kind, signed paise, counterparty."""

    plan: Plan
    rng: np.random.Generator
    parts: list[tuple[Ints, Ints, Ints, Ints, Ints]] = field(default_factory=list)

    def add(
        self, account: Ints, day: Ints, kind: str, amount: Ints, partner: Ints | int = 0
    ) -> None:
        """Book; `partner` is any number, the same number the same counterparty of the kind."""
        number = INDEX[kind]
        who = pool().low[number] + partner % pool().width[number]
        size = len(account)
        self.parts.append(
            (
                account.astype(np.int32),
                np.broadcast_to(day, size).astype(np.int32),
                np.full(size, number, dtype=np.int8),
                np.broadcast_to(amount, size).astype(np.int64),
                np.broadcast_to(who, size).astype(np.int32),
            )
        )

    def monthly(self, account: Ints, day_of_month: Ints | int) -> tuple[Ints, Ints, Ints]:
        """For each account and month: place in `account`, day, month's number."""
        starts = self.plan.starts
        lengths = np.diff(np.append(starts, starts[-1] + 31))
        months = len(starts)
        place = np.repeat(np.arange(len(account), dtype=np.int64), months)
        month = np.tile(np.arange(months, dtype=np.int64), len(account))
        due = np.broadcast_to(day_of_month, len(account))[place]
        return place, starts[month] + np.minimum(due, lengths[month]) - 1, month

    def put_together(self) -> tuple[Ints, Ints, Ints, Ints, Ints]:
        """All bookings as five arrays."""
        account, day, kind, amount, partner = (
            np.concatenate(column) for column in zip(*self.parts, strict=True)
        )
        return account, day, kind, amount, partner


def narrations(kind: Ints, partner: Ints, reference: Ints) -> pa.Array:
    """What a statement shows for each booking."""
    heads = pa.array([one.head for one in KINDS])
    tails = pa.array([one.tail for one in KINDS])
    numbers = pa.array(reference).cast(pa.string())
    return joined(picked(heads, kind), numbers, picked(pool().tails, partner), picked(tails, kind))
