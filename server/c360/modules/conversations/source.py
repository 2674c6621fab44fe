"""Service requests and touchpoints: warehouse rows with the scope of their customer."""

import ibis

from c360.customers.contacts import CONTACT_KINDS
from c360.customers.source_day import exact
from c360.modules.conversations.models import first_week
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


def rm_contact(night: Night) -> ibis.Table:
    """Customers spoken with by RM and week; the day of a contact is the UTC day."""
    rows = night.built["touchpoint"]
    first = ibis.literal(first_week(night.as_of))
    rows = rows.mutate(on=rows.occurred_at.date())
    rows = rows.filter(rows.kind.isin(CONTACT_KINDS), rows.on >= first, rows.on <= night.as_of)
    days = rows.on.delta(first, unit="day")
    seen = rows.select("rm_seq", "customer_id", week=(days / 7).floor().cast("int16")).distinct()
    return seen.group_by("rm_seq", "week").agg(customers=exact(seen.count()))


TABLES = {"service_request": service_request, "touchpoint": touchpoint, "rm_contact": rm_contact}
