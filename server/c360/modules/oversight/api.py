"""Routes of reveal, break-glass, cover, review, the access log and the audit trail."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.db.models import Q
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from c360.core.errors import not_found
from c360.core.viewer import (
    BREAK_GLASS,
    GRANT_COVER,
    REVEAL,
    REVIEW,
    SEE_AUDIT,
    SEE_BOOK,
    SEE_CUSTOMER,
    SIGNED_IN,
)
from c360.customers.periods import PageSerializer
from c360.customers.queries import customer_of
from c360.http.answer import AnswerView, WriteView
from c360.http.paging import decode_cursor, encode_cursor, page_limit
from c360.http.problems import forbidden
from c360.modules.oversight import actions, queries
from c360.modules.oversight import serializers as shapes


def _read(shape: type[serializers.Serializer[Any]], content: Any) -> dict[str, Any]:
    found = shape(data=content)
    found.is_valid(raise_exception=True)
    return dict(found.validated_data)


def _note(request: Request, **said: str) -> None:
    """What the audit keeps of this request beside who, what and whom; never a value."""
    request._request.audit_note = said  # type: ignore[attr-defined]


class RevealView(WriteView):
    """Unmasking identifiers."""

    permission = REVEAL

    @extend_schema(
        operation_id="reveal",
        request=shapes.RevealWriteSerializer,
        responses=shapes.RevealAnswerSerializer,
        tags=["customer"],
    )
    def post(self, request: Request, customer_id: str) -> dict[str, Any]:
        """Unmask identifiers of a customer in scope; 30 an hour, each with its reason."""
        wanted = _read(shapes.RevealWriteSerializer, request.data)
        _note(request, reason=wanted["reason"], fields=",".join(sorted(set(wanted["fields"]))))
        return actions.reveal(self.viewer, customer_id, **wanted)


class BreakGlassView(WriteView):
    """Reading one customer out of scope."""

    permission = BREAK_GLASS

    @extend_schema(
        operation_id="breakGlass",
        request=shapes.BreakGlassWriteSerializer,
        responses={201: shapes.BreakGlassSerializer},
        tags=["customer"],
    )
    def post(self, request: Request, customer_id: str) -> Response:
        """Open one customer out of scope to be read for 30 minutes; reviewed afterwards."""
        wanted = _read(shapes.BreakGlassWriteSerializer, request.data)
        _note(request, reason=wanted["reason"])
        row = actions.break_glass(self.viewer, customer_id, **wanted)
        answer = {"customer_id": customer_id, "until": row.until}
        return Response(answer, status=HTTPStatus.CREATED)


class OpenedView(AnswerView):
    """What the viewer opened by break-glass."""

    permission = BREAK_GLASS
    cached = False

    @extend_schema(
        operation_id="listOpened", responses=shapes.OpenedListSerializer, tags=["oversight"]
    )
    def get(self, request: Request) -> dict[str, Any]:
        """The customers out of scope whom the viewer may still read, and until when."""
        return {"results": queries.opened(self.viewer)}


class ReviewsView(AnswerView):
    """Break-glass of those who report to the viewer."""

    permission = SIGNED_IN
    cached = False

    @extend_schema(
        operation_id="listReviews",
        parameters=[OpenApiParameter("state", enum=["open", "all"], default="open")],
        responses=shapes.ReviewListSerializer,
        tags=["oversight"],
    )
    def get(self, request: Request) -> dict[str, Any]:
        """What the viewer has to review, the newest first; an auditor sees all."""
        if not (self.viewer.may(REVIEW) or self.viewer.may(SEE_AUDIT)):
            raise forbidden()
        is_open = request.query_params.get("state") != "all"
        return {"results": queries.reviews(self.viewer, is_open=is_open)}


class ReviewView(WriteView):
    """One break-glass."""

    permission = SIGNED_IN

    @extend_schema(
        operation_id="review",
        request=shapes.ReviewWriteSerializer,
        responses=shapes.ReviewSerializer,
        tags=["oversight"],
    )
    def patch(self, request: Request, review_id: int) -> dict[str, Any]:
        """Say whether it was justified."""
        if not (self.viewer.may(REVIEW) or self.viewer.may(SEE_AUDIT)):
            raise forbidden()
        wanted = _read(shapes.ReviewWriteSerializer, request.data)
        row = actions.review(self.viewer, review_id, **wanted)
        return queries.review_json(row, self.viewer)


class AlertsView(AnswerView):
    """Unusual reading by those who report to the viewer."""

    permission = SIGNED_IN
    cached = False

    @extend_schema(
        operation_id="listAlerts",
        parameters=[OpenApiParameter("state", enum=["open", "all"], default="open")],
        responses=shapes.AlertListSerializer,
        tags=["oversight"],
    )
    def get(self, request: Request) -> dict[str, Any]:
        """Alerts of harvesting for the viewer, the newest first; an auditor sees all."""
        if not (self.viewer.may(REVIEW) or self.viewer.may(SEE_AUDIT)):
            raise forbidden()
        is_open = request.query_params.get("state") != "all"
        return {"results": queries.alerts(self.viewer, is_open=is_open)}


class AlertView(WriteView):
    """One alert."""

    permission = SIGNED_IN

    @extend_schema(
        operation_id="acknowledgeAlert",
        request=shapes.AlertWriteSerializer,
        responses=shapes.AlertSerializer,
        tags=["oversight"],
    )
    def patch(self, request: Request, alert_id: int) -> dict[str, Any]:
        """Say what came of it."""
        if not (self.viewer.may(REVIEW) or self.viewer.may(SEE_AUDIT)):
            raise forbidden()
        wanted = _read(shapes.AlertWriteSerializer, request.data)
        row = actions.acknowledge(self.viewer, alert_id, **wanted)
        return queries.alert_json(row, self.viewer)


class RmsView(AnswerView):
    """Who may serve whom."""

    permission = GRANT_COVER

    @extend_schema(
        operation_id="listRms",
        parameters=[shapes.RmQuerySerializer],
        responses=shapes.RmListSerializer,
        tags=["oversight"],
    )
    def get(self, request: Request) -> dict[str, Any]:
        """The RMs of the head's unit, by name, a page at a time."""
        query = request.query_params
        words = _read(shapes.RmQuerySerializer, query).get("q", "")
        cursor = decode_cursor(self.viewer, "rms", query.get("cursor"), query)
        after = (cursor[0], cursor[1]) if cursor else None
        rows, following = queries.rms(self.viewer, words, after, page_limit(query))
        text = encode_cursor(self.viewer, "rms", following, query) if following else None
        return {"results": rows, "next": text}


class CoversView(WriteView):
    """Cover during leave."""

    permission = SEE_BOOK

    @extend_schema(
        operation_id="listCovers", responses=shapes.CoverListSerializer, tags=["oversight"]
    )
    def get(self, request: Request) -> dict[str, Any]:
        """Covers of the viewer's unit, or of the viewer, the newest first."""
        return {"results": queries.covers(self.viewer)}

    @extend_schema(
        operation_id="grantCover",
        request=shapes.CoverWriteSerializer,
        responses={201: shapes.CoverSerializer},
        tags=["oversight"],
    )
    def post(self, request: Request) -> Response:
        """Let an RM serve the book of another RM of the branch on these days."""
        if not self.viewer.may(GRANT_COVER):
            raise forbidden()
        wanted = _read(shapes.CoverWriteSerializer, request.data)
        _note(request, reason="cover", covered=wanted["covered"], covering=wanted["covering"])
        row = actions.grant_cover(self.viewer, **wanted)
        return Response(queries.covers_json([row])[0], status=HTTPStatus.CREATED)


class CoverView(WriteView):
    """One cover."""

    permission = GRANT_COVER

    @extend_schema(
        operation_id="endCover",
        request=None,
        responses=shapes.CoverSerializer,
        tags=["oversight"],
    )
    def delete(self, request: Request, cover_id: int) -> dict[str, Any]:
        """End a cover now."""
        return queries.covers_json([actions.end_cover(self.viewer, cover_id)])[0]


class _Paged(AnswerView):
    cached = False

    def page(self, request: Request, route: str, condition: Q) -> dict[str, Any]:
        """Sealed records that fit, a page at a time."""
        query = request.query_params
        cursor = decode_cursor(self.viewer, route, query.get("cursor"), query)
        before = (datetime.fromisoformat(cursor[0]), cursor[1], cursor[2]) if cursor else None
        rows, following = queries.sealed(condition, before, page_limit(query))
        text = None
        if following:
            values = [following[0].isoformat(), following[1], following[2]]
            text = encode_cursor(self.viewer, route, values, query)
        return {"results": rows, "next": text}


class AccessLogView(_Paged):
    """Who looked at a customer."""

    permission = SEE_CUSTOMER

    @extend_schema(
        operation_id="getAccessLog",
        parameters=[PageSerializer],
        responses=shapes.LookListSerializer,
        tags=["customer"],
    )
    def get(self, request: Request, customer_id: str) -> dict[str, Any]:
        """Each look at this customer and each write, as sealed, the newest first."""
        customer_of(self.viewer, customer_id)
        return self.page(request, f"access-log:{customer_id}", Q(customer_id=customer_id))


class AuditView(_Paged):
    """The audit trail."""

    permission = SEE_AUDIT
    needs_publication = False

    @extend_schema(
        operation_id="listAudit",
        parameters=[shapes.AuditQuerySerializer, PageSerializer],
        responses=shapes.LookListSerializer,
        tags=["oversight"],
    )
    def get(self, request: Request) -> dict[str, Any]:
        """Sealed records, the newest first."""
        query = _read(shapes.AuditQuerySerializer, request.query_params)
        columns = {
            "user": "username",
            "customer": "customer_id",
            "kind": "kind",
            "since": "at__gte",
            "until": "at__lt",
        }
        return self.page(request, "audit", Q(**{columns[n]: value for n, value in query.items()}))


class AuditHeadView(AnswerView):
    """The head of the audit's chain."""

    permission = SEE_AUDIT
    cached = False
    needs_publication = False

    @extend_schema(
        operation_id="getAuditHead", responses=shapes.AuditHeadSerializer, tags=["oversight"]
    )
    def get(self, request: Request) -> dict[str, Any]:
        """The newest link: keep it outside, `c360 audit verify` compares with it."""
        found = queries.head()
        if found is None:
            raise not_found()
        return found


urlpatterns = [
    path("customers/<str:customer_id>/reveal", RevealView.as_view()),
    path("customers/<str:customer_id>/break-glass", BreakGlassView.as_view()),
    path("customers/<str:customer_id>/access-log", AccessLogView.as_view()),
    path("reviews", ReviewsView.as_view()),
    path("reviews/<int:review_id>", ReviewView.as_view()),
    path("opened", OpenedView.as_view()),
    path("alerts", AlertsView.as_view()),
    path("alerts/<int:alert_id>", AlertView.as_view()),
    path("rms", RmsView.as_view()),
    path("covers", CoversView.as_view()),
    path("covers/<int:cover_id>", CoverView.as_view()),
    path("audit", AuditView.as_view()),
    path("audit/head", AuditHeadView.as_view()),
]
