"""What a customer agreed to (Digital Personal Data Protection Act 2023, sections 6 and 7)."""

from typing import Any

from c360.core.viewer import Viewer
from c360.customers import consent
from c360.customers.models import Consent
from c360.customers.queries import customer_of


def consents(viewer: Viewer, customer_id: str) -> dict[str, Any]:
    """Each purpose and channel with its standing; raises not-found out of the viewer's scope."""
    customer_of(viewer, customer_id)
    rows = Consent.objects.filter(customer_id=customer_id).order_by("purpose", "channel")
    found = list(rows.values("purpose", "channel", "status", "since"))
    return {"contact": consent.contact(found), "results": found}
