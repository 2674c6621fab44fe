"""What the nights after the business day bring: bookings, balances of all accounts, closures.

A night's rows need only what the night before left, so the history is the same for any number
of nights.
"""

from collections.abc import Iterator

import numpy as np

from demo.bank.accounts import MAIN, MINIMUM, Accounts
from demo.bank.events import pool
from demo.bank.everyday import CREDITS, DAILY, INCOMING, TRADE
from demo.bank.kinds import INDEX
from demo.bank.layout import Bools, Ints, Plan
from demo.bank.ledger import CHANGED, SAME, Balances, Bookings, Ledger, place_in_run
from demo.bank.people import People
from demo.bank.stories import plays

SILENT = ("dormant", "inoperative", "below_minimum", "large_outflow", "large_inflow")
LEAST = 2_000  # paise of an everyday booking
Rows = tuple[Ints, Ints, Ints, Ints]  # account, kind, paise, counterparty


def make_nights(
    plan: Plan, chunk: int, people: People, accounts: Accounts, ledger: Ledger
) -> Iterator[tuple[Bookings, Balances]]:
    """The nights' rows, one night after the other."""
    closing = ledger.closing.copy()
    for night in range(1, plan.nights + 1):
        day = plan.today + night
        rng = plan.rng(chunk, 100 + night)
        due = ledger.coming.rows(ledger.coming.day == day)
        parts: list[Rows] = [
            (due.account, due.kind, due.amount, due.partner),
            _everyday(plan, rng, people, accounts, closing),
            *_closures(accounts, closing, day),
        ]
        account, kind, amount, partner = (
            np.concatenate(column) for column in zip(*parts, strict=True)
        )
        sort = np.argsort(account, kind="stable")
        account, kind, amount, partner = (
            column[sort] for column in (account, kind, amount, partner)
        )
        after = _running(account, amount, closing)
        last = np.flatnonzero(np.diff(account, append=-1))
        closing[account[last]] = after[last]
        changed = np.zeros(len(closing), dtype=bool)
        changed[account[last]] = True
        told = np.flatnonzero(_open_on(accounts, day) | changed)
        days = np.full(len(account), day)
        yield (
            Bookings(account, days, place_in_run(account), kind, amount, after, partner),
            Balances(
                told,
                np.full(len(told), day),
                closing[told],
                np.where(changed[told], CHANGED, SAME),
            ),
        )


def _open_on(accounts: Accounts, day: int) -> Bools:
    ended = (accounts.ends > 0) & (accounts.ends < day)
    return np.asarray((accounts.opened <= day) & (accounts.closed == 0) & ~ended)


def _running(account: Ints, amount: Ints, closing: Ints) -> Ints:
    """Balances after each booking, from those of the night before."""
    total = np.cumsum(amount)
    first = np.flatnonzero(np.diff(account, prepend=-1))
    base = np.zeros(len(closing), dtype=np.int64)
    base[account[first]] = total[first] - amount[first]
    return np.asarray(closing[account] + total - base[account], dtype=np.int64)


def _everyday(
    plan: Plan, rng: np.random.Generator, people: People, accounts: Accounts, closing: Ints
) -> Rows:
    """Everyday bookings; a debit is at most a fiftieth of what is above the minimum balance."""
    main, owner = accounts.of(MAIN)
    awake = ~plays(people.index[owner], *SILENT)
    main, owner = main[awake], owner[awake]
    row = np.repeat(np.arange(len(main)), rng.poisson(plan.profile.nightly, len(main)))
    account, who = main[row], owner[row]
    firm = people.firm[who]
    kind = np.where(firm, _drawn(rng, TRADE, len(row)), _drawn(rng, DAILY, len(row)))
    wish = rng.exponential(1.0, len(row)) * (people.income[who] // 25) + LEAST
    paise = wish.astype(np.int64)
    spare = (closing[account] - MINIMUM[accounts.product[account]]) // 50
    credit = np.isin(kind, [INDEX[name] for name in (*CREDITS, *INCOMING)])
    short = ~credit & (spare < LEAST)
    kind = np.where(short, np.where(firm, INDEX["business_upi"], INDEX["person_in"]), kind)
    paise = np.where(credit | short, np.minimum(paise, 4_900_000), np.minimum(paise, spare))
    partner = people.index[who] * 31 + kind * 7 + rng.integers(0, 7, len(row))
    counterparty = pool().low[kind] + partner % pool().width[kind]
    return account, kind, np.where(credit | short, paise, -paise), counterparty


def _drawn(rng: np.random.Generator, table: dict[str, tuple[float, float]], size: int) -> Ints:
    """Kinds of bookings by their shares."""
    kinds = np.array([INDEX[name] for name in table])
    shares = np.cumsum([share for share, _ in table.values()])
    place = np.searchsorted(shares / shares[-1], rng.random(size), side="right")
    return kinds[np.minimum(place, len(kinds) - 1)]


def _closures(accounts: Accounts, closing: Ints, day: int) -> tuple[Rows, Rows]:
    """The balance of an account that closes goes to its owner's main account."""
    gone = np.flatnonzero((accounts.ends == day) & (closing != 0))
    main = accounts.at[accounts.owner[gone], MAIN]
    bank = np.full(len(gone), pool().low[INDEX["own_out"]])
    amount = closing[gone]
    return (
        (gone, np.full(len(gone), INDEX["own_out"]), -amount, bank),
        (main, np.full(len(gone), INDEX["own_in"]), amount, bank),
    )
