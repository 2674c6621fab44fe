"""Calendar addresses: a revocable token in the URL that opens one route, for its owner only.

The owner's role and rows are asked of the directory and the publication at every reading, so
who left the bank or handed a book over reads nothing more.
"""

import hashlib
import secrets
from datetime import datetime
from http import HTTPStatus

from django.conf import settings
from django.utils import timezone

from c360.access import directory
from c360.access.models import FeedToken
from c360.access.roles import role_of
from c360.access.scope import person_of, place_of, viewer_of
from c360.access.sessions import Session
from c360.core import databases, publications
from c360.core.errors import Problem
from c360.core.viewer import Viewer

# Method and route of what a calendar reads with the token in the address.
FEED_ROUTES = frozenset({("GET", "api/calendar/<str:token>.ics")})
TOKEN_BYTES = 32


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def issue(viewer: Viewer) -> tuple[str, datetime]:
    """A new token, shown this once, and its start; the one before holds no more."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row, _ = FeedToken.objects.update_or_create(
        username=viewer.username, defaults={"token_hash": _hash(token)}
    )
    return token, row.created_at


def issued_at(viewer: Viewer) -> datetime | None:
    """Since when the viewer has an address, None without one."""
    row = FeedToken.objects.filter(username=viewer.username).first()
    return row.created_at if row else None


def withdraw(viewer: Viewer) -> None:
    """The viewer's address opens nothing from now on."""
    FeedToken.objects.filter(username=viewer.username).delete()


def _row_of(token: str) -> FeedToken | None:
    held = FeedToken.objects.using(databases.reading())
    return held.filter(token_hash=_hash(token)).first()


def open_feed(token: str) -> Session:
    """The owner's session for this one request. Problems: token_invalid, directory_unreachable."""
    row = databases.ask(databases.newest(), lambda: _row_of(token))
    entry = directory.find(row.username) if row else None
    role = role_of(entry.groups, settings.C360_ROLE_GROUPS) if entry else None
    if entry is None or role is None:
        raise Problem(
            HTTPStatus.UNAUTHORIZED, "token_invalid", "This calendar address holds no more."
        )
    person = person_of(entry, role)
    publication = publications.current()
    now = int(timezone.now().timestamp() * 1000)
    place = databases.ask(databases.newest(), lambda: place_of(person, publication))
    viewer = viewer_of(person, place, "feed")
    return Session(viewer, publication, now, now)
