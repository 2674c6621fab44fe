"""The night's own tables worked out from plain rows: `figures` and `household`, every column."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from .attention import flags, shortfall
from .bank import GROUPS, ONE_DAY, Bank, month_start
from .customer import MONTHS, OWN_MOVES

Json = dict[str, Any]
BAND = 1_000_000  # staff customers stand in the second band, VIPs in the third, both in the fourth
FAMILIES = ("casa", "term_deposits", "investments", "loans")
OF_HOUSEHOLD = (
    "trv", "trv_day_before", "trv_month_start", "trv_year_start", *FAMILIES, "card_used",
    "in_month", "out_month", "in_13m", "out_13m",
)  # fmt: skip


def rm_numbers(units: Iterable[Json], staff: Iterable[Json]) -> dict[str, int]:
    """RMs from 1, depth-first through the units in order of their ids, then by their own."""
    above = {row["sol_id"]: row["parent_sol_id"] for row in units}

    def path(unit: str | None) -> tuple[str, ...]:
        return (*path(above[unit]), unit) if unit else ()

    placed = [(path(e["sol_id"]), e["emp_code"]) for e in staff if e["desig_code"] == "RM"]
    return {rm: number for number, (_, rm) in enumerate(sorted(placed), 1)}


def _average_sums(bank: Bank, customer_id: str) -> Json:
    """The closings of every day of the month, the quarter and 13 months, and how many days."""
    today = bank.as_of
    casa = [one for one in bank.ever_owned(customer_id) if GROUPS[one.family] == "casa"]
    periods = {
        ("casa_month_day_sum", "month_days"): month_start(today),
        ("casa_quarter_day_sum", "quarter_days"): month_start(today, (today.month - 1) % 3),
        ("casa_13m_day_sum", "history_days"): month_start(today, MONTHS - 1),
    }
    found: Json = {}
    for (total, days), first in periods.items():
        found[total] = sum(bank.day_sum(one.account_id, first, today) for one in casa)
        found[days] = (today - first).days + 1
    return found


def _moves(bank: Bank, customer_id: str) -> Json:
    """Money in and out of the CASA accounts, and the last day the customer did something."""
    found: Json = {"in_month": 0, "out_month": 0, "in_13m": 0, "out_13m": 0}
    active: list[date] = []
    for account in bank.ever_owned(customer_id):
        for row in bank.bookings[account.account_id]:
            if row.category not in ("interest", "fees"):
                active.append(row.posted_on)
            if GROUPS[account.family] != "casa" or row.category in OWN_MOVES:
                continue
            side = "in" if row.amount > 0 else "out"
            for name, months in (("month", 1), ("13m", MONTHS)):
                if row.posted_on >= month_start(bank.as_of, months - 1):
                    found[f"{side}_{name}"] += abs(row.amount)
    return found | {"last_activity_on": max(active, default=None)}


def _maturity(bank: Bank, customer_id: str) -> Json:
    due = [
        (one.matures_on, bank.closing(one.account_id, bank.as_of))
        for one in bank.owned(customer_id)
        if one.family == "term_deposit" and one.matures_on and one.matures_on >= bank.as_of
    ]
    first = min((day for day, _ in due), default=None)
    amount = sum(amount for day, amount in due if day == first) if due else None
    return {"next_maturity_on": first, "next_maturity_amount": amount}


def figures(bank: Bank, rms: dict[str, int], customer_id: str) -> Json:
    """The customer's row of `figures`."""
    facts, today = bank.customers[customer_id], bank.as_of
    days = {
        "": today,
        "_day_before": today - ONE_DAY,
        "_month_start": month_start(today) - ONE_DAY,
        "_year_start": date(today.year - 1, 12, 31),
    }
    row: Json = {}
    for name, day in days.items():
        row[f"trv{name}"] = bank.trv(customer_id, day)
        if name != "_year_start":
            for family in FAMILIES:
                row[f"{family}{name}"] = bank.group_value(customer_id, family, day)
    band = int(bool(facts["is_staff"])) + 2 * int(bool(facts["is_vip"]))
    shown = ("customer_id", "full_name", "kind", "segment", "city", "branch_id", "kyc_due_on")
    kinds = {one.kind for one in bank.owned(customer_id)}
    return {
        **row,
        **{name: facts[name] for name in shown},
        **_average_sums(bank, customer_id),
        **_moves(bank, customer_id),
        **_maturity(bank, customer_id),
        "rm_seq": rms.get(bank.rm_of.get(customer_id, ""), 0) + band * BAND,
        "card_used": bank.group_value(customer_id, "cards", today),
        "products": ",".join(sorted(kinds)),
        "flags": ",".join(flags(bank, customer_id)),
        "last_contact_on": bank.contacts.get(customer_id, (None, ""))[0],
        "below_minimum_by": shortfall(bank, customer_id),
        "service_requests_open": bank.open_requests[customer_id],
    }


def households(bank: Bank, rows: Iterable[Json]) -> dict[tuple[str, int], Json]:
    """`household` by (household, rm_seq) of the customers whose `figures` these are."""
    found: dict[tuple[str, int], Json] = {}
    for row in rows:
        household = bank.customers[row["customer_id"]]["household_id"]
        if household is None:
            continue
        key = (str(household), row["rm_seq"])
        blank = {"household_id": key[0], "rm_seq": key[1], "members": 0}
        total = found.setdefault(key, blank | dict.fromkeys(OF_HOUSEHOLD, 0))
        total["members"] += 1
        for name in OF_HOUSEHOLD:
            total[name] += row[name]
    return found
