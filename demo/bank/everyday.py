"""What people and firms pay and are paid: salaries, shopping, bills, cash, rent, trade."""

import numpy as np

from demo.bank.accounts import MAIN, SECOND, Accounts
from demo.bank.events import Events
from demo.bank.kinds import INDEX
from demo.bank.layout import MONTHS_BACK, Ints, Plan
from demo.bank.people import People
from demo.bank.stories import plays

# kind: (share of bookings, size against an average everyday booking)
DAILY: dict[str, tuple[float, float]] = {
    "shopping": (0.15, 1.0),
    "groceries": (0.19, 0.6),
    "food": (0.15, 0.35),
    "fuel": (0.06, 0.7),
    "travel": (0.06, 1.2),
    "utilities": (0.09, 0.8),
    "health": (0.03, 1.1),
    "person_out": (0.08, 1.2),
    "person_in": (0.04, 1.0),
    "refund": (0.015, 0.6),
    "imps_out": (0.02, 2.5),
    "atm": (0.06, 2.0),
    "cash_in": (0.01, 3.0),
    "pos": (0.035, 1.2),
    "cheque_out": (0.006, 4.0),
    "cheque_in": (0.004, 4.0),
}
CREDITS = ("person_in", "refund", "cash_in", "cheque_in")
TRADE: dict[str, tuple[float, float]] = {
    "business_in": (0.22, 1.6),
    "business_big": (0.04, 5.0),
    "business_upi": (0.3, 0.3),
    "supplier": (0.14, 2.8),
    "utilities": (0.08, 0.3),
    "cheque_in": (0.05, 1.2),
    "cheque_out": (0.05, 1.0),
    "tax": (0.03, 1.5),
    "atm": (0.03, 0.3),
    "travel": (0.06, 0.2),
}
INCOMING = ("business_in", "business_big", "business_upi", "cheque_in")
ROUNDED = ("atm", "cash_in", "person_out", "imps_out")


def quiet_places(people: People) -> Ints:
    """1 for customers whose story is that nothing happens."""
    return plays(people.index, "dormant", "inoperative").astype(np.int64)


def book_daily(plan: Plan, events: Events, people: People, accounts: Accounts) -> None:
    """Everyday bookings, on random days of the period."""
    main, owner = accounts.of(MAIN)
    awake = quiet_places(people)[owner] == 0
    main, owner = main[awake], owner[awake]
    for firm, table, incoming in ((False, DAILY, CREDITS), (True, TRADE, INCOMING)):
        mine = people.firm[owner] == firm
        _spread(plan, events, people, main[mine], owner[mine], table, incoming)


def _spread(
    plan: Plan, events: Events, people: People, account: Ints, owner: Ints,
    table: dict[str, tuple[float, float]], incoming: tuple[str, ...],
) -> None:  # fmt: skip
    rng = events.rng
    busy = plan.profile.everyday * rng.gamma(3.0, 1 / 3.0, len(account))
    count = np.maximum(rng.poisson(busy), 2)
    spend = people.income[owner] * 0.33 * MONTHS_BACK / count
    paid = people.salaried | people.retired | people.firm
    spend = spend * np.where(paid[owner], 1.0, 0.35)
    row = np.repeat(np.arange(len(account), dtype=np.int64), count)
    first, last = int(plan.starts[0]), plan.today
    day = first + (rng.random(len(row)) * (last - first + 1)).astype(np.int64)
    opening = np.concatenate([[0], np.cumsum(count)[:-1]])
    day[opening] = plan.today - 1 - rng.integers(0, 190, len(account))
    names_, shares = list(table), np.array([share for share, _ in table.values()])
    which = np.searchsorted(np.cumsum(shares / shares.sum()), rng.random(len(row)), side="right")
    which = np.minimum(which, len(names_) - 1)
    weight = rng.exponential(1.0, len(row)) + 0.08
    for number, name in enumerate(names_):
        mine = np.flatnonzero(which == number)
        size = spend[row[mine]] * weight[mine] * table[name][1]
        paise = np.maximum(size.astype(np.int64), 2_000)
        paise = np.where(rng.random(len(mine)) < 0.6, paise // 100 * 100, paise)
        if name in ROUNDED:
            paise = np.maximum(paise // 10_000, 1) * 10_000
        favourite = people.index[owner[row[mine]]] * 31 + INDEX[name] * 7
        partner = favourite + rng.integers(0, 4, len(mine)) * rng.integers(1, 3, len(mine))
        sign = 1 if name in incoming else -1
        events.add(account[row[mine]], day[mine], name, sign * paise, partner)


def book_income(plan: Plan, events: Events, people: People, accounts: Accounts) -> None:
    """Salaries and pensions, with the stories of those that stopped or rose; firms' payrolls."""
    rng = events.rng
    main, owner = accounts.of(MAIN)
    paid = people.salaried[owner]
    account, who = main[paid], owner[paid]
    index = people.index[who]
    pay_day = rng.choice([28, 29, 30, 31, 1], len(who))
    pay_day = np.where(plays(index, "salary_raised"), plan.lately, pay_day)
    place, day, month = events.monthly(account, pay_day)
    amount = people.income[who][place] // 100 * 100
    raised = (month >= 6) & (rng.random(len(who)) < 0.6)[place]
    amount = np.where(raised, amount * 107 // 100 // 100 * 100, amount)
    latest = day > plan.today - 15
    amount = np.where(
        plays(index, "salary_raised")[place] & latest, amount * 14 // 10 // 100 * 100, amount
    )
    goes_on = ~(plays(index, "salary_stopped")[place] & (day > plan.today - 75))
    keep = np.flatnonzero(goes_on)
    events.add(account[place[keep]], day[keep], "salary", amount[keep], index[place[keep]] * 13)
    old = (
        people.retired[owner]
        & (rng.random(len(owner)) < plan.profile.salaried)
        & (quiet_places(people)[owner] == 0)
    )
    place, day, _ = events.monthly(main[old], 1)
    events.add(main[old][place], day, "pension", people.income[owner[old]][place] // 2, 7)
    if plan.profile.coupons:
        firm = people.firm[owner]
        place, day, _ = events.monthly(main[firm], 28)
        events.add(
            main[firm][place],
            day,
            "payroll",
            -people.income[owner[firm]][place] // 4,
            people.index[owner[firm]][place],
        )


def book_regular(plan: Plan, events: Events, people: People, accounts: Accounts) -> None:
    """Rent, insurance, school fees, tax, transfers between own accounts, interest and charges."""
    rng = events.rng
    main, owner = accounts.of(MAIN)
    grown = (
        ~people.firm[owner]
        & (people.born[owner] < plan.today - 22 * 366)
        & (quiet_places(people)[owner] == 0)
    )
    rich = plan.profile.coupons
    for kind, chance, months, dom, part in (
        ("rent", 0.12 if rich else 0.02, range(16), 3, 0.2),
        ("insurance", 0.3 if rich else 0.1, range(2, 16, 3), 12, 0.08),
        ("education", 0.2 if rich else 0.05, (2, 6, 8, 11, 14), 9, 0.3),
        ("tax", 0.2 if rich else 0.06, (2, 5, 8, 11, 14), 14, 0.2),
    ):  # fmt: skip
        mine = np.flatnonzero(grown & (rng.random(len(main)) < chance))
        place, day, month = events.monthly(main[mine], dom)
        keep = np.isin(month, list(months))
        place, day = place[keep], day[keep]
        paise = (people.income[owner[mine]] * part).astype(np.int64) // 10_000 * 10_000 + 10_000
        events.add(
            main[mine][place], day, kind, -paise[place], people.index[owner[mine]][place] * 5
        )
    _own_transfers(events, people, accounts)
    every = np.flatnonzero(np.isin(accounts.slot, (MAIN, SECOND)) & (accounts.rate > 0))
    place, day, month = events.monthly(every, 31)
    keep = (month % 3 == 2) if rich else (month % 6 == 5)
    wish = np.maximum(accounts.opening[every], 100_000)
    amount = wish * accounts.rate[every] // 1_000_000 // (4 if rich else 2)
    events.add(every[place[keep]], day[keep], "interest", amount[place[keep]])


def _own_transfers(events: Events, people: People, accounts: Accounts) -> None:
    second, owner = accounts.of(SECOND)
    main = accounts.at[owner, MAIN]
    place, day, month = events.monthly(second, 16)
    ends = accounts.ends[second][place]
    keep = (month % 2 == 0) & (day > accounts.opened[second][place]) & ((ends == 0) | (day < ends))
    place, day = place[keep], day[keep]
    amount = (people.income[owner] * 0.06).astype(np.int64) // 50_000 * 50_000 + 50_000
    events.add(main[place], day, "own_out", -amount[place])
    events.add(second[place], day, "own_in", amount[place])


def book_stories(plan: Plan, events: Events, people: People, accounts: Accounts) -> None:
    """The one booking of a dormant account; the sudden flows, whose amounts are set later."""
    main, owner = accounts.of(MAIN)
    index = people.index[owner]
    asleep = main[plays(index, "dormant")]
    events.add(asleep, np.array(int(plan.starts[0]) + 8), "atm", np.array(-200_000))
    for story, kind, back in (("large_outflow", "big_out", 0), ("large_inflow", "big_in", 0),
                              ("below_minimum", "imps_out", 3)):  # fmt: skip
        mine = main[plays(index, story)]
        events.add(mine, np.array(plan.today - back), kind, np.array(1), mine * 17)
