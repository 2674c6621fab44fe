"""Which accounts of a customer an answer is about."""

from dataclasses import dataclass

from c360.core.viewer import Viewer
from c360.customers.masking import account_key, number_masked
from c360.customers.queries import in_scope, require_customer, scoped
from c360.http.rows import fetch

# Who may operate an account sees its bookings; a nominee or guarantor only that it exists.
OPERATING_ROLES = ("owner", "joint", "authorised")


_OPERATED = f"""
    select account_id, product_name, family, status, currency, minimum_balance
    from holding
    where customer_id = %(customer_id)s and {in_scope()} and role = any(%(roles)s)
    order by opened_on, account_id, role"""  # noqa: S608 (our own words)


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


def operated_holdings(viewer: Viewer, customer_id: str) -> dict[str, Operated]:
    """The customer's accounts, by id, that the customer owns, shares or may operate.

    Raises the one not-found problem when the customer is outside the viewer's scope.
    """
    rows = fetch(_OPERATED, scoped(viewer, customer_id=customer_id, roles=list(OPERATING_ROLES)))
    if not rows:
        require_customer(viewer, customer_id)  # no account, or no such customer
    holdings: dict[str, Operated] = {}
    for row in rows:
        holdings.setdefault(row["account_id"], Operated(**row))
    return holdings
