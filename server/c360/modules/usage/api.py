"""Routes of usage: the browser's events in, the operator's figures out."""

from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from c360.core.errors import bad_request
from c360.core.viewer import SEE_LOADS, SIGNED_IN
from c360.customers.exports import FILE, ExportView, FormSerializer
from c360.http.answer import AnswerView, WriteView
from c360.http.export import Column
from c360.modules.usage import queries, recorder
from c360.modules.usage import serializers as shapes

USUAL_DAYS = 28


def _days(values: dict[str, Any]) -> tuple[date, date]:
    last = values.get("last") or timezone.now().date()
    first = values.get("first") or last - timedelta(USUAL_DAYS - 1)
    if first > last:
        raise bad_request("period_reversed", "'first' is after 'last'. Swap them.")
    return first, last


class EventsView(WriteView):
    """What the browser counted; it holds nobody up and keeps no session alive."""

    permission = SIGNED_IN
    needs_publication = False

    @extend_schema(
        operation_id="sendEvents",
        request=shapes.EventsSerializer,
        responses={202: shapes.EventsAnswer},
        tags=["usage"],
    )
    def post(self, request: Request) -> Response:
        """Count pages, clicks on named controls, and kinds of searches."""
        serializer = shapes.EventsSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        events = serializer.validated_data["events"]
        for event in events:
            recorder.note_event(self.viewer, event["kind"], event["name"])
        return Response({"counted": len(events)}, status=HTTPStatus.ACCEPTED)


class FeaturesView(AnswerView):
    """Most and least used features."""

    permission = SEE_LOADS
    cached = False
    needs_publication = False

    @extend_schema(
        operation_id="getUsedFeatures",
        parameters=[shapes.FeatureQuerySerializer],
        responses=shapes.UsedFeaturesAnswer,
        tags=["usage"],
    )
    def get(self, request: Request) -> dict[str, Any]:
        """Features by role, branch or week, the most used first."""
        serializer = shapes.FeatureQuerySerializer(data=request.query_params)
        serializer.is_valid(raise_exception=True)
        values = serializer.validated_data
        is_published = self.published is not None
        return queries.features(*_days(values), values["by"], is_published=is_published)


class CallsView(AnswerView):
    """Calls of the API."""

    permission = SEE_LOADS
    cached = False
    needs_publication = False

    @extend_schema(
        operation_id="getUsedRoutes",
        parameters=[shapes.UsageQuerySerializer],
        responses=shapes.UsedRoutesAnswer,
        tags=["usage"],
    )
    def get(self, request: Request) -> dict[str, Any]:
        """Routes with calls, failures and percentiles of their times."""
        serializer = shapes.UsageQuerySerializer(data=request.query_params)
        serializer.is_valid(raise_exception=True)
        return queries.calls(*_days(serializer.validated_data))


class FeaturesFileView(ExportView):
    """The features as a file."""

    permission = SEE_LOADS

    @extend_schema(
        operation_id="exportUsedFeatures",
        parameters=[shapes.FeatureQuerySerializer, FormSerializer],
        responses=FILE,
        tags=["usage"],
    )
    def get(self, request: Request) -> HttpResponseBase:
        """A row for each feature and role, branch or week."""
        serializer = shapes.FeatureQuerySerializer(data=request.query_params)
        serializer.is_valid(raise_exception=True)
        values = serializer.validated_data
        found = queries.features(*_days(values), values["by"])
        columns = (
            Column("Kind"),
            Column("Feature"),
            Column(values["by"]),
            Column("Times", "number"),
        )
        rows = (
            (row["kind"], row["name"], part["name"] or part["key"], part["times"])
            for row in found["results"]
            for part in row["parts"] or [{"key": "", "name": None, "times": 0}]
        )
        return self.file(request, "usage", columns, rows)


urlpatterns = [
    path("events", EventsView.as_view()),
    path("usage/features", FeaturesView.as_view()),
    path("usage/features/export", FeaturesFileView.as_view()),
    path("usage/calls", CallsView.as_view()),
]
