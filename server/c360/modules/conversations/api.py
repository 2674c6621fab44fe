"""Timeline, conversations, follow-ups and service requests."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from c360.core.errors import bad_request
from c360.core.viewer import SEE_CUSTOMER, WRITE_CUSTOMER
from c360.customers.periods import PageSerializer
from c360.http.answer import AnswerView, WriteView
from c360.http.paging import decode_cursor, encode_cursor, page_limit
from c360.modules.conversations import actions, queries
from c360.modules.conversations import serializers as shapes
from c360.modules.conversations.api_aids import urlpatterns as aids
from c360.modules.conversations.api_coverage import urlpatterns as coverage
from c360.modules.conversations.timeline import KINDS, timeline


class TimelineView(AnswerView):
    """The timeline tab; it holds what users write, so it is never cached."""

    permission = SEE_CUSTOMER
    cached = False

    @extend_schema(
        operation_id="getTimeline",
        parameters=[
            OpenApiParameter("kind", description=f"Comma-separated: {', '.join(KINDS)}"),
            PageSerializer,
        ],
        responses=shapes.TimelinePageSerializer,
        tags=["customer"],
    )
    def get(self, request: Request, customer_id: str) -> dict[str, Any]:
        """Everything that happened with the customer, newest first."""
        query = request.query_params
        kinds = tuple(filter(None, query.get("kind", "").split(",")))
        unknown = set(kinds) - set(KINDS)
        if unknown:
            raise bad_request("bad_kind", f"'kind' is one or more of {', '.join(KINDS)}.")
        route = f"timeline:{customer_id}"
        cursor = decode_cursor(self.viewer, route, query.get("cursor"), query)
        before = (datetime.fromisoformat(cursor[0]), cursor[1]) if cursor else None
        page, following = timeline(
            self.viewer, customer_id, kinds=kinds, before=before, limit=page_limit(query)
        )
        cursor_text = None
        if following:
            values = [following[0].isoformat(), following[1]]
            cursor_text = encode_cursor(self.viewer, route, values, query)
        return {"results": page, "next": cursor_text}


class ConversationsView(WriteView):
    """Logging a conversation."""

    permission = WRITE_CUSTOMER

    @extend_schema(
        operation_id="logConversation",
        request=shapes.ConversationWriteSerializer,
        responses={201: shapes.ConversationSerializer},
        tags=["conversation"],
    )
    def post(self, request: Request, customer_id: str) -> Response:
        """Keep a conversation; its next step becomes a follow-up."""
        serializer = shapes.ConversationWriteSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        row = actions.log_conversation(self.viewer, customer_id, dict(serializer.validated_data))
        answer = {"as_of": self.publication.as_of, **queries.conversation_json(self.viewer, row)}
        return Response(answer, status=HTTPStatus.CREATED)


class ConversationView(WriteView):
    """One conversation."""

    permission = WRITE_CUSTOMER

    @extend_schema(
        operation_id="getConversation",
        responses=shapes.ConversationSerializer,
        tags=["conversation"],
    )
    def get(self, request: Request, conversation_id: int) -> dict[str, Any]:
        """A conversation with its next step."""
        row = queries.conversation(self.viewer, conversation_id)
        return queries.conversation_json(self.viewer, row)

    @extend_schema(
        operation_id="editConversation",
        request=shapes.ConversationEditSerializer,
        responses=shapes.ConversationSerializer,
        tags=["conversation"],
    )
    def patch(self, request: Request, conversation_id: int) -> dict[str, Any]:
        """Change a conversation of one's own; what it said before is kept."""
        serializer = shapes.ConversationEditSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        row = actions.edit_conversation(
            self.viewer, conversation_id, dict(serializer.validated_data)
        )
        return queries.conversation_json(self.viewer, row)


class VersionsView(WriteView):
    """What a conversation said before."""

    permission = WRITE_CUSTOMER

    @extend_schema(
        operation_id="listConversationVersions",
        responses=shapes.ConversationVersionsSerializer,
        tags=["conversation"],
    )
    def get(self, request: Request, conversation_id: int) -> dict[str, Any]:
        """The versions before the one that stands, oldest first."""
        return {"results": queries.versions(self.viewer, conversation_id)}


class FollowUpsView(AnswerView):
    """Follow-ups of the viewer or of a customer."""

    permission = WRITE_CUSTOMER
    cached = False

    @extend_schema(
        operation_id="listFollowUps",
        parameters=[shapes.FollowUpQuerySerializer],
        responses=shapes.FollowUpListSerializer,
        tags=["conversation"],
    )
    def get(self, request: Request) -> dict[str, Any]:
        """Follow-ups, soonest first."""
        serializer = shapes.FollowUpQuerySerializer(data=request.query_params)
        serializer.is_valid(raise_exception=True)
        query = serializer.validated_data
        return queries.follow_ups(
            self.viewer,
            state=query["state"],
            when=query.get("when"),
            customer_id=query.get("customer"),
        )

    @extend_schema(
        operation_id="addFollowUps",
        request=shapes.FollowUpsWriteSerializer,
        responses={201: shapes.FollowUpsAddedSerializer},
        tags=["conversation"],
    )
    def post(self, request: Request) -> Response:
        """Keep the same follow-up of one's own for each of many customers.

        All or none where one is not the viewer's; where it asks for a contact, those who agreed.
        """
        serializer = shapes.FollowUpsWriteSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = dict(serializer.validated_data)
        ids, action = values.pop("customer_ids"), values.pop("action", None)
        added, refused = actions.add_follow_ups(self.viewer, ids, values, action=action)
        answer = {
            "as_of": self.publication.as_of,
            "added": added,
            "refused": [{"customer_id": one, "reason": why} for one, why in refused.items()],
        }
        return Response(answer, status=HTTPStatus.CREATED)


class FollowUpView(WriteView):
    """One follow-up."""

    permission = WRITE_CUSTOMER

    @extend_schema(
        operation_id="changeFollowUp",
        request=shapes.FollowUpChangeSerializer,
        responses=shapes.FollowUpAnswerSerializer,
        tags=["conversation"],
    )
    def patch(self, request: Request, follow_up_id: int) -> dict[str, Any]:
        """Mark a follow-up as done, with its outcome, or put it off to another day."""
        serializer = shapes.FollowUpChangeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        values = serializer.validated_data
        if "due_on" in values:
            row = actions.put_off(self.viewer, follow_up_id, values["due_on"])
        else:
            row = actions.finish_follow_up(self.viewer, follow_up_id, outcome=values["outcome"])
        return queries.follow_up_json(self.viewer, row, None)


class CustomerFollowUpsView(WriteView):
    """Promising something to a customer."""

    permission = WRITE_CUSTOMER

    @extend_schema(
        operation_id="addFollowUp",
        request=shapes.FollowUpWriteSerializer,
        responses={201: shapes.FollowUpAnswerSerializer},
        tags=["conversation"],
    )
    def post(self, request: Request, customer_id: str) -> Response:
        """Keep a follow-up of one's own: typed, out of a note, or out of an insight."""
        serializer = shapes.FollowUpWriteSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        row = actions.add_follow_up(self.viewer, customer_id, dict(serializer.validated_data))
        answer = {"as_of": self.publication.as_of, **queries.follow_up_json(self.viewer, row, None)}
        return Response(answer, status=HTTPStatus.CREATED)


class ServiceRequestsView(AnswerView):
    """The service requests of a customer."""

    permission = SEE_CUSTOMER

    @extend_schema(
        operation_id="listServiceRequests",
        responses=shapes.ServiceRequestListSerializer,
        tags=["customer"],
    )
    def get(self, request: Request, customer_id: str) -> dict[str, Any]:
        """Service requests the warehouse knows of, open ones first."""
        return {"results": queries.service_requests(self.viewer, customer_id)}


urlpatterns = [
    *aids,
    *coverage,
    path("customers/<str:customer_id>/timeline", TimelineView.as_view()),
    path("customers/<str:customer_id>/conversations", ConversationsView.as_view()),
    path("customers/<str:customer_id>/service-requests", ServiceRequestsView.as_view()),
    path("customers/<str:customer_id>/follow-ups", CustomerFollowUpsView.as_view()),
    path("conversations/<int:conversation_id>", ConversationView.as_view()),
    path("conversations/<int:conversation_id>/versions", VersionsView.as_view()),
    path("follow-ups", FollowUpsView.as_view()),
    path("follow-ups/<int:follow_up_id>", FollowUpView.as_view()),
]
