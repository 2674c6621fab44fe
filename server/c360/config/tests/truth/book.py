"""What the API must say of a whole book, worked out from plain rows."""

from collections import Counter
from datetime import date
from typing import Any

from .attention import flags
from .bank import GROUPS, ONE_DAY, Bank, month_start, rounded_mean
from .customer import MONTHS, OWN_MOVES, iso

Json = dict[str, Any]
FAMILIES = ("casa", "term_deposits", "investments", "loans")


def month_ends(bank: Bank) -> list[date]:
    """The last days of the 12 months before, and the business date itself."""
    return [month_start(bank.as_of, back) - ONE_DAY for back in reversed(range(MONTHS - 1))] + [
        bank.as_of
    ]


def _total(bank: Bank, scope: set[str], key: str, day: date) -> int:
    groups = FAMILIES if key == "trv" else (key,)
    return sum(bank.group_value(customer, group, day) for customer in scope for group in groups)


def _customers(bank: Bank, scope: set[str], day: date) -> int:
    return sum(1 for customer in scope if _onboarded(bank, customer) <= day)


def _onboarded(bank: Bank, customer_id: str) -> date:
    day = bank.customers[customer_id]["onboarded_on"]
    assert isinstance(day, date)
    return day


def _average(bank: Bank, scope: set[str], last: date) -> int:
    total = sum(
        bank.day_sum(account.account_id, month_start(last), last)
        for customer in scope
        for account in bank.ever_owned(customer)
        if GROUPS[account.family] == "casa"
    )
    return rounded_mean(total, last.day)


def figures(bank: Bank, scope: set[str]) -> Json:
    """GET /book: each figure by key, with its changes and 13 points."""
    ends = month_ends(bank)
    start = month_start(bank.as_of) - ONE_DAY
    rows: Json = {}
    for key in ("trv", *FAMILIES):
        value = _total(bank, scope, key, bank.as_of)
        rows[key] = {
            "value": value,
            "change_day": value - _total(bank, scope, key, bank.as_of - ONE_DAY),
            "change_month": value - _total(bank, scope, key, start),
            "month_start": _total(bank, scope, key, start),
            "spark": [_total(bank, scope, key, day) for day in ends],
        }
    rows["customers"] = {
        "value": len(scope),
        "spark": [_customers(bank, scope, day) for day in ends],
    }
    averages = [_average(bank, scope, day) for day in ends]
    rows["casa_average"] = {"value": averages[-1], "spark": averages}
    return rows


def trend(bank: Bank, scope: set[str]) -> Json:
    """GET /book/trend: month ends by family; in and out of the CASA accounts by month."""
    ends = month_ends(bank)
    money: Json = {"money_in": Counter(), "money_out": Counter()}
    for customer in scope:
        for account in bank.ever_owned(customer):
            if GROUPS[account.family] != "casa":
                continue
            for row in bank.bookings[account.account_id]:
                if row.category not in OWN_MOVES and row.posted_on <= bank.as_of:
                    side = "money_in" if row.amount > 0 else "money_out"
                    money[side][month_start(row.posted_on)] += abs(row.amount)
    return {
        "months": [iso(day) for day in ends],
        **{family: [_total(bank, scope, family, day) for day in ends] for family in FAMILIES},
        **{side: [money[side][month_start(day)] for day in ends] for side in money},
    }


def moved(bank: Bank, scope: set[str]) -> Json:
    """GET /book/moved: what moved TRV this month, each part from the rows it is about."""
    first = month_start(bank.as_of)
    start = first - ONE_DAY
    parts: Counter[str] = Counter()
    for customer in scope:
        if _onboarded(bank, customer) >= first:
            parts["new_customers"] += bank.trv(customer, bank.as_of) - bank.trv(customer, start)
        elif not bank.owned(customer) and bank.trv(customer, start):
            parts["lost_customers"] -= bank.trv(customer, start)
        else:
            parts.update(_moved_of(bank, customer, first))
    keys = ("new_money", "withdrawals", "new_customers", "lost_customers", "net_lending",
            "revaluation")  # fmt: skip
    return {
        "start_on": iso(start),
        "start": _total(bank, scope, "trv", start),
        "parts": [{"key": key, "amount": parts[key]} for key in keys],
        "end": _total(bank, scope, "trv", bank.as_of),
    }


def _moved_of(bank: Bank, customer: str, first: date) -> Counter[str]:
    """One customer who stayed: every booking of the month lands in one part."""
    parts: Counter[str] = Counter()
    for account in bank.ever_owned(customer):
        group = GROUPS[account.family]
        for row in bank.bookings[account.account_id]:
            if not first <= row.posted_on <= bank.as_of:
                continue
            if group == "loans":
                parts["net_lending"] -= row.amount
            elif group == "casa" and row.category not in (*OWN_MOVES, "investment"):
                parts["new_money" if row.amount > 0 else "withdrawals"] += row.amount
            elif group != "cards":
                parts["revaluation"] += row.amount
    return parts


def grid(bank: Bank, scope: set[str]) -> list[Json]:
    """GET /book/customers, every page, by falling relationship value."""
    rows = []
    for customer in scope:
        facts, value = bank.customers[customer], bank.trv(customer, bank.as_of)
        rows.append(
            {
                "customer_id": customer,
                "name": facts["full_name"],
                "kind": facts["kind"],
                "segment": facts["segment"],
                "city": facts["city"],
                "trv": value,
                "trv_change_day": value - bank.trv(customer, bank.as_of - ONE_DAY),
                **{key: bank.group_value(customer, key, bank.as_of) for key in FAMILIES},
                "flags": flags(bank, customer),
            }
        )
    return sorted(rows, key=lambda row: (-row["trv"], row["customer_id"]))


def movers(bank: Bank, scope: set[str]) -> Json:
    """GET /book/movers: the largest changes of CASA since the day before, five each way."""
    moved: list[Json] = []
    for customer in scope:
        now, before = (
            bank.group_value(customer, "casa", day) for day in (bank.as_of, bank.as_of - ONE_DAY)
        )
        row = {"customer_id": customer, "name": bank.customers[customer]["full_name"]}
        moved.append({**row, "amount": now - before})
    moved.sort(key=lambda row: str(row["customer_id"]))
    amounts = [row["amount"] for row in moved]
    inflows = sorted((row for row in moved if row["amount"] > 0), key=lambda row: -row["amount"])
    outflows = sorted((row for row in moved if row["amount"] < 0), key=lambda row: row["amount"])
    return {
        "money_in": sum(amount for amount in amounts if amount > 0),
        "money_out": -sum(amount for amount in amounts if amount < 0),
        "inflows": inflows[:5],
        "outflows": outflows[:5],
    }


def calendar(bank: Bank, scope: set[str]) -> Json:
    """GET /book/calendar: term deposits maturing in 90 days, thirteen weeks from today on."""
    weeks: list[Json] = [
        {
            "starts_on": iso(bank.as_of + ONE_DAY * 7 * n),
            "no_instruction": 0,
            "renewing": 0,
            "count": 0,
        }
        for n in range(13)
    ]
    for customer in scope:
        for account in bank.owned(customer):
            if account.family != "term_deposit" or account.matures_on is None:
                continue
            days = (account.matures_on - bank.as_of).days
            if not 0 <= days <= 90:
                continue
            renews = account.terms["renewal"] not in (None, "pay_out")
            week = weeks[days // 7]
            week["renewing" if renews else "no_instruction"] += bank.closing(
                account.account_id, bank.as_of
            )
            week["count"] += 1
    total = sum(week["no_instruction"] + week["renewing"] for week in weeks)
    return {"total": total, "count": sum(week["count"] for week in weeks), "weeks": weeks}
