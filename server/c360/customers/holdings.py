"""Which accounts of a customer an answer is about."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields

from c360.core.viewer import Viewer
from c360.customers.masking import account_key, number_masked
from c360.customers.queries import in_scope, require_customer, scoped
from c360.http.rows import Row, fetch

# Who may operate an account sees its bookings; a nominee or guarantor only that it exists.
OPERATING_ROLES = ("owner", "joint", "authorised")


_HOLDINGS = f"""
    select customer_id, account_id, role, is_primary, holders, product_name, kind, family,
        currency, opened_on, closed_on, status, closing, closing_day_before, month_day_sum,
        interest_rate, matures_on, renewal, principal, instalment, instalment_day, credit_limit,
        minimum_balance, overdue_days
    from holding
    where customer_id = %(customer_id)s and {in_scope()}
    order by opened_on, account_id, role"""  # noqa: S608 (our own words)
_read: ContextVar[dict[str, list[Row]] | None] = ContextVar("holdings_read", default=None)


@dataclass(frozen=True)
class Operated:
    """An account a customer owns, shares or may operate; amounts in minor units."""

    account_id: str
    product_name: str
    family: str
    status: str
    currency: str
    minimum_balance: int | None

    @property
    def account_key(self) -> str:
        """The account's name in answers."""
        return account_key(self.account_id)

    @property
    def number_masked(self) -> str:
        """The account's number as screens show it."""
        return number_masked(self.account_id)


_FACTS = tuple(field.name for field in fields(Operated))


@contextmanager
def read_once() -> Iterator[None]:
    """Within it, one answer made of several, a customer's holdings are read a single time."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def holdings_of(viewer: Viewer, customer_id: str) -> list[Row]:
    """Every part the customer has in an account, the oldest first; amounts in minor units.

    No row where there is none or the customer is out of scope. The rows may be shared: nobody
    changes them.
    """
    read = _read.get()
    if read is None:
        return fetch(_HOLDINGS, scoped(viewer, customer_id=customer_id))
    if customer_id not in read:
        read[customer_id] = fetch(_HOLDINGS, scoped(viewer, customer_id=customer_id))
    return read[customer_id]


def operated_holdings(viewer: Viewer, customer_id: str) -> dict[str, Operated]:
    """The customer's accounts, by id, that the customer owns, shares or may operate.

    Raises the one not-found problem when the customer is outside the viewer's scope.
    """
    found = holdings_of(viewer, customer_id)
    rows = [row for row in found if row["role"] in OPERATING_ROLES]
    if not rows:
        require_customer(viewer, customer_id)  # no account, or no such customer
    holdings: dict[str, Operated] = {}
    for row in rows:
        facts = {name: row[name] for name in _FACTS}
        holdings.setdefault(row["account_id"], Operated(**facts))
    return holdings
