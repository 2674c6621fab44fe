"""GET /publication and /loads; POST /loads/requests."""

from http import HTTPStatus
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from c360.core.viewer import ASK_LOADS, SEE_LOADS, SIGNED_IN
from c360.customers.exports import FILE, ExportView, FormSerializer
from c360.http.answer import AnswerView, WriteView
from c360.http.export import Column
from c360.modules.operations import actions, queries


class PublicationSerializer(serializers.Serializer[Any]):
    """The business day served; `state` is current, late, quarantined or loading."""

    as_of = serializers.DateField()
    published_at = serializers.DateTimeField()
    state = serializers.CharField()
    today = serializers.DateField(help_text="The bank's calendar day, from which due days count")
    expected_as_of = serializers.DateField()
    quarantined_rows = serializers.IntegerField()
    bank_name = serializers.CharField()


class LoadSerializer(serializers.Serializer[Any]):
    """One attempt to load a day."""

    id = serializers.IntegerField()
    as_of = serializers.DateField()
    attempt = serializers.IntegerField()
    state = serializers.CharField()
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    promised_at = serializers.DateTimeField(
        allow_null=True,
        help_text="By when its day was promised to readers; null where nothing was promised, or"
        " the day was published before",
    )
    seconds = serializers.FloatField(allow_null=True)
    rows = serializers.IntegerField()
    quarantined = serializers.IntegerField()
    schema = serializers.CharField()
    error = serializers.CharField()


class LoadListSerializer(serializers.Serializer[Any]):
    """The last loads, newest first."""

    results = LoadSerializer(many=True)


class LoadRequestSerializer(serializers.Serializer[Any]):
    """A day asked for; `state` is waiting, running, or as its load ended."""

    id = serializers.IntegerField()
    as_of = serializers.DateField()
    restate = serializers.BooleanField()
    why = serializers.CharField()
    asked_by = serializers.CharField()
    asked_at = serializers.DateTimeField()
    state = serializers.CharField()
    ended_at = serializers.DateTimeField(allow_null=True)
    error = serializers.CharField()
    load = serializers.IntegerField(allow_null=True)


class LoadRequestListSerializer(serializers.Serializer[Any]):
    """The last requests, newest first."""

    results = LoadRequestSerializer(many=True)


class AskLoadSerializer(serializers.Serializer[Any]):
    """Which day, and why; `restate` replaces a published day whose rows changed."""

    as_of = serializers.DateField()
    why = serializers.CharField(max_length=200)
    restate = serializers.BooleanField(default=False)


class LoadStepSerializer(serializers.Serializer[Any]):
    """A step and how long it took."""

    name = serializers.CharField()
    seconds = serializers.FloatField()


class LoadTableSerializer(serializers.Serializer[Any]):
    """A table's rows and control totals (minor units) in the source and published."""

    table = serializers.CharField()
    kind = serializers.CharField()
    source_rows = serializers.IntegerField()
    published_rows = serializers.IntegerField(allow_null=True)
    quarantined = serializers.IntegerField()
    source_total = serializers.IntegerField(allow_null=True)
    published_total = serializers.IntegerField(allow_null=True)
    seconds = serializers.FloatField(
        allow_null=True, help_text="Of all work on the table; tables are worked on side by side"
    )


class LoadDetailSerializer(LoadSerializer):
    """One load with its steps and tables."""

    notes = serializers.ListField(child=serializers.CharField())
    steps = LoadStepSerializer(many=True)
    tables = LoadTableSerializer(many=True)


class QuarantinedRowSerializer(serializers.Serializer[Any]):
    """A row held back: which column is wrong and why."""

    table = serializers.CharField()
    row_number = serializers.IntegerField()
    column = serializers.CharField()
    reason = serializers.CharField()


class QuarantineReasonSerializer(serializers.Serializer[Any]):
    """How many rows were held back for one reason; `branch` is null where no row names one."""

    reason = serializers.CharField()
    table = serializers.CharField()
    branch = serializers.CharField(allow_null=True)
    rows = serializers.IntegerField()


class QuarantineSerializer(serializers.Serializer[Any]):
    """Rows held back from a load: the first of them, and all by reason."""

    reasons = QuarantineReasonSerializer(many=True)
    results = QuarantinedRowSerializer(many=True)


class PublicationView(AnswerView):
    """The as-of badge; polled, and its state changes with the clock, so it is not cached."""

    permission = SIGNED_IN
    cached = False

    @extend_schema(
        operation_id="getPublication", responses=PublicationSerializer, tags=["publication"]
    )
    def get(self, request: Request) -> dict[str, Any]:
        """The business day served, and whether it is the one to be expected."""
        return queries.publication_state(self.publication)


class LoadsView(AnswerView):
    """The history of loads."""

    permission = SEE_LOADS
    cached = False
    needs_publication = False

    @extend_schema(operation_id="listLoads", responses=LoadListSerializer, tags=["operations"])
    def get(self, request: Request) -> dict[str, Any]:
        """The last loads, newest first."""
        return {"results": queries.loads()}


class LoadRequestsView(WriteView):
    """Days that operators ask for."""

    permission = ASK_LOADS
    needs_publication = False

    @extend_schema(
        operation_id="listLoadRequests", responses=LoadRequestListSerializer, tags=["operations"]
    )
    def get(self, request: Request) -> dict[str, Any]:
        """The days asked for and what became of them, the last asked first."""
        return {"results": queries.requests()}

    @extend_schema(
        operation_id="askLoad",
        request=AskLoadSerializer,
        responses={200: LoadRequestSerializer, 201: LoadRequestSerializer},
        tags=["operations"],
    )
    def post(self, request: Request) -> Response:
        """Have a business day loaded by the worker; 200 where it is asked for already."""
        serializer = AskLoadSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        asked = serializer.validated_data
        note = {"day": asked["as_of"].isoformat(), "why": asked["why"]}
        request._request.audit_note = note  # type: ignore[attr-defined]
        row, is_new = actions.ask_load(
            self.viewer, asked["as_of"], asked["why"], restate=asked["restate"]
        )
        status = HTTPStatus.CREATED if is_new else HTTPStatus.OK
        return Response(queries.request_json(row), status=status)


class LoadView(AnswerView):
    """One load."""

    permission = SEE_LOADS
    cached = False
    needs_publication = False

    @extend_schema(operation_id="getLoad", responses=LoadDetailSerializer, tags=["operations"])
    def get(self, request: Request, load_id: int) -> dict[str, Any]:
        """Steps, tables and control totals of one load."""
        return queries.load(load_id)


class QuarantineView(AnswerView):
    """Rows a load held back."""

    permission = SEE_LOADS
    cached = False
    needs_publication = False

    @extend_schema(
        operation_id="listQuarantine", responses=QuarantineSerializer, tags=["operations"]
    )
    def get(self, request: Request, load_id: int) -> dict[str, Any]:
        """Rows held back from a load, with column and reason."""
        rows = queries.quarantine(load_id)
        reasons = queries.reasons(load_id, is_published=self.published is not None)
        return {"results": rows, "reasons": reasons}


class QuarantineFileView(ExportView):
    """All rows a load held back, as a file."""

    permission = SEE_LOADS

    @extend_schema(
        operation_id="exportQuarantine",
        parameters=[FormSerializer],
        responses=FILE,
        tags=["operations"],
    )
    def get(self, request: Request, load_id: int) -> HttpResponseBase:
        """Table, row, column and reason of each row held back."""
        columns = (Column("Table"), Column("Row", "number"), Column("Column"), Column("Reason"))
        rows = queries.quarantined_rows(load_id)
        return self.file(request, f"quarantine-{load_id}", columns, rows)


urlpatterns = [
    path("publication", PublicationView.as_view()),
    path("loads", LoadsView.as_view()),
    path("loads/requests", LoadRequestsView.as_view()),
    path("loads/<int:load_id>", LoadView.as_view()),
    path("loads/<int:load_id>/quarantine", QuarantineView.as_view()),
    path("loads/<int:load_id>/quarantine/export", QuarantineFileView.as_view()),
]
