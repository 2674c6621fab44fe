"""Which customers ask for a look, by the rules in GLOSSARY.md, worked out from plain rows."""

from datetime import date, timedelta
from typing import Any

from .bank import GROUPS, ONE_DAY, Bank, month_start

LAKH = 100_000_00
YEAR = timedelta(days=365)


def flags(bank: Bank, customer_id: str) -> list[str]:
    """The flags that hold, in the order they are shown."""
    today = bank.as_of
    trv, before = bank.trv(customer_id, today), bank.trv(customer_id, today - ONE_DAY)
    large = max(LAKH * 100, before * 25)  # in hundredths
    casa = bank.group_value(customer_id, "casa", today)
    due = [one.matures_on for one in bank.owned(customer_id) if one.family == "term_deposit"]
    rules = {
        "outflow": (trv - before) * 100 <= -large,
        "inflow": (trv - before) * 100 >= large,
        "td_due": any(day and today <= day <= today + timedelta(days=30) for day in due),
        "kyc_due": kyc_within(bank, customer_id, 90),
        "below_minimum": shortfall(bank, customer_id) > 0,
        "emi_bounce": _bounced(bank, customer_id),
        "dormant": _dormant(bank, customer_id),
        "idle_cash": casa >= 10 * LAKH and casa * 100 >= trv * 60,
    }
    return [name for name, holds in rules.items() if holds]


def kyc_within(bank: Bank, customer_id: str, days: int) -> bool:
    """Whether know-your-customer papers are due within so many days, or were due before."""
    day = bank.customers[customer_id]["kyc_due_on"]
    return isinstance(day, date) and day <= bank.as_of + timedelta(days=days)


def shortfall(bank: Bank, customer_id: str) -> int:
    """What open CASA accounts lack to their minimum balances together."""
    return sum(
        max(one.minimum_balance - bank.closing(one.account_id, bank.as_of), 0)
        for one in bank.owned(customer_id)
        if GROUPS[one.family] == "casa" and one.minimum_balance is not None
    )


def _bounced(bank: Bank, customer_id: str) -> bool:
    first = month_start(bank.as_of)
    return any(
        row.category == "emi_bounce" and row.posted_on >= first
        for account in bank.ever_owned(customer_id)
        for row in bank.bookings[account.account_id]
    )


def _dormant(bank: Bank, customer_id: str) -> bool:
    long_ago = bank.as_of - YEAR
    casa = [one for one in bank.owned(customer_id) if GROUPS[one.family] == "casa"]
    active = any(
        row.posted_on > long_ago and row.category not in ("interest", "fees")
        for account in bank.ever_owned(customer_id)
        for row in bank.bookings[account.account_id]
    )
    return any(account.opened_on <= long_ago for account in casa) and not active


def attention(bank: Bank, scope: set[str]) -> dict[str, Any]:
    """GET /book: how many customers ask for a look and for how much, by reason."""
    held = {customer: flags(bank, customer) for customer in scope}
    dormant = [customer for customer, names in held.items() if "dormant" in names]
    short = [shortfall(bank, customer) for customer in scope]
    parts = [sum(kyc_within(bank, one, days) for one in scope) for days in (30, 60, 90)]
    return {
        "below_minimum": {"count": sum(gap > 0 for gap in short), "amount": sum(short)},
        "emi_bounce": {"count": sum("emi_bounce" in names for names in held.values())},
        "kyc_due": {"count": parts[-1], "parts": parts},
        "dormant": {
            "count": len(dormant),
            "amount": sum(bank.group_value(one, "casa", bank.as_of) for one in dormant),
        },
    }
