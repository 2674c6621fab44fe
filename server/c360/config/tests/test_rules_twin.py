"""Every rule against its slow twin in plain Python, on books that Hypothesis makes."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from c360.core.tests.saw import at_scale
from c360.customers.tests.small_bank import (
    Row,
    SmallBank,
    add_account,
    add_customer,
    with_branches,
)
from c360.insights.run import insight

from .truth.bank import Account, Bank, Booking
from .truth.rules import hits

DAYS = [date(2026, 11, 21), date(2026, 3, 1), date(2024, 2, 29), date(2026, 1, 31)]
FAMILIES = ("savings", "savings", "current", "term_deposit", "investment", "loan", "card")
STATUSES = ("open", "open", "open", "closed", "dormant", "inoperative")
CATEGORIES = ("salary", "emi_bounce", "interest", "rent", None)
LAKH = 100_000_00
# Where a rule's bound lies, and a minor unit beside it.
SIZES = st.sampled_from([LAKH, 4 * LAKH, 10 * LAKH, 16 * LAKH, 25 * LAKH, 60 * LAKH])
AMOUNTS = st.builds(lambda size, off: size + off, SIZES, st.integers(-1, 1))
SALARIES = st.sampled_from([50_000_00, 60_000_00, 60_000_00 - 1, 75_000_00])
# Days back from the business date where a rule's period begins or ends.
EDGES = st.sampled_from([0, 1, 13, 14, 29, 30, 44, 45, 46, 75, 105, 120, 121, 239, 364, 365, 366])
TERMS = ("principal", "instalment", "instalment_day", "credit_limit", "overdue_days", "renewal")


@st.composite
def books(draw: st.DrawFn) -> SmallBank:
    """A dozen customers whose facts lie at the bounds of the rules."""
    bank = with_branches(draw(st.sampled_from(DAYS)))
    for number in range(12):
        customer_id = f"C{number:02}"
        born = bank.as_of + timedelta(draw(st.integers(-2, 5)))
        years = draw(st.sampled_from([1, 5, 10, 11]))
        day = (bank.as_of.month, min(bank.as_of.day, 28))
        joined = (date(bank.as_of.year - years, *day), bank.as_of - timedelta(draw(EDGES)))
        add_customer(
            bank,
            customer_id,
            kind=draw(st.sampled_from(["person", "organisation"])),
            birth_date=draw(st.sampled_from([None, date(1980, born.month, born.day)])),
            onboarded_on=draw(st.sampled_from(joined)),
            kyc_due_on=bank.as_of + timedelta(draw(st.sampled_from([-9, 0, 90, 91]))),
        )
        quiet = draw(st.integers(0, 3)) == 0
        for place in range(draw(st.integers(0, 4))):
            account_id = f"A{number:02}{place}"
            _account(draw, bank, customer_id, account_id)
            if not quiet:
                _bookings(draw, bank, account_id)
    return bank


def _account(draw: st.DrawFn, bank: SmallBank, customer_id: str, account_id: str) -> None:
    family, status = draw(st.sampled_from(FAMILIES)), draw(st.sampled_from(STATUSES))
    owed = -1 if family in ("loan", "card") else 1
    closed_on = bank.as_of - timedelta(draw(EDGES)) if status == "closed" else None
    closing = 0
    for back in sorted(draw(st.sets(EDGES, max_size=3)), reverse=True):
        closing = owed * draw(AMOUNTS)
        bank.add("balance", account_id=account_id, as_of=_back(bank, back), closing=closing)
    add_account(
        bank,
        account_id,
        customer_id,
        family,
        status=status,
        closed_on=closed_on,
        opened_on=_back(bank, draw(EDGES | st.integers(364, 400))),
        minimum_balance=draw(st.none() | AMOUNTS),
        matures_on=bank.as_of + timedelta(draw(st.sampled_from([-1, 0, 90, 91]))),
        renewal=draw(st.sampled_from([None, "renew_all"])),
    )
    if family == "card" and status != "closed":
        limit = abs(closing) * 10 // 9 + draw(st.integers(0, 1)) or 1
        bank.rows["account"][-1]["credit_limit"] = limit
        bank.add(
            "card",
            card_id=f"K{account_id}",
            account_id=account_id,
            customer_id=customer_id,
            last4="1234",
            kind="credit",
            credit_limit=limit,
            used=-closing,
        )


def _bookings(draw: st.DrawFn, bank: SmallBank, account_id: str) -> None:
    rows = [
        (back, draw(st.sampled_from(CATEGORIES)), draw(AMOUNTS) * draw(st.sampled_from([-1, 1])))
        for back in draw(st.lists(EDGES, max_size=4))
    ]
    if draw(st.booleans()):  # a salary that was paid for some months
        last = draw(EDGES)
        months = range(draw(st.integers(2, 5)))
        rows += [(last + 30 * month, "salary", draw(SALARIES)) for month in months]
    for seq, (back, category, amount) in enumerate(sorted(rows, key=lambda row: -row[0])):
        bank.add("transaction", transaction_id=f"{account_id}-{seq}", account_id=account_id,
                 posted_on=_back(bank, back), posted_seq=seq, category=category,
                 amount=amount)  # fmt: skip


def _back(bank: SmallBank, days: int) -> date:
    return bank.as_of - timedelta(days)


def plain(bank: SmallBank) -> Bank:
    """The same rows as the twin reads them."""
    told = Bank(bank.as_of, "INR")
    for row in bank.rows["customer"]:
        told.customers[row["customer_id"]] = row
    for row in bank.rows.get("account", []):
        told.accounts[row["account_id"]] = _plain_account(row)
    for row in bank.rows.get("holding", []):
        told.hold(row["customer_id"], row["account_id"], row["role"])
    for row in bank.rows.get("balance", []):
        told.closings[row["account_id"]].append((row["as_of"], row["closing"]))
    for row in bank.rows.get("transaction", []):
        told.bookings[row["account_id"]].append(
            Booking(
                row["transaction_id"], row["account_id"], row["posted_on"], row["posted_seq"],
                None, row["amount"], None, None, row["category"], None, None,
            )
        )  # fmt: skip
    told.in_order()
    return told


def _plain_account(row: Row) -> Account:
    family, terms = row["product_id"], {name: row.get(name) for name in TERMS}
    return Account(
        row["account_id"], family, family, family, "INR", row["opened_on"], row["closed_on"],
        row["status"], row["minimum_balance"], row["matures_on"], terms,
    )  # fmt: skip


def compare(bank: SmallBank) -> None:
    found: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
    for row in bank.built({"insight": insight})["insight"].to_pylist():
        columns = ("rule", "account_id", "on_date", "amount", "compared")
        found[row["customer_id"]].add(tuple(row[name] for name in columns))
    twin = plain(bank)
    for customer_id in twin.customers:
        assert found[customer_id] == hits(twin, customer_id), customer_id


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(books())
def test_every_rule_finds_what_its_twin_finds(bank: SmallBank) -> None:
    compare(bank)


@pytest.mark.slow
@settings(max_examples=at_scale(4, 100), deadline=None, suppress_health_check=list(HealthCheck))
@given(books())
def test_every_rule_finds_in_a_hundred_books_what_its_twin_finds(bank: SmallBank) -> None:
    compare(bank)
