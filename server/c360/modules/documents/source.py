"""Documents: warehouse rows with the scope of their customer."""

import ibis

from c360.nightly.night import Night


def document(night: Night) -> ibis.Table:
    """One row a paper."""
    customers = night.built["customer"].select("customer_id", "rm_seq")
    rows = night.tables["document"].inner_join(customers, "customer_id")
    return rows.select(
        "customer_id", "document_id", "rm_seq", "kind", "received_on", "expires_on", "status"
    )


TABLES = {"document": document}
