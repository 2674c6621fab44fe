"""Routes of book home: figures, trend, movers, maturities and the grid of customers."""

from datetime import date
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from c360.core.days import today
from c360.core.viewer import SEE_BOOK, Viewer
from c360.customers.exports import FILE, ExportView, FormSerializer
from c360.customers.queries import is_few
from c360.http.answer import AnswerView
from c360.modules.book import export, grid, queries, units
from c360.modules.book.api_kept import urlpatterns as kept
from c360.modules.book.serializers import (
    BookAnswer,
    BookCalendar,
    BookCustomers,
    BookMoved,
    BookMovers,
    BookTrend,
    UnitRollupAnswer,
)


class BookView(AnswerView):
    """The figures of the book and the customers who need attention."""

    permission = SEE_BOOK

    @extend_schema(operation_id="getBook", responses=BookAnswer)
    def get(self, request: Request) -> dict[str, Any]:
        return queries.book(self.viewer, self.publication.as_of)


class TrendView(AnswerView):
    """Month ends by product family, and money in and out by month."""

    permission = SEE_BOOK

    @extend_schema(operation_id="getBookTrend", responses=BookTrend)
    def get(self, request: Request) -> dict[str, Any]:
        return queries.trend(self.viewer, self.publication.as_of)


class MoversView(AnswerView):
    """Who moved most since the day before."""

    permission = SEE_BOOK

    @extend_schema(operation_id="getBookMovers", responses=BookMovers)
    def get(self, request: Request) -> dict[str, Any]:
        return queries.movers(self.viewer, self.publication.as_of)


class MovedView(AnswerView):
    """What moved TRV this month."""

    permission = SEE_BOOK

    @extend_schema(operation_id="getBookMoved", responses=BookMoved)
    def get(self, request: Request) -> dict[str, Any]:
        return queries.moved(self.viewer, self.publication.as_of)


class CalendarView(AnswerView):
    """Term deposits that mature within 90 days, by week."""

    permission = SEE_BOOK

    @extend_schema(operation_id="getBookCalendar", responses=BookCalendar)
    def get(self, request: Request) -> dict[str, Any]:
        return queries.calendar(self.viewer, self.publication.as_of)


def _text(name: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, description=description)


def _number(name: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, int, description=description)


GRID_PARAMETERS = [
    OpenApiParameter(
        "sort",
        str,
        description="Column, with - in front for descending",
        enum=[*grid.SORTS, *(f"-{name}" for name in grid.SORTS)],
        default="-trv",
    ),
    _text("segment", "Segments, with commas between"),
    _text("city", "Cities, with commas between"),
    _text("flag", "Flags, with commas between: any of them"),
    _text("product", "Kinds of product held, with commas between: all of them"),
    _text("not_product", "Kinds of product not held, with commas between"),
    _number("min_trv", "Least relationship value, minor units"),
    _number("max_trv", "Greatest relationship value, minor units"),
    _number("min_casa", "Least CASA, minor units"),
    _number("max_casa", "Greatest CASA, minor units"),
    _number("quiet_days", "Not spoken with for more than so many days; 0: never"),
    _number("kyc_days", "KYC papers due within so many days, or overdue"),
    OpenApiParameter("matures_from", date, description="A term deposit matures from this day on"),
    OpenApiParameter("matures_to", date, description="A term deposit matures up to this day"),
    _text("tag", "Tags, with commas between: any of them"),
    _text("ids", "Customer ids, with commas between: a selection, at most 500"),
    _text("q", "Letters of the name or the start of the customer id"),
]


class CustomersView(AnswerView):
    """The book as a grid: sorted, filtered, a page at a time."""

    permission = SEE_BOOK
    shows_books = True

    @extend_schema(
        operation_id="listBookCustomers",
        responses=BookCustomers,
        parameters=[
            *GRID_PARAMETERS,
            _number("limit", "Customers a page, 50 unless told, at most 200"),
            _text("cursor", "`next` of the page before"),
        ],
    )
    def get(self, request: Request) -> dict[str, Any]:
        return grid.page(self.viewer, request.query_params, self.publication.as_of)

    @classmethod
    def kept_under(cls, viewer: Viewer, versions: str) -> str | None:
        """A book knows at once what was logged and tagged here, a bank with the next day.

        How long ago a customer was spoken with counts from today, whatever day is published.
        """
        if not is_few(viewer):
            return str(today())
        return f"{today()} {versions}" if versions else None


class RollupView(AnswerView):
    """A unit of the bank, or an RM's book, and what stands right under it."""

    permission = SEE_BOOK
    shows_books = True

    @extend_schema(operation_id="getUnitRollup", responses=UnitRollupAnswer, tags=["book"])
    def get(self, request: Request, unit_id: str) -> dict[str, Any]:
        """Sums of the customers whom the viewer may see; 404 unless the unit is whole in scope."""
        return units.unit(self.viewer, unit_id, self.publication.as_of)

    @classmethod
    def kept_under(cls, viewer: Viewer, versions: str) -> str | None:
        """A branch knows at once of a contact logged here, a bank with the next day."""
        return (versions or None) if is_few(viewer) else ""


class CustomersFileView(ExportView):
    """The grid as a file."""

    permission = SEE_BOOK

    @extend_schema(
        operation_id="exportBookCustomers",
        responses=FILE,
        parameters=[
            *GRID_PARAMETERS,
            _text("cols", "Columns after the customer's id and name, with commas between"),
            FormSerializer,
            OpenApiParameter(
                "for",
                enum=[export.CAMPAIGN],
                description="Leaves out who has not"
                " agreed to marketing; X-Export-Left-Out counts them",
            ),
        ],
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Every customer that the filters let through, in the grid's order."""
        query = request.query_params
        as_of = self.publication.as_of
        rows = export.rows(self.viewer, query, as_of)
        columns = [*export.columns(query).values()]
        if query.get("for") != export.CAMPAIGN:
            return self.file(request, "book", columns, rows)
        left_out = export.without_consent(self.viewer, query, as_of)
        response = self.file(
            request, "campaign", columns, rows, purpose=export.CAMPAIGN, left_out=left_out
        )
        response["X-Export-Left-Out"] = str(left_out)
        return response


urlpatterns = [
    *kept,
    path("book", BookView.as_view(), name="book"),
    path("book/trend", TrendView.as_view(), name="book-trend"),
    path("book/movers", MoversView.as_view(), name="book-movers"),
    path("book/moved", MovedView.as_view(), name="book-moved"),
    path("book/calendar", CalendarView.as_view(), name="book-calendar"),
    path("book/customers/export", CustomersFileView.as_view(), name="book-customers-export"),
    path("book/customers", CustomersView.as_view(), name="book-customers"),
    path("units/<str:unit_id>/rollup", RollupView.as_view(), name="unit-rollup"),
]
