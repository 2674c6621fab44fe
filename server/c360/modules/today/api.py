"""Routes of Today: the list, a customer's insights, and decisions about them."""

from typing import Any

from django.http.response import HttpResponseBase
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from c360.core.viewer import SEE_BOOK, SEE_CUSTOMER, WRITE_CUSTOMER
from c360.customers.exports import FILE, ExportView, FormSerializer
from c360.http.answer import AnswerView, WriteView
from c360.modules.today import actions, export, queries
from c360.modules.today import serializers as shapes


class TodayView(AnswerView):
    """What is worth doing; decisions show at once, so it is never cached."""

    permission = SEE_BOOK
    cached = False

    @extend_schema(operation_id="getBookToday", responses=shapes.BookToday)
    def get(self, request: Request) -> dict[str, Any]:
        """At most 20 things across the book, one a customer, the weightiest first."""
        return queries.book_today(self.viewer)


class InsightsView(AnswerView):
    """All of it, not the first twenty alone."""

    permission = SEE_BOOK
    cached = False

    @extend_schema(
        operation_id="listBookInsights",
        responses=shapes.BookInsights,
        parameters=[shapes.InsightQuery],
        tags=["insight"],
    )
    def get(self, request: Request) -> dict[str, Any]:
        """Every open insight across the book, the weightiest first, a page at a time."""
        return queries.open_list(self.viewer, request.query_params)


class InsightsFileView(ExportView):
    """All insights of the book as a file."""

    permission = SEE_BOOK

    @extend_schema(
        operation_id="exportInsights", responses=FILE, parameters=[FormSerializer], tags=["insight"]
    )
    def get(self, request: Request) -> HttpResponseBase:
        """Every insight in the viewer's scope, the weightiest first."""
        return self.file(request, "insights", export.COLUMNS, export.rows(self.viewer))


class CustomerInsightsView(AnswerView):
    """What the rules found about a customer."""

    permission = SEE_CUSTOMER
    cached = False

    @extend_schema(
        operation_id="listCustomerInsights", responses=shapes.CustomerInsights, tags=["customer"]
    )
    def get(self, request: Request, customer_id: str) -> dict[str, Any]:
        """Every insight with its last decision, also the hidden ones."""
        return queries.customer_insights(self.viewer, customer_id)


class _DecisionView(WriteView):
    permission = WRITE_CUSTOMER

    def _decide(self, key: str, kind: str, **more: Any) -> dict[str, Any]:
        kept = queries.decision_json(actions.decide(self.viewer, key, kind, **more))
        assert kept is not None
        return kept


class SnoozeView(_DecisionView):
    """Not now."""

    @extend_schema(
        operation_id="snoozeInsight",
        request=shapes.SnoozeSerializer,
        responses=shapes.DecisionAnswer,
        tags=["insight"],
    )
    def post(self, request: Request, key: str) -> dict[str, Any]:
        """Hide an insight until a day."""
        serializer = shapes.SnoozeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return self._decide(key, "snoozed", until=serializer.validated_data["until"])


class DismissView(_DecisionView):
    """Not at all."""

    @extend_schema(
        operation_id="dismissInsight",
        request=shapes.DismissSerializer,
        responses=shapes.DecisionAnswer,
        tags=["insight"],
    )
    def post(self, request: Request, key: str) -> dict[str, Any]:
        """Hide an insight for good, with the reason."""
        serializer = shapes.DismissSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return self._decide(key, "dismissed", reason=serializer.validated_data["reason"])


class RestoreView(_DecisionView):
    """After all."""

    @extend_schema(
        operation_id="restoreInsight",
        request=None,
        responses=shapes.DecisionAnswer,
        tags=["insight"],
    )
    def post(self, request: Request, key: str) -> dict[str, Any]:
        """Show an insight again."""
        return self._decide(key, "restored")


urlpatterns = [
    path("book/today", TodayView.as_view()),
    path("book/insights", InsightsView.as_view()),
    path("insights/export", InsightsFileView.as_view()),
    path("customers/<str:customer_id>/insights", CustomerInsightsView.as_view()),
    path("insights/<str:key>/snooze", SnoozeView.as_view()),
    path("insights/<str:key>/dismiss", DismissView.as_view()),
    path("insights/<str:key>/restore", RestoreView.as_view()),
]
