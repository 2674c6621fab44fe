"""GET /publication and /loads."""

from typing import Any

from django.http.response import HttpResponseBase
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from c360.core.viewer import SEE_LOADS, SIGNED_IN
from c360.customers.exports import FILE, ExportView, FormSerializer
from c360.http.answer import AnswerView
from c360.http.export import Column
from c360.modules.operations import queries


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
    seconds = serializers.FloatField(allow_null=True)
    rows = serializers.IntegerField()
    quarantined = serializers.IntegerField()
    schema = serializers.CharField()
    error = serializers.CharField()


class LoadListSerializer(serializers.Serializer[Any]):
    """The last loads, newest first."""

    results = LoadSerializer(many=True)


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


class QuarantineSerializer(serializers.Serializer[Any]):
    """Rows held back from a load."""

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
        return {"results": queries.quarantine(load_id)}


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
    path("loads/<int:load_id>", LoadView.as_view()),
    path("loads/<int:load_id>/quarantine", QuarantineView.as_view()),
    path("loads/<int:load_id>/quarantine/export", QuarantineFileView.as_view()),
]
