"""Which accounts of a customer an answer is about."""

from c360.core.viewer import Viewer
from c360.customers.models import Holding
from c360.customers.queries import customer_of

# Who may operate an account sees its bookings; a nominee or guarantor only that it exists.
OPERATING_ROLES = ("owner", "joint", "authorised")


def number_masked(account_id: str) -> str:
    """An account's number as screens show it: its last four digits."""
    return f"XX{account_id[-4:]}"


def operated_holdings(viewer: Viewer, customer_id: str) -> dict[str, Holding]:
    """The customer's accounts, by id, that the customer owns, shares or may operate.

    Raises the one not-found problem when the customer is outside the viewer's scope.
    """
    customer_of(viewer, customer_id)
    rows = Holding.objects.filter(customer_id=customer_id, role__in=OPERATING_ROLES).order_by(
        "opened_on", "account_id", "role"
    )
    holdings: dict[str, Holding] = {}
    for row in rows:
        holdings.setdefault(row.account_id, row)
    return holdings
