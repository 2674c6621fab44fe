"""A chunk's bookings in order, with exact running balances, and the balances of changed days."""

from dataclasses import dataclass, fields

import numpy as np

from demo.bank.accounts import CARD, MAIN, MINIMUM, SECOND, Accounts
from demo.bank.chance import earlier, put_away
from demo.bank.events import Events
from demo.bank.everyday import book_daily, book_income, book_regular, book_stories
from demo.bank.facilities import book_cards, book_deposits, book_investments, book_loans
from demo.bank.kinds import INDEX
from demo.bank.layout import Bools, Ints, Plan
from demo.bank.people import LAKH, People
from demo.bank.stories import plays

BOOKS = (
    book_daily,
    book_income,
    book_regular,
    book_stories,
    book_deposits,
    book_investments,
    book_loans,
    book_cards,
)
SUDDEN = {
    "large_outflow": ("big_out", 0),
    "large_inflow": ("big_in", 0),
    "below_minimum": ("imps_out", 3),
}


CHANGED, OPENING, SAME = range(3)  # why a balance is told


@dataclass(frozen=True)
class Bookings:
    """By (account, day, order); paise, days since 1970."""

    account: Ints
    day: Ints
    order: Ints
    kind: Ints
    amount: Ints
    after: Ints
    partner: Ints

    def rows(self, which: Ints | Bools) -> "Bookings":
        """Some of them."""
        return Bookings(*(getattr(self, one.name)[which] for one in fields(self)))


@dataclass(frozen=True)
class Balances:
    """Closing balances by account and day, in paise."""

    account: Ints
    day: Ints
    closing: Ints
    why: Ints

    def rows(self, which: Ints) -> "Balances":
        """Some of them."""
        return Balances(*(getattr(self, one.name)[which] for one in fields(self)))


@dataclass(frozen=True)
class Ledger:
    """What was booked up to the business day, and the regular bookings of the nights after it.

    `closing` has each account's balance at the end of the business day.
    """

    bookings: Bookings
    balances: Balances
    coming: Bookings
    closing: Ints


def make_ledger(plan: Plan, chunk: int, people: People, accounts: Accounts) -> Ledger:
    """All bookings up to the horizon; sets the opening balances and tight card limits.

    Adds the deposits that keep idle cash a story (`chance.py`).
    """
    events = Events(plan, plan.rng(chunk, 3))
    for book in BOOKS:
        book(plan, events, people, accounts)
    new = np.flatnonzero(
        (accounts.opened >= plan.starts[0]) & np.isin(accounts.slot, (MAIN, SECOND))
    )
    events.add(new, accounts.opened[new], "first_deposit", np.array(0))
    account, day, kind, amount, partner = events.put_together()
    sudden = _sudden(plan, people, accounts, account, day, kind)
    keep = _allowed(plan, people, accounts, account, day, kind, amount, sudden)
    account, day, kind, amount, partner = (
        column[keep] for column in (account, day, kind, amount, partner)
    )
    sudden = sudden[keep]
    key = _key(plan, account, day) | np.where(sudden, 255, kind.astype(np.int64))
    sort = np.argsort(key, kind="stable")
    account, day, kind, amount, partner = (
        column[sort] for column in (account, day, kind, amount, partner)
    )
    sudden = sudden[sort]
    amount = np.where(sudden, 0, amount)
    first = np.flatnonzero(np.diff(account, prepend=-1))
    owner = account[first]
    running = _open(plan, people, accounts, account, kind, amount, first, owner)
    running = _strike(people, accounts, account, amount, kind, running, sudden)
    _tighten(plan, people, accounts, account, day, running)
    closing = closing_on(accounts, account, day, running, plan.today)
    day = earlier(plan, people, accounts, account, day, amount, closing)
    closing = put_away(plan, people, accounts, closing)
    order = place_in_run(_key(plan, account, day))
    every = Bookings(account, day, order, kind, amount, running, partner)
    coming = every.rows((day > plan.today) & (day <= plan.last))
    past = every.rows(day <= plan.today)
    return Ledger(past, _balances(plan, accounts, past), coming, closing)


def _key(plan: Plan, account: Ints, day: Ints) -> Ints:
    """By account and day, with 20 bits left for what orders the bookings of a day."""
    key = (account.astype(np.int64) << 40) | ((day - plan.starts[0]).astype(np.int64) << 20)
    return np.asarray(key, dtype=np.int64)


def place_in_run(key: Ints) -> Ints:
    """1, 2, ... within each run of equal keys."""
    fresh = np.diff(key, prepend=-1) != 0
    at = np.arange(len(key))
    return np.asarray(at - np.maximum.accumulate(np.where(fresh, at, 0)) + 1, dtype=np.int64)


def _balances(plan: Plan, accounts: Accounts, past: Bookings) -> Balances:
    """The opening balances, and those of the days with bookings."""
    other = (np.diff(past.account) != 0) | (np.diff(past.day) != 0)
    last = np.flatnonzero(np.append(other, True))
    known = np.flatnonzero(accounts.opened < plan.starts[0])
    return Balances(
        np.concatenate([known, past.account[last]]),
        np.concatenate([np.full(len(known), plan.starts[0] - 1), past.day[last]]),
        np.concatenate([accounts.opening[known], past.after[last]]),
        np.repeat([OPENING, CHANGED], [len(known), len(last)]),
    )


def _sudden(
    plan: Plan, people: People, accounts: Accounts, account: Ints, day: Ints, kind: Ints
) -> Bools:
    """The bookings whose amount depends on the balance before them."""
    found = np.zeros(len(account), dtype=bool)
    place = people.index[accounts.owner]
    for story, (name, back) in SUDDEN.items():
        found |= (kind == INDEX[name]) & (day == plan.today - back) & plays(place, story)[account]
    return found


def _allowed(
    plan: Plan,
    people: People,
    accounts: Accounts,
    account: Ints,
    day: Ints,
    kind: Ints,
    amount: Ints,
    sudden: Bools,
) -> Bools:
    """Inside the period and the account's life; nothing happens after a sudden booking."""
    keep = (day >= plan.starts[0]) & (day <= plan.horizon) & (day >= accounts.opened[account])
    keep &= (amount != 0) | (kind == INDEX["first_deposit"])
    closed = accounts.closed[account]
    keep &= (closed == 0) | (day <= closed)
    ends = accounts.ends[account]
    keep &= (ends == 0) | (day < ends)
    place = people.index[accounts.owner]
    for story, (_, back) in SUDDEN.items():
        keep &= sudden | ~plays(place, story)[account] | (day < plan.today - back)
    return np.asarray(keep)


def _open(
    plan: Plan,
    people: People,
    accounts: Accounts,
    account: Ints,
    kind: Ints,
    amount: Ints,
    first: Ints,
    owner: Ints,
) -> Ints:
    """Choose opening balances that keep the accounts above their minimum; running balances."""
    total = np.cumsum(amount)
    base = np.zeros(len(accounts.owner), dtype=np.int64)
    base[owner] = total[first] - amount[first]
    running = total - base[account]
    lowest = np.zeros(len(accounts.owner), dtype=np.int64)
    lowest[owner] = np.minimum(np.minimum.reduceat(running, first), 0)
    cash = np.isin(accounts.slot, (MAIN, SECOND))
    needed = MINIMUM[accounts.product] * 6 // 5 + 150_000 - lowest
    needed += _reserve(people.index[accounts.owner])
    accounts.opening = np.where(cash, np.maximum(accounts.opening, needed), accounts.opening)
    deposit = np.flatnonzero(kind == INDEX["first_deposit"])
    deposit = deposit[accounts.opened[account[deposit]] >= plan.starts[0]]
    amount[deposit] = accounts.opening[account[deposit]]
    running = running + accounts.opening[account]
    accounts.opening[account[deposit]] = 0
    return np.asarray(running, dtype=np.int64)


def _reserve(index: Ints) -> Ints:
    """What the tellers of stories about wealth always keep on their accounts."""
    sudden = plays(index, "large_outflow", "large_inflow") * 4 * LAKH
    return sudden + plays(index, "idle_cash") * 12 * LAKH


def _strike(
    people: People,
    accounts: Accounts,
    account: Ints,
    amount: Ints,
    kind: Ints,
    running: Ints,
    sudden: Bools,
) -> Ints:
    """Set the sudden bookings' amounts; each is its account's last."""
    which = np.flatnonzero(sudden)
    before = running[which]
    target = np.select(
        [kind[which] == INDEX["big_out"], kind[which] == INDEX["big_in"]],
        [before * 3 // 10, before * 18 // 10],
        250_000 + people.index[accounts.owner[account[which]]] % 50 * 10_000,
    )
    amount[which] = target - before
    running[which] = target
    return running


def closing_on(accounts: Accounts, account: Ints, day: Ints, running: Ints, when: int) -> Ints:
    """Each account's closing balance on a day."""
    past = np.flatnonzero(day <= when)
    closing = accounts.opening.copy()
    closing[account[past]] = running[past]
    return closing


def _tighten(
    plan: Plan, people: People, accounts: Accounts, account: Ints, day: Ints, running: Ints
) -> None:
    which, owner = accounts.of(CARD)
    tight = which[plays(people.index[owner], "card_limit")]
    used = -closing_on(accounts, account, day, running, plan.today)[tight]
    accounts.limit[tight] = np.maximum(used * 100 // 94 // 10_000 * 10_000 + 10_000, 20_000)
