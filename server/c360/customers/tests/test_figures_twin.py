"""The slow twin of the figures: the same definitions in plain Python, on books made by chance."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from c360.core.tests.saw import at_scale
from c360.customers.periods import month_start
from c360.customers.tests.small_bank import Row, SmallBank
from c360.customers.tests.small_books import bookings, closing, days_sum, owned, small_books

CASA = ("savings", "current")
GROUPS = {"casa": CASA, "term_deposits": ("term_deposit",), "investments": ("investment",)}
OWN_MOVES = ("own_transfer", "td_open", "td_maturity")
LAKH = 10_000_000


def sums(bank: SmallBank, accounts: list[Row], day: date) -> dict[str, int]:
    found = {
        name: sum(closing(bank, a, day) for a in accounts if a["product_id"] in families)
        for name, families in GROUPS.items()
    }
    found["loans"] = -sum(closing(bank, a, day) for a in accounts if a["product_id"] == "loan")
    return {**found, "trv": sum(found.values())}


def moved(bank: SmallBank, accounts: list[Row], first: date, sign: int) -> int:
    return sum(
        abs(row["amount"])
        for account in accounts
        if account["product_id"] in CASA
        for row in bookings(bank, account)
        if row["posted_on"] >= first
        and row["amount"] * sign > 0
        and row["category"] not in OWN_MOVES
    )


def twin(bank: SmallBank, customer_id: str) -> dict[str, Any]:
    accounts = owned(bank, customer_id)
    first = month_start(bank.as_of)
    expected: dict[str, Any] = {}
    for suffix, day in (
        ("", bank.as_of),
        ("_day_before", bank.as_of - timedelta(1)),
        ("_month_start", first - timedelta(1)),
    ):
        expected |= {f"{name}{suffix}": v for name, v in sums(bank, accounts, day).items()}
    expected["trv_year_start"] = sums(bank, accounts, date(bank.as_of.year - 1, 12, 31))["trv"]
    expected["casa_month_day_sum"] = sum(
        days_sum(bank, a, bank.as_of) for a in accounts if a["product_id"] in CASA
    )
    quarter = month_start(bank.as_of, (bank.as_of.month - 1) % 3)
    for name, start in (("quarter", quarter), ("13m", month_start(bank.as_of, 12))):
        days = [start + timedelta(n) for n in range((bank.as_of - start).days + 1)]
        expected[f"casa_{name}_day_sum"] = sum(
            closing(bank, a, day) for a in accounts if a["product_id"] in CASA for day in days
        )
        expected["quarter_days" if name == "quarter" else "history_days"] = len(days)
    cards = [a for a in accounts if a["product_id"] == "card"]
    expected["card_used"] = -sum(closing(bank, a, bank.as_of) for a in cards)
    long = month_start(bank.as_of, 12)
    for name, sign in (("in", 1), ("out", -1)):
        expected[f"{name}_month"] = moved(bank, accounts, first, sign)
        expected[f"{name}_13m"] = moved(bank, accounts, long, sign)
    still = [a for a in accounts if a["status"] != "closed"]
    expected["products"] = ",".join(sorted({a["product_id"] for a in still}))
    return expected | _flags(bank, expected, accounts, still)


def _flags(bank: SmallBank, sums: dict[str, Any], accounts: list[Row], still: list[Row]) -> Row:
    as_of = bank.as_of
    posted = [row for account in accounts for row in bookings(bank, account)]
    active = [r["posted_on"] for r in posted if r["category"] not in ("interest", "fees")]
    maturing = [
        a["matures_on"]
        for a in still
        if a["product_id"] == "term_deposit" and a["matures_on"] and a["matures_on"] >= as_of
    ]
    casa = [a for a in still if a["product_id"] in CASA]
    short = [
        a["minimum_balance"] - closing(bank, a, as_of)
        for a in casa
        if a["minimum_balance"] is not None and closing(bank, a, as_of) < a["minimum_balance"]
    ]
    change, before = sums["trv"] - sums["trv_day_before"], sums["trv_day_before"]
    year_ago = as_of - timedelta(365)
    held = [
        ("outflow", change <= -LAKH and 4 * change <= -before),
        ("inflow", change >= LAKH and 4 * change >= before),
        ("td_due", bool(maturing) and min(maturing) <= as_of + timedelta(30)),
        ("below_minimum", bool(short)),
        ("emi_bounce", any(r["category"] == "emi_bounce" and r["posted_on"] >= as_of.replace(day=1)
                           for r in posted)),
        ("dormant", any(a["opened_on"] <= year_ago for a in casa)
         and (not active or max(active) <= year_ago)),
        ("idle_cash", sums["casa"] >= 10 * LAKH and 100 * sums["casa"] >= 60 * sums["trv"]),
    ]  # fmt: skip
    return {
        "flags": ",".join(name for name, holds in held if holds),
        "last_activity_on": max(active, default=None),
        "next_maturity_on": min(maturing, default=None),
        "below_minimum_by": sum(short),
    }


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(small_books())
def test_every_figure_is_what_plain_python_finds(bank: SmallBank) -> None:
    compare(bank)


@pytest.mark.slow
@settings(max_examples=at_scale(3, 100), deadline=None, suppress_health_check=list(HealthCheck))
@given(small_books())
def test_every_figure_of_a_hundred_books_is_what_plain_python_finds(bank: SmallBank) -> None:
    compare(bank)


def compare(bank: SmallBank) -> None:
    built = bank.publish()
    for row in built["figures"]:
        expected = twin(bank, row["customer_id"])
        assert {name: row[name] for name in expected} == expected
    by_account = {row["account_id"]: row for row in bank.rows.get("account", [])}
    for row in built["holding"]:
        account = by_account[row["account_id"]]
        assert row["closing"] == closing(bank, account, bank.as_of)
        assert row["month_day_sum"] == days_sum(bank, account, bank.as_of)
