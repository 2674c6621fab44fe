"""The lean way to a cached answer: session, look and bytes, without the rest of Django.

What it does is what the tiers of Django do for a hit, by the same functions in the same order;
whatever is not a plain hit goes on to Django with the session that was found, so that it is
checked, and its look written, once.
"""

import re
import secrets
import time
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, ResolverMatch
from django.utils.functional import cached_property
from redis.exceptions import RedisError

from c360.access.limits import searches_of
from c360.access.middleware import (
    FOUND_SESSION,
    POLLED_ROUTES,
    look_of,
    resolved,
    shows_books,
)
from c360.access.reach import SERVICE_DESK
from c360.access.sessions import resuming, token_of
from c360.core import databases
from c360.core.errors import Problem
from c360.core.steps import Steps
from c360.http import answer_cache, coding
from c360.http.answer import MISSED, AnswerView, count, headers_of, place_of_answer
from c360.http.answer_cache import Cached
from c360.modules.usage.recorder import note_call

Hit = tuple[list[tuple[str, str]], bytes]
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
REMEMBERED = 1024  # queries a process need not read again


@lru_cache(maxsize=REMEMBERED)
def _query(text: str) -> QueryDict:
    """A query read; it cannot be changed. To read one takes longer than the rest of a request."""
    return QueryDict(text)


class _Asked(HttpRequest):
    """A request of which nothing is read but its environment and, if asked for, its query."""

    def __init__(self, environ: dict[str, Any], request_id: str) -> None:
        self.META = environ
        self.method = "GET"
        self.request_id = request_id

    @cached_property
    def GET(self) -> QueryDict:  # type: ignore[override]
        return _query(self.META.get("QUERY_STRING", ""))


def finding(environ: dict[str, Any]) -> Steps[Hit | None]:
    """Headers and bytes of a 200 from the answer cache; None where Django is to answer."""
    started = time.perf_counter()
    route = _cached_route(environ)
    if route is None:
        return None
    match, view = route
    given = environ.get("HTTP_X_REQUEST_ID", "")
    request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(12)
    request = _Asked(environ, request_id)
    try:
        session = yield from resuming(
            token_of(request),
            is_background=False,
            look=look_of(request, match, "look"),
            searches=searches_of(match.route),
            with_books=shows_books(match),
        )
    except (Problem, RedisError, DatabaseError):
        return None  # Django's tiers word the refusal
    environ[FOUND_SESSION], environ["HTTP_X_REQUEST_ID"] = session, request_id
    viewer, publication = session.viewer, session.publication
    if viewer.role == SERVICE_DESK or viewer.opened or not viewer.may(view.permission):
        return None
    if session.wait or publication is None:
        return None
    state = view.kept_under(viewer, session.versions)
    if state is None:
        return None
    key, tag = place_of_answer(
        request, viewer, publication, match.route, match.kwargs, coding.accepted(request), state
    )
    found = yield from answer_cache.reading(viewer, key)
    if found is None:
        environ[MISSED] = key
        return None
    databases.release_asked()  # as at the end of a request
    headers = _headers(found, tag, request_id)
    seconds = time.perf_counter() - started
    count(match.route, 200, "hit", seconds)
    note_call(viewer, match.route, "GET", 200, seconds * 1000, headers["Cache-Status"])
    return list(headers.items()), found.body.content


def _headers(found: Cached, tag: str, request_id: str) -> dict[str, str]:
    return {
        **headers_of(found, tag),
        "Content-Length": str(len(found.body.content)),
        "X-Request-Id": request_id,
        "X-Content-Type-Options": "nosniff",
    }


def _cached_route(environ: dict[str, Any]) -> tuple[ResolverMatch, type[AnswerView]] | None:
    """The route and view of a plain question whose answers are kept; None for all else."""
    path: str = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] != "GET" or not path.startswith("/api/") or not path.isascii():
        return None
    if "HTTP_X_BACKGROUND" in environ or "HTTP_IF_NONE_MATCH" in environ or "\x00" in path:
        return None
    try:
        match = resolved(path, settings.ROOT_URLCONF)  # as Django's tiers name it
    except Resolver404:
        return None
    view = getattr(match.func, "cls", None)
    if view is None or not issubclass(view, AnswerView) or ("GET", match.route) in POLLED_ROUTES:
        return None
    if not (view.cached and view.needs_publication) or "%00" in environ.get("QUERY_STRING", ""):
        return None
    return match, view
