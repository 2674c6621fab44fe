"""The one door to a customer, and the first wall: only rows of the RMs in the viewer's scope."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q

from c360.core.errors import not_found
from c360.core.viewer import BAND, BANDS, SEE_STAFF, Viewer, few_books
from c360.customers.models import Customer
from c360.http.rows import Row, fetch, first

FEW_RMS = 50  # up to here the RMs are named one by one, which serves the index best


def in_scope(of: str = "") -> str:
    """The first wall of a bound statement that finds its rows by a customer or a household.

    It only filters the table of customers `of` ("h."). Its values come from `scoped`.
    """
    return (
        f"{of}rm_seq <@ %(scope)s::int4multirange"
        f" and case when %(only)s::text is null then true else {of}customer_id = %(only)s end"
        f" and {of}customer_id is distinct from %(own)s::text"
    )


_KNOWN = f"select from customer where customer_id = %(customer_id)s and {in_scope()}"


def within(viewer: Viewer) -> Q:
    """The rows of the viewer's scope, for every table of customers: it carries `customer_id`."""
    wall = sums_within(viewer)
    if viewer.only is not None:
        wall &= Q(customer_id=viewer.only)
    if viewer.own_customer_id is not None:
        wall &= ~Q(customer_id=viewer.own_customer_id)
    return wall


def sums_within(viewer: Viewer) -> Q:
    """The rows of the viewer's scope, for tables that hold sums of books by `rm_seq`."""
    if _few(viewer):
        return Q(rm_seq__in=_named(viewer))
    wall = Q()
    for low, high in viewer.scope:
        wall |= Q(rm_seq__range=(low, high))
    return wall


def scoped(viewer: Viewer, **values: Any) -> dict[str, Any]:
    """The values of a bound statement, with those of the first wall."""
    return {
        **values,
        "scope": viewer.scope_text,
        "only": viewer.only,
        "own": viewer.own_customer_id,
    }


def wall(viewer: Viewer) -> tuple[str, dict[str, Any]]:
    """The first wall of a bound statement over a table of customers, by the index of `rm_seq`.

    A wide scope stands in it as numbers: how much of the bank it holds decides the plan.
    """
    condition, values = sums_wall(viewer)
    others = "customer_id is distinct from %(own)s::text"
    if viewer.only is not None:
        others += " and customer_id = %(only)s::text"
    return f"({condition} and {others})", {
        **values,
        "own": viewer.own_customer_id,
        "only": viewer.only,
    }


def sums_wall(viewer: Viewer) -> tuple[str, dict[str, Any]]:
    """The same over a table that holds sums of books by `rm_seq`."""
    if is_few(viewer):
        return "rm_seq = any(%(rms)s::int[])", {"rms": _named(viewer)}
    spans = (f"rm_seq between {int(low)} and {int(high)}" for low, high in viewer.scope)
    return f"({' or '.join(spans)})", {}


def of_own_record(viewer: Viewer, statement: str, values: dict[str, Any]) -> list[Row]:
    """What the viewer's own record adds to the night's sums, so that it is left out of them.

    For sums alone: no answer ever shows a row of it. The statement finds it by `%(own)s` among
    the rows of the scope. An own record counts as staff, so that only sums with staff hold it.
    """
    if viewer.own_customer_id is None or not viewer.may(SEE_STAFF):
        return []
    fetch("select set_config('c360.own', '', true)")
    rows = fetch(statement, {**scoped(viewer), "own": viewer.own_customer_id, **values})
    fetch("select set_config('c360.own', %s, true)", [viewer.own_customer_id])
    return rows


def is_few(viewer: Viewer) -> bool:
    """Whether the scope is so narrow that its customers can be gone through for an answer."""
    return not viewer.scope or bool(few_books(viewer.scope))


def _few(viewer: Viewer) -> bool:
    return sum(last - first + 1 for first, last in viewer.scope) <= FEW_RMS * BANDS


def _named(viewer: Viewer) -> list[int]:
    return [n for first, last in viewer.scope for n in range(first, last + 1)]


_BOOKS = "select distinct rm_seq from customer where customer_id = any(%s)"


def books_of(customer_ids: Sequence[str]) -> list[int]:
    """The numbers of the books in which these customers of the transaction's scope are."""
    return [row["rm_seq"] % BAND for row in fetch(_BOOKS, [list(customer_ids)])]


def customer_of(viewer: Viewer, customer_id: str) -> Customer:
    """The customer of that id; raises the one not-found problem out of the viewer's scope."""
    customer = Customer.objects.filter(within(viewer), customer_id=customer_id).first()
    if customer is None:
        raise not_found()
    return customer


def require_customer(viewer: Viewer, customer_id: str) -> None:
    """Raise the one not-found problem unless the viewer may see that customer."""
    if first(_KNOWN, scoped(viewer, customer_id=customer_id)) is None:
        raise not_found()


def bank_currency() -> str:
    """The currency the bank's figures are in (ISO 4217), as bank.toml says."""
    return str(settings.C360_BANK_SETTINGS["currency"])
