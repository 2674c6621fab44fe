"""What helps beside conversations: templates, promises found in a note, the calendar."""

from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from c360.access import feeds
from c360.core.days import today
from c360.core.viewer import SEARCH, WRITE_CUSTOMER
from c360.http.answer import AnswerView, WriteView
from c360.modules.conversations import notes
from c360.modules.conversations import serializers as shapes
from c360.modules.conversations.feed import calendar
from c360.modules.conversations.models import FollowUp
from c360.modules.conversations.promises import promises
from c360.modules.conversations.queries import FOLLOW_UPS_SHOWN
from c360.modules.conversations.templates import TEMPLATES


class TemplatesView(WriteView):
    """Beginnings of usual conversations."""

    permission = WRITE_CUSTOMER
    needs_publication = False

    @extend_schema(
        operation_id="listConversationTemplates",
        responses=shapes.TemplateListSerializer,
        tags=["conversation"],
    )
    def get(self, request: Request) -> dict[str, Any]:
        """The templates, in the order they are offered."""
        return {"results": [asdict(template) for template in TEMPLATES]}


class PromisesView(WriteView):
    """Promises in a note; a POST because a note stands in no address."""

    permission = WRITE_CUSTOMER
    needs_publication = False

    @extend_schema(
        operation_id="findPromises",
        request=shapes.PromiseQuerySerializer,
        responses=shapes.PromiseListSerializer,
        tags=["conversation"],
    )
    def post(self, request: Request) -> dict[str, Any]:
        """Offer the promises of a note as follow-ups; nothing is kept."""
        serializer = shapes.PromiseQuerySerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        day = serializer.validated_data.get("on") or today()
        found = promises(serializer.validated_data["text"], day)
        return {"results": [asdict(promise) for promise in found]}


class CalendarView(WriteView):
    """The viewer's calendar address."""

    permission = WRITE_CUSTOMER
    needs_publication = False

    @extend_schema(
        operation_id="getCalendar", responses=shapes.CalendarSerializer, tags=["conversation"]
    )
    def get(self, request: Request) -> dict[str, Any]:
        """Since when the viewer has an address; the address itself is not kept."""
        return {"created_at": feeds.issued_at(self.viewer)}

    @extend_schema(
        operation_id="issueCalendar",
        request=None,
        responses={201: shapes.CalendarAddressSerializer},
        tags=["conversation"],
    )
    def post(self, request: Request) -> Response:
        """A new address, shown this once; the one before holds no more."""
        token, created_at = feeds.issue(self.viewer)
        answer = {"path": f"/api/calendar/{token}.ics", "created_at": created_at}
        return Response(answer, status=HTTPStatus.CREATED)

    @extend_schema(operation_id="withdrawCalendar", responses={204: None}, tags=["conversation"])
    def delete(self, request: Request) -> Response:
        """Withdraw the address: it opens nothing from now on."""
        feeds.withdraw(self.viewer)
        return Response(status=HTTPStatus.NO_CONTENT)


class FeedView(AnswerView):
    """What a calendar program reads; the token in the address opens this and nothing else."""

    permission = WRITE_CUSTOMER
    cached = False

    @extend_schema(
        operation_id="readCalendar",
        responses={(200, "text/calendar"): OpenApiTypes.STR},
        tags=["conversation"],
    )
    def get(self, request: Request, token: str) -> HttpResponse:
        """The owner's open follow-ups, soonest first."""
        rows = FollowUp.objects.filter(owner=self.viewer.username, done_at=None)
        soonest = rows.order_by("due_on", "id")[:FOLLOW_UPS_SHOWN]
        content = calendar(soonest, request.get_host())
        return HttpResponse(content, content_type="text/calendar; charset=utf-8")


class NotesView(AnswerView):
    """Words in texts over the whole book."""

    permission = SEARCH
    cached = False

    @extend_schema(
        operation_id="searchNotes",
        parameters=[shapes.NoteQuerySerializer],
        responses=shapes.NoteListSerializer,
        tags=["conversation"],
    )
    def get(self, request: Request) -> dict[str, Any]:
        """Notes, service requests, contacts and bookings with the words, newest first."""
        serializer = shapes.NoteQuerySerializer(data=request.query_params)
        serializer.is_valid(raise_exception=True)
        query = serializer.validated_data
        kinds = (query["kind"],) if "kind" in query else ()
        found = notes.search(
            self.viewer,
            self.publication,
            query["q"],
            kinds=kinds,
            customer_id=query.get("customer"),
        )
        return {"results": found}


urlpatterns = [
    path("search/notes", NotesView.as_view()),
    path("conversation-templates", TemplatesView.as_view()),
    path("promises", PromisesView.as_view()),
    path("calendar", CalendarView.as_view()),
    path("calendar/<str:token>.ics", FeedView.as_view()),
]
