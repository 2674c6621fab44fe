"""Every insight of the book as a file."""

from collections.abc import Iterator, Sequence
from typing import Any

from c360.core.viewer import Viewer
from c360.customers.models import Customer
from c360.customers.queries import bank_currency, within
from c360.http.export import Column
from c360.modules.today import queries
from c360.modules.today.models import Insight

AT_ONCE = 2_000
COLUMNS = (
    Column("Customer"), Column("Name"), Column("Segment"), Column("What"), Column("Why it matters"),
    Column("Day", "date"), Column("Currency"), Column("Amount", "minor"), Column("Score", "number"),
    Column("Last contact", "date"), Column("Rule"), Column("Version", "number"),
)  # fmt: skip


def rows(viewer: Viewer) -> Iterator[Sequence[Any]]:
    """A row for each insight, decided about or not, the weightiest first."""
    told, currency = queries.rules(), bank_currency()
    found = Insight.objects.filter(within(viewer)).order_by("-score", "key")
    part: list[Insight] = []
    for row in found.iterator(chunk_size=AT_ONCE):
        part.append(row)
        if len(part) == AT_ONCE:
            yield from _rows(part, told, currency)
            part = []
    yield from _rows(part, told, currency)


def _rows(part: list[Insight], told: dict[str, Any], currency: str) -> Iterator[Sequence[Any]]:
    ids = {row.customer_id for row in part}
    customers = Customer.objects.filter(customer_id__in=ids).in_bulk()
    for row in part:
        customer, said = customers[row.customer_id], queries.insight_json(row, told)
        yield (
            row.customer_id, customer.full_name, customer.segment, said["reason"], said["why"],
            row.on_date, currency, row.amount, row.score, customer.last_contact_on, row.rule,
            row.version,
        )  # fmt: skip
