"""/api/session: sign in, who am I, sign out; /api/sessions: where else the viewer is signed in."""

from dataclasses import asdict
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from c360.access import clients, formats, sessions
from c360.access.sessions import Session


class CredentialsSerializer(serializers.Serializer[Any]):
    """A directory user name and password."""

    username = serializers.CharField(max_length=128)
    password = serializers.CharField(max_length=256, trim_whitespace=False, write_only=True)


class ClientCredentialsSerializer(serializers.Serializer[Any]):
    """An API client's id and secret, as `c360 client make` gave them."""

    client_id = serializers.CharField(max_length=64)
    client_secret = serializers.CharField(max_length=256, trim_whitespace=False, write_only=True)


class OwnUnitSerializer(serializers.Serializer[Any]):
    """The viewer's place in the bank."""

    id = serializers.CharField()
    name = serializers.CharField()


class ViewerSerializer(serializers.Serializer[Any]):
    """Who is signed in."""

    username = serializers.CharField()
    name = serializers.CharField()
    initials = serializers.CharField()
    role = serializers.CharField()
    employee_id = serializers.CharField(allow_null=True)
    unit = OwnUnitSerializer(allow_null=True)
    permissions = serializers.ListField(child=serializers.CharField())


class BankSettingsSerializer(serializers.Serializer[Any]):
    """The bank's conventions, by which the browser writes money and dates."""

    bank_name = serializers.CharField()
    currency = serializers.CharField()
    locale = serializers.CharField()
    grouping = serializers.ChoiceField(choices=["indian", "thousands"])
    short_units = serializers.ChoiceField(choices=formats.SHORT_UNITS)
    date_format = serializers.CharField()
    time_zone = serializers.CharField()
    idle_seconds = serializers.IntegerField()


class ReaderFormatSerializer(serializers.Serializer[Any]):
    """What the reader chose over the bank's conventions; null is the bank's."""

    short_units = serializers.ChoiceField(choices=formats.SHORT_UNITS, allow_null=True)
    date_format = serializers.ChoiceField(choices=formats.DATE_FORMATS, allow_null=True)


class SessionSerializer(serializers.Serializer[Any]):
    """A live session."""

    expires_at = serializers.DateTimeField()
    viewer = ViewerSerializer()
    settings = BankSettingsSerializer()
    format = ReaderFormatSerializer()


class NewSessionSerializer(SessionSerializer):
    """A session just begun, with its token."""

    token = serializers.CharField()


class OwnSessionSerializer(serializers.Serializer[Any]):
    """A session of the viewer's; `current` is the one that asks."""

    id = serializers.CharField()
    started_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField()
    address = serializers.CharField()
    current = serializers.BooleanField()


class OwnSessionListSerializer(serializers.Serializer[Any]):
    """The viewer's sessions that hold, the newest first."""

    results = OwnSessionSerializer(many=True)


def _shown(session: Session) -> dict[str, Any]:
    viewer = session.viewer
    unit = {"id": viewer.unit_id, "name": viewer.unit_name} if viewer.unit_id else None
    return {
        "expires_at": datetime.fromtimestamp(session.expires_at, UTC),
        "viewer": {
            "username": viewer.username,
            "name": viewer.name,
            "initials": viewer.initials,
            "role": viewer.role,
            "employee_id": viewer.employee_id,
            "unit": unit,
            "permissions": sorted(viewer.permissions),
        },
        "settings": _bank_settings(),
        "format": formats.chosen(viewer),
    }


def _bank_settings() -> dict[str, Any]:
    bank = settings.C360_BANK_SETTINGS
    fields = dict(bank) if isinstance(bank, dict) else asdict(bank)
    return {**fields, "idle_seconds": settings.C360_SESSION_IDLE_SECONDS}


class SessionView(APIView):
    """The viewer's own session."""

    @extend_schema(
        operation_id="signIn",
        auth=[],
        request=PolymorphicProxySerializer(
            "SignIn",
            [CredentialsSerializer, ClientCredentialsSerializer],
            resource_type_field_name=None,
        ),
        responses={201: NewSessionSerializer},
        tags=["session"],
    )
    def post(self, request: Request) -> Response:
        """Sign in with the bank's directory, or as an API client with its secret.

        The token goes into the Authorization header.
        """
        is_client = isinstance(request.data, dict) and "client_id" in request.data
        shape = ClientCredentialsSerializer if is_client else CredentialsSerializer
        credentials = shape(data=request.data)
        credentials.is_valid(raise_exception=True)
        begin = clients.sign_in if is_client else sessions.sign_in
        token, session = begin(request._request, **credentials.validated_data)
        return Response({"token": token, **_shown(session)}, status=HTTPStatus.CREATED)

    @extend_schema(operation_id="readSession", responses=SessionSerializer, tags=["session"])
    def get(self, request: Request) -> Response:
        """Who is signed in, and until when at the latest."""
        return Response(_shown(sessions.session_of(request._request)))

    @extend_schema(operation_id="signOut", request=None, responses={204: None}, tags=["session"])
    def delete(self, request: Request) -> Response:
        """End this session at once."""
        sessions.sign_out(request._request, sessions.session_of(request._request).viewer)
        return Response(status=HTTPStatus.NO_CONTENT)


class ReaderFormatView(APIView):
    """How the viewer has money and dates written."""

    @extend_schema(
        operation_id="chooseFormat",
        request=ReaderFormatSerializer,
        responses=ReaderFormatSerializer,
        tags=["session"],
    )
    def patch(self, request: Request) -> Response:
        """Choose for every browser from now on; what is not named stays, null is the bank's."""
        wanted = ReaderFormatSerializer(data=request.data, partial=True)
        wanted.is_valid(raise_exception=True)
        viewer = sessions.session_of(request._request).viewer
        formats.choose(viewer, wanted.validated_data)
        return Response(formats.chosen(viewer))


class SessionsView(APIView):
    """Where the viewer is signed in."""

    @extend_schema(
        operation_id="listOwnSessions", responses=OwnSessionListSerializer, tags=["session"]
    )
    def get(self, request: Request) -> Response:
        """The viewer's sessions that hold, the newest first."""
        viewer = sessions.session_of(request._request).viewer
        rows = [
            {
                "id": sessions.name_of(one.session),
                "started_at": datetime.fromtimestamp(one.created / 1000, UTC),
                "last_used_at": datetime.fromtimestamp(one.seen / 1000, UTC),
                "address": one.address,
                "current": one.session == viewer.session,
            }
            for one in sessions.own(viewer)
        ]
        return Response({"results": rows})


class OwnSessionView(APIView):
    """One session of the viewer's."""

    @extend_schema(
        operation_id="endOwnSession", request=None, responses={204: None}, tags=["session"]
    )
    def delete(self, request: Request, session_id: str) -> Response:
        """End it at once, also the one that asks."""
        viewer = sessions.session_of(request._request).viewer
        sessions.end_own(request._request, viewer, session_id)
        return Response(status=HTTPStatus.NO_CONTENT)
