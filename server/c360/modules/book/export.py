"""The book as a file, with the grid's filters, order and columns applied."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from c360.core.errors import bad_request
from c360.core.viewer import Viewer
from c360.customers.consent import agreed_to_campaigns
from c360.customers.queries import bank_currency
from c360.http.export import Column
from c360.modules.book import grid
from c360.modules.book.grid_filters import words

CAMPAIGN = "campaign"
ALWAYS = {"customer_id": Column("Customer"), "name": Column("Name"), "currency": Column("Currency")}
CHOICE = {
    "segment": Column("Segment"), "city": Column("City"), "rm": Column("RM"),
    "trv": Column("TRV", "minor"), "trv_change_day": Column("Change of a day", "minor"),
    "trv_change_month": Column("Change of the month", "minor"), "casa": Column("CASA", "minor"),
    "casa_average": Column("CASA, month average", "minor"),
    "term_deposits": Column("Term deposits", "minor"),
    "investments": Column("Investments", "minor"), "loans": Column("Loans", "minor"),
    "card_used": Column("Cards used", "minor"), "money_in": Column("In this month", "minor"),
    "money_out": Column("Out this month", "minor"),
    "last_contact_on": Column("Last contact", "date"),
    "last_activity_on": Column("Last activity", "date"), "kyc_due_on": Column("KYC due", "date"),
    "next_maturity_on": Column("Next maturity", "date"), "products": Column("Products"),
    "flags": Column("Flags"), "tags": Column("Tags"),
}  # fmt: skip
USUAL = ("segment", "city", "trv", "trv_change_day", "casa", "term_deposits", "investments",
         "loans", "last_contact_on", "flags")  # fmt: skip


def columns(query: Mapping[str, str]) -> dict[str, Column]:
    """The columns asked for with `cols`, in their order, after the customer's id and name.

    Raises bad_column for one that there is none of.
    """
    asked = [name for name in words(query, "cols") if name not in ALWAYS]
    unknown = [name for name in asked if name not in CHOICE]
    if unknown:
        raise bad_request("bad_column", f"cols are of {', '.join(CHOICE)}.")
    return {**ALWAYS, **{name: CHOICE[name] for name in asked or USUAL}}


def without_consent(viewer: Viewer, query: Mapping[str, str], as_of: date) -> int:
    """How many customers that the filters let through have not agreed to campaigns."""
    return grid.count(viewer, query, as_of, f"not {agreed_to_campaigns('book')}")


def rows(viewer: Viewer, query: Mapping[str, str], as_of: date) -> Iterator[Sequence[Any]]:
    """A row for each customer that the filters let through, in the grid's order.

    For a campaign only those who agreed to marketing.
    """
    names, currency = tuple(columns(query)), bank_currency()
    narrower = agreed_to_campaigns("book") if query.get("for") == CAMPAIGN else ""
    for part in grid.chosen(viewer, query, as_of, narrower):
        for row in part:
            row["currency"] = currency
            yield [", ".join(v) if isinstance(v := row[name], list) else v for name in names]
