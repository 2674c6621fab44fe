"""A customer's bookings as a file, with the tab's filters applied."""

from collections.abc import Iterator, Sequence
from typing import Any

from c360.core.viewer import Viewer
from c360.http.export import Column
from c360.modules.transactions import queries
from c360.modules.transactions.filters import Filters

AT_ONCE = 2_000
_NAMED = {
    "posted_on": Column("Posted on", "date"),
    "value_date": Column("Value date", "date"),
    "number_masked": Column("Account"),
    "product": Column("Product"),
    "counterparty": Column("Counterparty"),
    "narration": Column("Narration"),
    "channel": Column("Channel"),
    "category": Column("Category"),
    "amount": Column("Amount", "minor"),
    "balance_after": Column("Balance after", "minor"),
    "transaction_id": Column("Transaction"),
}
COLUMNS = (*_NAMED.values(), Column("Currency"))


def rows(viewer: Viewer, customer_id: str, filters: Filters) -> Iterator[Sequence[Any]]:
    """A row for each booking that the filters let through, newest first: the tab's own pages.

    Raises not-found when the customer is out of scope.
    """
    after: queries.Position | None = None
    while True:
        page = queries.transactions(viewer, customer_id, filters, after=after, limit=AT_ONCE)
        for row in page.rows:
            yield *(row[name] for name in _NAMED), page.currency
        if page.last is None:
            return
        after = page.last
