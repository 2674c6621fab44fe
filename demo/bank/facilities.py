"""Bookings of deposits, funds, bonds, loans and cards, each with the main account's side."""

import numpy as np

from demo.bank.accounts import BOND, CARD, FUND, LOAN, MAIN, TD, TD_DONE, Accounts
from demo.bank.events import Events
from demo.bank.layout import Bools, Ints, Plan
from demo.bank.people import People
from demo.bank.stories import plays


def book_deposits(plan: Plan, events: Events, people: People, accounts: Accounts) -> None:
    """Deposits booked and matured, with the interest that a cumulative deposit earns."""
    for slot in (TD, TD_DONE):
        which, owner = accounts.of(slot)
        main = accounts.at[owner, MAIN]
        principal = accounts.principal[which]
        new = accounts.opened[which] >= plan.starts[0]
        events.add(main[new], accounts.opened[which][new], "td_open", -principal[new])
        events.add(which[new], accounts.opened[which][new], "td_open", principal[new])
        place, day, month = events.monthly(which, 31)
        due = day - accounts.opened[which][place] > 90
        keep = (
            due
            & (month % 3 == 2)
            & ((accounts.closed[which][place] == 0) | (day < accounts.closed[which][place]))
        )
        place, day = place[keep], day[keep]
        earned = principal * accounts.rate[which] // 4_000_000
        events.add(which[place], day, "td_interest", earned[place])
        if slot == TD_DONE:
            times = np.bincount(place, minlength=len(which))
            total = principal + earned * times
            events.add(which, accounts.closed[which], "td_maturity", -total)
            events.add(main, accounts.closed[which], "td_maturity", total)


def book_investments(plan: Plan, events: Events, people: People, accounts: Accounts) -> None:
    """Monthly plans into funds, the funds' revaluation at month end, bond interest."""
    which, owner = accounts.of(FUND)
    main = accounts.at[owner, MAIN]
    sip = accounts.instalment[which]
    first = plays(people.index[owner], "first_product")
    place, day, month = events.monthly(which, accounts.pay_day[which])
    keep = ~first[place]
    place, day = place[keep], day[keep]
    events.add(main[place], day, "sip", -sip[place], owner[place])
    events.add(which[place], day, "sip_units", sip[place], owner[place])
    started = np.flatnonzero(first)
    day = accounts.opened[which[started]]
    events.add(main[started], day, "sip", -sip[started], owner[started])
    events.add(which[started], day, "sip_units", sip[started], owner[started])
    place, day, month = events.monthly(which, 31)
    market = np.random.Generator(np.random.PCG64([plan.seed, 99])).normal(0.009, 0.028, 16)
    keep = ~first[place]
    place, day, month = place[keep], day[keep], month[keep]
    change = np.clip(market[month] + events.rng.normal(0, 0.008, len(month)), -0.06, 0.07)
    worth = accounts.opening[which][place] + sip[place] * month
    events.add(which[place], day, "revaluation", (worth * change).astype(np.int64), owner[place])
    bond, owner = accounts.of(BOND)
    main = accounts.at[owner, MAIN]
    place, day, month = events.monthly(bond, 10)
    keep = month % 6 == 2
    place, day = place[keep], day[keep]
    coupon = accounts.opening[bond] * accounts.rate[bond] // 2_000_000
    events.add(main[place], day, "coupon", coupon[place], bond[place])


def book_loans(plan: Plan, events: Events, people: People, accounts: Accounts) -> None:
    """Instalments from the main account, interest at month end, and the latest bounces."""
    which, owner = accounts.of(LOAN)
    main = accounts.at[owner, MAIN]
    emi = accounts.instalment[which]
    place, day, _ = events.monthly(which, accounts.pay_day[which])
    bounced = plays(people.index[owner], "emi_bounce")[place]
    bounced &= (day <= plan.today) & (day > plan.today - 15)
    paid_on = day + np.where(bounced, 5, 0)
    events.add(main[place], paid_on, "emi", -emi[place])
    events.add(which[place], paid_on, "emi_credit", emi[place])
    late = np.flatnonzero(bounced)
    account, when = main[place[late]], day[late]
    events.add(account, when, "emi", -emi[place[late]])
    events.add(account, when, "emi_return", emi[place[late]])
    events.add(account, when, "bounce_fee", np.array(-59_000))
    owed = -accounts.opening[which]
    starts = np.append(plan.starts, plan.starts[-1] + 31)
    for number in range(len(plan.starts)):
        interest = owed * accounts.rate[which] // 12_000_000
        events.add(which, np.array(starts[number + 1] - 1), "loan_interest", -interest)
        owed = owed + interest - emi


def book_cards(plan: Plan, events: Events, people: People, accounts: Accounts) -> None:
    """Purchases of each month, paid in full on the 20th of the next from the main account."""
    rng = events.rng
    which, owner = accounts.of(CARD)
    main = accounts.at[owner, MAIN]
    months = len(plan.starts)
    tight = plays(people.index[owner], "card_limit")
    usual = people.income[owner] * rng.uniform(0.08, 0.3, len(which))
    usual = np.where(tight, np.maximum(usual, 3_000_000), usual)
    spent = (usual[:, None] * rng.uniform(0.6, 1.4, (len(which), months))).astype(np.int64) + 10_000
    before = (usual * 0.9).astype(np.int64) + 10_000
    accounts.opening[which] = -before
    each = 4 if plan.profile.coupons else 1
    for number in range(each):
        part = spent // each if number else spent - spent // each * (each - 1)
        place, day, month = events.monthly(
            which, rng.integers(1, np.where(tight, 19, 29), len(which))
        )
        kind = ("shopping", "food", "travel", "pos")[number]
        events.add(which[place], day, kind, -part[place, month], people.index[owner][place] + month)
    place, day, month = events.monthly(which, 20)
    bill = np.where(month > 0, spent[place, np.maximum(month - 1, 0)], before[place])
    events.add(main[place], day, "card_bill", -bill)
    events.add(which[place], day, "card_payment", bill)
    accounts.limit[which] = _limits(spent, tight, before)


def _limits(spent: Ints, tight: Bools, before: Ints) -> Ints:
    """Generous limits in whole thousands; the tight ones are set from the balance later."""
    peak = np.maximum(spent.max(axis=1), before) * 4
    return np.where(tight, 0, (peak // 100_000 + 1) * 100_000)
