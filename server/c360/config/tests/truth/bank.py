"""A bank's day as plain Python rows, whatever warehouse they come from.

Nothing of the product is imported here: this is the other half of a double entry. Amounts are
integer minor units, signed from the customer's view; days are business dates.
"""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
GROUPS = {
    "savings": "casa",
    "current": "casa",
    "term_deposit": "term_deposits",
    "investment": "investments",
    "loan": "loans",
    "card": "cards",
}


@dataclass(frozen=True)
class Booking:
    """One transaction; `seq` orders the bookings of an account's day."""

    transaction_id: str
    account_id: str
    posted_on: date
    seq: int
    value_date: date | None
    amount: int
    balance_after: int | None
    channel: str | None
    category: str | None
    counterparty: str | None
    narration: str | None


@dataclass(frozen=True)
class Account:
    """An account with its product's words; `terms` holds what is shown as it is."""

    account_id: str
    product: str
    kind: str
    family: str
    currency: str
    opened_on: date
    closed_on: date | None
    status: str
    minimum_balance: int | None
    matures_on: date | None
    terms: dict[str, object]


@dataclass
class Bank:
    """All rows of one business day, indexed by what they are asked for."""

    as_of: date
    currency: str
    customers: dict[str, dict[str, object]] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    parts: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    holders: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    closings: dict[str, list[tuple[date, int]]] = field(default_factory=lambda: defaultdict(list))
    bookings: dict[str, list[Booking]] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[str, str] = field(default_factory=dict)
    employees: dict[str, dict[str, object]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    rm_of: dict[str, str] = field(default_factory=dict)
    open_requests: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    contacts: dict[str, tuple[date, str]] = field(default_factory=dict)

    def hold(self, customer_id: str, account_id: str, role: str) -> None:
        """Record a customer's part in an account."""
        self.parts[customer_id].append((account_id, role))
        self.holders[account_id].append((customer_id, role))

    def in_order(self) -> None:
        """Sort balances and bookings; call once after reading."""
        for days in self.closings.values():
            days.sort()
        for rows in self.bookings.values():
            rows.sort(key=lambda row: (row.posted_on, row.seq))

    def closing(self, account_id: str, day: date) -> int:
        """The closing balance on `day`: that of the last changed day, zero before the first.

        A closed account stands at zero from the day of its closing on.
        """
        account = self.accounts.get(account_id)
        if account and account.status == "closed" and day >= (account.closed_on or self.as_of):
            return 0
        days = self.closings.get(account_id, [])
        place = bisect_right(days, (day, 1 << 62))
        return days[place - 1][1] if place else 0

    def day_sum(self, account_id: str, first: date, last: date) -> int:
        """The closing balances of each day from `first` to `last`, added up."""
        total, day = 0, first
        while day <= last:
            total += self.closing(account_id, day)
            day += ONE_DAY
        return total

    def owned(self, customer_id: str) -> list[Account]:
        """The open accounts the customer owns: those that count for this customer."""
        return [one for one in self.ever_owned(customer_id) if one.status != "closed"]

    def operated(self, customer_id: str) -> list[Account]:
        """The accounts whose bookings the customer sees: as owner, joint holder or authorised."""
        seen = {
            a for a, role in self.parts[customer_id] if role in ("owner", "joint", "authorised")
        }
        return [self.accounts[account_id] for account_id in sorted(seen)]

    def ever_owned(self, customer_id: str) -> list[Account]:
        """The owned accounts, closed ones too: they count in the past."""
        return [self.accounts[a] for a, role in self.parts[customer_id] if role == "owner"]

    def group_value(self, customer_id: str, group: str, day: date) -> int:
        """What the owned accounts of a group added up to on `day`; loans and cards as owed."""
        counted = self.owned if day == self.as_of else self.ever_owned
        total = sum(
            self.closing(account.account_id, day)
            for account in counted(customer_id)
            if GROUPS[account.family] == group
        )
        return -total if group in ("loans", "cards") else total

    def trv(self, customer_id: str, day: date) -> int:
        """Total relationship value: deposits, investments and what is outstanding on loans."""
        return sum(
            self.group_value(customer_id, group, day)
            for group in ("casa", "term_deposits", "investments", "loans")
        )


def month_start(day: date, back: int = 0) -> date:
    """The first day of the month `back` months before that of `day`."""
    index = day.year * 12 + day.month - 1 - back
    return date(index // 12, index % 12 + 1, 1)


def rounded_mean(total: int, days: int) -> int:
    """The mean, half a minor unit rounded away from zero."""
    sign = -1 if total < 0 else 1
    return sign * ((2 * abs(total) + days) // (2 * days))
