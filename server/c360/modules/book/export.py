"""The book as a file, with the grid's filters and order applied."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from c360.core.viewer import Viewer
from c360.customers.queries import bank_currency
from c360.http.export import Column
from c360.modules.book import grid

COLUMNS = (
    Column("Customer"), Column("Name"), Column("Segment"), Column("City"), Column("Currency"),
    Column("TRV", "minor"), Column("Change of a day", "minor"), Column("CASA", "minor"),
    Column("Term deposits", "minor"), Column("Investments", "minor"), Column("Loans", "minor"),
    Column("Last contact", "date"), Column("Flags"),
)  # fmt: skip
_NAMES = ("customer_id", "full_name", "segment", "city", "trv", "trv_change", "casa",
          "term_deposits", "investments", "loans", "last_contact_on", "flags")  # fmt: skip


def rows(viewer: Viewer, query: Mapping[str, str]) -> Iterator[Sequence[Any]]:
    """A row for each customer that the filters let through, in the grid's order."""
    currency = bank_currency()
    chosen = grid.chosen(viewer, query).values_list(*_NAMES)
    for row in chosen.iterator(chunk_size=2_000):
        yield *row[:4], currency, *row[4:]
