"""Every rule a second time, one customer after the other, from the warehouse's plain rows."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from .attention import flags, shortfall
from .bank import GROUPS, Account, Bank, Booking

Hit = tuple[str, str | None, date | None, int | None, int | None]
Found = Iterator[tuple[str | None, date | None, int | None, int | None]]
NO_ACTIVITY = ("interest", "fees")


def hits(bank: Bank, customer_id: str) -> set[Hit]:
    """(rule, account, day, amount, compared) of everything that asks for something."""
    return {(name, *hit) for name, rule in TWINS.items() for hit in rule(bank, customer_id)}


def _kyc_due(bank: Bank, customer_id: str) -> Found:
    due = bank.customers[customer_id]["kyc_due_on"]
    if isinstance(due, date) and (due - bank.as_of).days <= 90:
        yield None, due, bank.trv(customer_id, bank.as_of), None


def _birthday(bank: Bank, customer_id: str) -> Found:
    customer = bank.customers[customer_id]
    born = customer["birth_date"]
    if customer["kind"] != "person" or not isinstance(born, date):
        return
    for year in (bank.as_of.year, bank.as_of.year + 1):
        try:
            day = born.replace(year=year)
        except ValueError:  # 29 February in a common year
            day = date(year, 3, 1)
        if 0 <= (day - bank.as_of).days <= 3:
            yield None, day, None, None


def _anniversary(bank: Bank, customer_id: str) -> Found:
    since = bank.customers[customer_id]["onboarded_on"]
    assert isinstance(since, date)
    years = bank.as_of.year - since.year
    if (since.month, since.day) == (bank.as_of.month, bank.as_of.day) and years in range(5, 200, 5):
        yield None, bank.as_of, None, None


def _term_deposit_due(bank: Bank, customer_id: str) -> Found:
    for account in bank.owned(customer_id):
        due = account.matures_on
        if account.family != "term_deposit" or not due or account.terms["renewal"]:
            continue
        if 0 <= (due - bank.as_of).days <= 90:
            yield account.account_id, due, bank.closing(account.account_id, bank.as_of), None


def _below_minimum(bank: Bank, customer_id: str) -> Found:
    if shortfall(bank, customer_id) == 0:
        return
    for account in bank.owned(customer_id):
        least, closing = account.minimum_balance, bank.closing(account.account_id, bank.as_of)
        if GROUPS[account.family] == "casa" and least is not None and closing < least:
            yield account.account_id, None, least - closing, least


def _casa(bank: Bank, customer_id: str) -> int:
    return bank.group_value(customer_id, "casa", bank.as_of)


def _asleep(bank: Bank, customer_id: str) -> bool:
    own = [one for one in bank.owned(customer_id) if GROUPS[one.family] == "casa"]
    if any(account.status == "inoperative" for account in own):
        return True
    active = [
        row.posted_on
        for account in bank.ever_owned(customer_id)
        for row in bank.bookings[account.account_id]
        if row.category not in NO_ACTIVITY
    ]
    dormant = "dormant" in flags(bank, customer_id)
    return dormant and bool(active) and (bank.as_of - max(active)).days >= 730


def _inoperative(bank: Bank, customer_id: str) -> Found:
    if _asleep(bank, customer_id):
        yield None, None, _casa(bank, customer_id), None


def _dormant_soon(bank: Bank, customer_id: str) -> Found:
    if "dormant" in flags(bank, customer_id) and not _asleep(bank, customer_id):
        yield None, None, _casa(bank, customer_id), None


def _idle_cash(bank: Bank, customer_id: str) -> Found:
    put_away = [
        bank.group_value(customer_id, group, bank.as_of)
        for group in ("term_deposits", "investments")
    ]
    if "idle_cash" in flags(bank, customer_id) and put_away == [0, 0]:
        yield None, None, _casa(bank, customer_id), bank.trv(customer_id, bank.as_of)


def _card_limit(bank: Bank, customer_id: str) -> Found:
    for account in bank.ever_owned(customer_id):
        limit = account.terms["credit_limit"]
        used = -bank.closing(account.account_id, bank.as_of)
        if account.family == "card" and isinstance(limit, int) and used * 10 >= limit * 9:
            yield account.account_id, None, used, limit


def _first_product(bank: Bank, customer_id: str) -> Found:
    since = bank.customers[customer_id]["onboarded_on"]
    assert isinstance(since, date)
    first: dict[str, Account] = {}
    for account in sorted(bank.ever_owned(customer_id), key=lambda a: (a.opened_on, a.account_id)):
        first.setdefault(account.family, account)
    for account in first.values():
        if 0 <= (bank.as_of - account.opened_on).days < 14 and (bank.as_of - since).days >= 30:
            closing = bank.closing(account.account_id, bank.as_of)
            yield account.account_id, account.opened_on, closing, None


def _moved(flag: str) -> Callable[[Bank, str], Found]:
    def found(bank: Bank, customer_id: str) -> Found:
        if flag not in flags(bank, customer_id):
            return
        before = bank.trv(customer_id, bank.as_of - timedelta(1))
        moved = abs(bank.trv(customer_id, bank.as_of) - before)
        sign = 1 if flag == "inflow" else -1
        day = [
            row
            for account in bank.ever_owned(customer_id)
            if GROUPS[account.family] == "casa"
            for row in bank.bookings[account.account_id]
            if row.posted_on == bank.as_of and row.amount * sign > 0
        ]
        largest = max(day, key=lambda row: abs(row.amount), default=None)
        yield largest.account_id if largest else None, bank.as_of, moved, before

    return found


def _salaries(bank: Bank, customer_id: str) -> Iterator[list[Booking]]:
    """Each own account's salary credits of 240 days that fall into three months or more."""
    for account in bank.ever_owned(customer_id):
        rows = [
            row
            for row in bank.bookings[account.account_id]
            if row.category == "salary"
            and row.amount > 0
            and (bank.as_of - row.posted_on).days < 240
        ]
        if len({(row.posted_on.year, row.posted_on.month) for row in rows}) >= 3:
            yield rows


def _salary_stopped(bank: Bank, customer_id: str) -> Found:
    for rows in _salaries(bank, customer_id):
        if 45 < (bank.as_of - rows[-1].posted_on).days <= 120:
            yield rows[-1].account_id, rows[-1].posted_on, rows[-1].amount, rows[-2].amount


def _salary_raised(bank: Bank, customer_id: str) -> Found:
    for rows in _salaries(bank, customer_id):
        before, last = rows[-2:]
        if (bank.as_of - last.posted_on).days < 30 and last.amount * 5 >= before.amount * 6:
            yield last.account_id, last.posted_on, last.amount, before.amount


def _emi_bounce(bank: Bank, customer_id: str) -> Found:
    for account in bank.ever_owned(customer_id):
        rows = [
            row
            for row in bank.bookings[account.account_id]
            if row.category == "emi_bounce" and (bank.as_of - row.posted_on).days < 30
        ]
        if rows:
            yield account.account_id, rows[-1].posted_on, abs(rows[-1].amount), None


TWINS: dict[str, Callable[[Bank, str], Found]] = {
    "kyc_due": _kyc_due,
    "birthday": _birthday,
    "anniversary": _anniversary,
    "term_deposit_due": _term_deposit_due,
    "below_minimum": _below_minimum,
    "inoperative": _inoperative,
    "dormant_soon": _dormant_soon,
    "idle_cash": _idle_cash,
    "card_limit": _card_limit,
    "first_product": _first_product,
    "large_outflow": _moved("outflow"),
    "large_inflow": _moved("inflow"),
    "salary_stopped": _salary_stopped,
    "salary_raised": _salary_raised,
    "emi_bounce": _emi_bounce,
}
