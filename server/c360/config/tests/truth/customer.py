"""What the API must say of one customer, worked out from plain rows."""

import base64
import hashlib
import hmac
import os
from collections import Counter, defaultdict
from datetime import date
from typing import Any

from .attention import flags
from .bank import GROUPS, ONE_DAY, Account, Bank, Booking, month_start, rounded_mean

Json = dict[str, Any]
MONTHS = 13
OWN_MOVES = ("own_transfer", "td_open", "td_maturity")


def masked(account_id: str) -> str:
    """The last four digits, as every screen shows an account."""
    return "XX" + account_id[-4:]


def account_key(account_id: str) -> str:
    """What names the account in answers, made from the number and the installation's secret."""
    secret = hashlib.sha256(b"c360.account_key" + os.environ["C360_SECRET_KEY"].encode()).digest()
    digest = hmac.digest(secret, account_id.encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:12]).decode()


def page(bank: Bank, customer_id: str, scope: set[str]) -> Json:
    """GET /customers/{id}: figures by key, product kinds held, household, parties."""
    facts = bank.customers[customer_id]
    today, month_end = bank.as_of, month_start(bank.as_of) - ONE_DAY
    figures: Json = {}
    for key in ("trv", "casa", "term_deposits", "investments", "loans"):
        then = [_value(bank, customer_id, key, day) for day in (today, today - ONE_DAY, month_end)]
        figures[key] = {
            "key": key,
            "value": then[0],
            "change_day": then[0] - then[1],
            "change_month": then[0] - then[2],
        }
    owned = bank.owned(customer_id)
    casa = [account for account in owned if GROUPS[account.family] == "casa"]
    summed = sum(bank.day_sum(a.account_id, month_start(today), today) for a in casa)
    figures["casa_average"] = {"key": "casa_average", "value": rounded_mean(summed, today.day)}
    used = bank.group_value(customer_id, "cards", today)
    figures["card_used"] = {"key": "card_used", "value": used}
    held = Counter(account.kind for account in owned)
    household = [
        other
        for other in scope
        if facts["household_id"] and bank.customers[other]["household_id"] == facts["household_id"]
    ]
    rm = bank.rm_of.get(customer_id)
    return {
        "as_of": today.isoformat(),
        "currency": bank.currency,
        "customer": {
            name: facts[name]
            for name in ("customer_id", "kind", "segment", "city", "sex", "kyc_status")
        }
        | {
            "name": facts["full_name"],
            "birth_date": iso(facts["birth_date"]),
            "onboarded_on": iso(facts["onboarded_on"]),
            "kyc_due_on": iso(facts["kyc_due_on"]),
        },
        "rm": {"id": rm, "name": bank.employees[rm]["name"]} if rm else None,
        "branch": {"id": facts["branch_id"], "name": bank.units[str(facts["branch_id"])]},
        "figures": figures,
        "household_trv": sum(bank.trv(other, today) for other in household) if household else None,
        "products": {kind: held[kind] for kind in bank.kinds},
        "counts": {
            "accounts": len(bank.parts[customer_id]),
            "service_requests_open": bank.open_requests[customer_id],
        },
        "flags": flags(bank, customer_id),
    }


def _value(bank: Bank, customer_id: str, key: str, day: date) -> int:
    return bank.trv(customer_id, day) if key == "trv" else bank.group_value(customer_id, key, day)


def iso(day: object) -> str | None:
    """A day as JSON has it."""
    return day.isoformat() if isinstance(day, date) else None


def accounts(bank: Bank, customer_id: str) -> Json:
    """GET /customers/{id}/accounts: totals of what is owned, and each part by (account, role)."""
    totals = {
        group: bank.group_value(customer_id, group, bank.as_of)
        for group in ("casa", "term_deposits", "investments", "loans")
    }
    results = {
        (account_key(account_id), role): _account(bank, bank.accounts[account_id], role)
        for account_id, role in bank.parts[customer_id]
    }
    return {"as_of": bank.as_of.isoformat(), "totals": totals, "results": results}


def _account(bank: Bank, account: Account, role: str) -> Json:
    today, account_id = bank.as_of, account.account_id
    closing = bank.closing(account_id, today)
    return {
        "account_key": account_key(account_id),
        "number_masked": masked(account_id),
        "product": account.product,
        "kind": account.kind,
        "family": account.family,
        "currency": account.currency,
        "role": role,
        "status": account.status,
        "opened_on": iso(account.opened_on),
        "closed_on": iso(account.closed_on),
        "closing": closing,
        "change_day": closing - bank.closing(account_id, today - ONE_DAY),
        "month_average": rounded_mean(
            bank.day_sum(account_id, month_start(today), today), today.day
        ),
        "matures_on": iso(account.matures_on),
        "minimum_balance": account.minimum_balance,
        "holders": sum(1 for _, part in bank.holders[account_id] if part in ("owner", "joint")),
        **account.terms,
    }


def balances(bank: Bank, customer_id: str) -> Json:
    """GET /customers/{id}/balances over 13 months: each open CASA account's changed days."""
    first, last = month_start(bank.as_of, MONTHS - 1), bank.as_of
    series = {}
    for account in bank.operated(customer_id):
        if GROUPS[account.family] != "casa" or account.status == "closed":
            continue
        days = bank.closings[account.account_id]
        points = [[iso(day), closing] for day, closing in days if first < day <= last]
        if any(day <= first for day, _ in days):
            points.insert(0, [iso(first), bank.closing(account.account_id, first)])
        key = account_key(account.account_id)
        series[key] = {
            "account_key": key,
            "family": account.family,
            "minimum_balance": account.minimum_balance,
            "points": points,
        }
    return {"from": iso(first), "to": iso(last), "series": series}


def booked(bank: Bank, customer_id: str) -> list[Booking]:
    """The bookings of 13 months on every operated account, newest first."""
    first = month_start(bank.as_of, MONTHS - 1)
    rows = [
        row
        for account in bank.operated(customer_id)
        for row in bank.bookings[account.account_id]
        if first <= row.posted_on <= bank.as_of
    ]
    rows.sort(key=lambda row: row.account_id)
    rows.sort(key=lambda row: (row.posted_on, row.seq), reverse=True)
    return rows


def transactions(bank: Bank, customer_id: str) -> list[Json]:
    """GET /customers/{id}/transactions, every page."""
    return [
        {
            "transaction_id": row.transaction_id,
            "posted_on": iso(row.posted_on),
            "account_key": account_key(row.account_id),
            "product": bank.accounts[row.account_id].product,
            "counterparty": row.counterparty,
            "narration": row.narration,
            "channel": row.channel,
            "category": row.category,
            "amount": row.amount,
            "balance_after": row.balance_after,
            "value_date": iso(row.value_date),
        }
        for row in booked(bank, customer_id)
    ]


def _in_out(rows: list[Booking]) -> tuple[int, int]:
    money_in = sum(row.amount for row in rows if row.amount > 0)
    return money_in, money_in - sum(row.amount for row in rows)


def _months(rows: list[Booking]) -> dict[str, tuple[int, int]]:
    by_month: dict[str, list[Booking]] = defaultdict(list)
    for row in rows:
        by_month[f"{row.posted_on:%Y-%m}"].append(row)
    return {month: _in_out(found) for month, found in sorted(by_month.items())}


def _flows(bank: Bank, rows: list[Booking]) -> list[Booking]:
    """Bookings of savings and current accounts that are no move between own accounts."""
    return [
        row
        for row in rows
        if GROUPS[bank.accounts[row.account_id].family] == "casa" and row.category not in OWN_MOVES
    ]


def summary(bank: Bank, customer_id: str) -> Json:
    """GET /customers/{id}/transactions/summary without filters."""
    rows = booked(bank, customer_id)
    money_in, money_out = _in_out(rows)
    nets: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.counterparty is not None:
            nets[row.counterparty] += row.amount
    largest = sorted(nets.items(), key=lambda item: (-abs(item[1]), item[0]))[:5]
    return {
        "count": len(rows),
        "of_count": len(rows),
        "money_in": money_in,
        "money_out": money_out,
        "net": money_in - money_out,
        "months": [
            {"month": month, "money_in": come, "money_out": gone}
            for month, (come, gone) in _months(_flows(bank, rows)).items()
        ],
        "counterparties": [{"name": name, "net": net} for name, net in largest],
        "facets": {
            "channels": dict(Counter(row.channel for row in rows if row.channel)),
            "categories": dict(Counter(row.category for row in rows if row.category)),
        },
    }


def cashflow(bank: Bank, customer_id: str) -> Json:
    """GET /customers/{id}/cashflow over 13 months, without moves between own accounts."""
    rows = _flows(bank, booked(bank, customer_id))
    by_month = _months(rows)
    months = [f"{month_start(bank.as_of, back):%Y-%m}" for back in reversed(range(MONTHS))]
    by_category: dict[str, list[Booking]] = defaultdict(list)
    for row in rows:
        by_category[row.category or "other"].append(row)
    came = [r.posted_on for r in rows if r.category == "salary" and r.amount > 0]
    paid = {day.replace(day=1) for day in came}
    # The running month counts once it was paid, or the day of the month paid last is past.
    is_to_come = came and max(came) < month_start(bank.as_of) and bank.as_of.day < max(came).day
    due = months[:-1] if is_to_come else months
    return {
        "months": months,
        "money_in": [by_month.get(month, (0, 0))[0] for month in months],
        "money_out": [by_month.get(month, (0, 0))[1] for month in months],
        "categories": [
            dict(zip(("category", "money_in", "money_out"), (name, *_in_out(found)), strict=True))
            for name, found in sorted(by_category.items())
        ],
        "salary": {"months_paid": len(paid), "of_months": len(due)} if paid else None,
    }
