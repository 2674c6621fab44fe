"""A customer's papers."""

from datetime import date
from typing import Any

from c360.core.viewer import Viewer
from c360.customers.queries import customer_of, in_scope
from c360.modules.documents.models import Document

SOON = 90  # days before its end in which a paper is called for


TAB_COUNTS = {
    "documents": f"""
        select count(*)::int from document
        where customer_id = %(customer_id)s and {in_scope()}"""  # noqa: S608 (our own words)
}


def documents(viewer: Viewer, customer_id: str, as_of: date) -> dict[str, Any]:
    """Every paper, those that end first in front; `standing` is valid, soon, expired or open.

    Raises not-found when the customer is out of scope.
    """
    customer_of(viewer, customer_id)
    rows = Document.objects.filter(customer_id=customer_id).order_by("kind", "document_id")
    found = [
        {
            "document_id": row.document_id,
            "kind": row.kind,
            "received_on": row.received_on,
            "expires_on": row.expires_on,
            "status": row.status,
            "standing": standing(row.expires_on, as_of),
        }
        for row in rows
    ]
    found.sort(key=lambda row: row["expires_on"] or date.max)
    return {"results": found}


def standing(expires_on: date | None, as_of: date) -> str:
    """How long a paper is still good on the business date; `open` for one without an end."""
    if expires_on is None:
        return "open"
    if expires_on < as_of:
        return "expired"
    return "soon" if (expires_on - as_of).days <= SOON else "valid"
