"""Customers reached one by one: the service desk by ticket, anybody else by break-glass."""

import re
import time

from django.http import HttpRequest
from django.urls import ResolverMatch

from c360.core.errors import bad_request
from c360.core.viewer import Viewer

SERVICE_DESK = "service_desk"
_TICKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{2,39}")


def ticket_of(request: HttpRequest) -> str | None:
    """The ticket number in the header X-Ticket, or in the query; None where there is no such."""
    given = request.META.get("HTTP_X_TICKET", "")
    if not given and request.META.get("QUERY_STRING"):
        given = request.GET.get("ticket", "")
    return given if _TICKET.fullmatch(given) else None


def viewer_for(request: HttpRequest, viewer: Viewer, match: ResolverMatch | None) -> Viewer:
    """Who asks this request: narrowed to its one customer where only that one may be reached.

    Problem ticket_required (400) where the service desk names no ticket, whoever the customer is.
    """
    if viewer.role != SERVICE_DESK and not viewer.opened:
        return viewer
    customer_id = match.kwargs.get("customer_id") if match else None
    if customer_id is None:
        return viewer
    if viewer.role == SERVICE_DESK:
        if ticket_of(request) is None:
            raise bad_request("ticket_required", "Name the ticket in the header X-Ticket.")
        return viewer.narrowed(customer_id)
    is_open = any(opened == customer_id and time.time() < until for opened, until in viewer.opened)
    return viewer.narrowed(customer_id) if is_open and request.method == "GET" else viewer
