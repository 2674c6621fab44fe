"""Service requests and touchpoints: warehouse rows with the scope of their customer."""

import ibis

from c360.nightly.night import Night


def _of_customers(night: Night, table: str) -> ibis.Table:
    """The canonical rows of customers of the day, each with its customer's `rm_seq`."""
    customers = night.built["customer"].select("customer_id", "rm_seq")
    return night.tables[table].inner_join(customers, "customer_id")


def service_request(night: Night) -> ibis.Table:
    """One row a request."""
    rows = _of_customers(night, "service_request")
    return rows.select(
        "request_id",
        "customer_id",
        "rm_seq",
        "opened_on",
        "closed_on",
        "kind",
        "channel",
        "status",
        "text",
    )


def touchpoint(night: Night) -> ibis.Table:
    """One row a contact; `occurred_at` in UTC."""
    rows = _of_customers(night, "touchpoint")
    return rows.select(
        "touchpoint_id",
        "customer_id",
        "rm_seq",
        "occurred_at",
        "kind",
        "channel",
        "status",
        "title",
        "text",
        "employee_id",
    )


TABLES = {"service_request": service_request, "touchpoint": touchpoint}
