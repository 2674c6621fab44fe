"""What must befall nobody by chance: the stories that rules look for have their players alone.

A sudden flow that nobody planted happens a day earlier; who gathered much cash without a deposit
has had one all along.
"""

import numpy as np

from demo.bank.accounts import (
    BOND,
    CARD,
    CODE,
    FUND,
    LOAN,
    MAIN,
    RATES,
    SECOND,
    TD,
    Accounts,
)
from demo.bank.layout import Bools, Ints, Plan, account_ids
from demo.bank.people import LAKH, People
from demo.bank.stories import plays

SURE = 1096  # days that such a deposit runs: none matures near the business day
MUCH = 9 * LAKH  # in cash, with nothing put away; idle cash begins at 10
OPENED = 60  # days before the first month


def earlier(
    plan: Plan, people: People, accounts: Accounts, account: Ints, day: Ints, amount: Ints,
    closing: Ints,
) -> Ints:  # fmt: skip
    """The bookings' days, where those of a customer whose worth jumped by chance move to yesterday.

    `closing` has each account's balance at the end of the business day. A jump is a quarter of
    the worth of the day before, and at least a lakh.
    """
    counts = np.select([accounts.slot == CARD, accounts.slot == LOAN], [0, -1], 1)
    now = np.flatnonzero(day == plan.today)
    size = len(people.index)
    change = _added(size, accounts.owner[account[now]], amount[now] * counts[account[now]])
    before = _added(size, accounts.owner, closing * counts) - change
    jumped: Bools = np.abs(change) * 4 >= np.maximum(4 * LAKH, before)
    jumped &= ~plays(people.index, "large_outflow", "large_inflow")
    moved = day.copy()
    moved[now[jumped[accounts.owner[account[now]]]]] = plan.today - 1
    return moved


def put_away(plan: Plan, people: People, accounts: Accounts, closing: Ints) -> Ints:
    """Add the deposits of those who would have idle cash by chance; answers all closings.

    Their interest is paid when they mature, so that they have no bookings. A newcomer among them
    came earlier, with the deposit: before the first month, as all that has no bookings.
    """
    cash = np.isin(accounts.slot, (MAIN, SECOND))
    much = _added(len(people.index), accounts.owner[cash], closing[cash])
    bare = np.all(accounts.at[:, [TD, FUND, BOND]] < 0, axis=1)
    idle = np.flatnonzero(bare & (much >= MUCH) & ~plays(people.index, "idle_cash"))
    people.joined_on[idle] = np.minimum(people.joined_on[idle], plan.starts[0] - 1)
    opened = np.maximum(people.joined_on[idle], plan.starts[0] - OPENED)
    nothing, slot = np.zeros(len(idle), dtype=np.int64), np.full(len(idle), TD)
    principal = much[idle] * 7 // 10 // 500_000 * 500_000
    accounts.at[idle, TD] = len(accounts.owner) + np.arange(len(idle))
    columns = {
        "owner": idle,
        "slot": slot,
        "product": np.full(len(idle), CODE["TDCUM"]),
        "ids": account_ids(people.index[idle], slot, plan.customers),
        "opened": opened,
        "closed": nothing,
        "matures": opened + SURE,
        "renewal": nothing + 1,
        "principal": principal,
        "instalment": nothing,
        "pay_day": nothing,
        "limit": nothing,
        "opening": principal,
        "rate": nothing + RATES[CODE["TDCUM"]],
        "ends": nothing,
    }
    for name, column in columns.items():
        setattr(accounts, name, np.append(getattr(accounts, name), column))
    return np.append(closing, principal)


def _added(size: int, place: Ints, paise: Ints) -> Ints:
    """The amounts of each place added up."""
    total = np.zeros(size, dtype=np.int64)
    np.add.at(total, place, paise)
    return total
