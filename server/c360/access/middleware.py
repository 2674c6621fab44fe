"""Nobody passes without a session: every route is closed unless it stands in PUBLIC_ROUTES."""

import hmac
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, get_urlconf, resolve
from redis.exceptions import RedisError

from c360.access import books, feeds, reach, store
from c360.access.limits import searches_of, too_many
from c360.access.sessions import Session, address_of, resuming, token_of
from c360.core import databases, steps
from c360.core.errors import Problem
from c360.core.problems import of_stores, problem_response, request_id_of

# Method and route of all that answers without a session. At most five.
PUBLIC_ROUTES: frozenset[tuple[str, str]] = frozenset(
    {
        ("POST", "api/session"),
        ("GET", "api/openapi.json"),
        ("GET", r"^api/docs(?:/(?P<asset>[a-z-]+\.(?:css|js)))?$"),
        ("GET", "healthz"),
        ("GET", "readyz"),
    }
)
# What a browser asks by itself, and what holds no customer data: no activity, no look.
POLLED_ROUTES = frozenset(
    {("GET", "api/session"), ("GET", "api/publication"), ("POST", "api/events")}
)
# Where the lean way to a cached answer leaves the session it checked; no header has such a name.
FOUND_SESSION = "c360.session"
METRICS_ROUTE = "metrics"
_PERSON = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_WORDS = re.compile(r"[a-z,-]{1,200}")
REMEMBERED = 4096  # paths a process need not resolve again


class SessionMiddleware:
    """Sets `request.viewer` and `request.publication`, or answers 401 or 503.

    The look is in the audit before the view runs. It tells of an answer as asked; a refusal, an
    error, a write and what needs a word more leave their outcome too, before the answer goes. So
    do the books that were written of: no answer from before the write is kept past its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        match = _match(request)
        asked = (str(request.method), match.route if match else "")
        if asked in PUBLIC_ROUTES or _is_scraper(request, asked[1]):
            return self.get_response(request)
        try:
            session = self._session(request, asked, match)
        except Problem as problem:
            return problem_response(problem, request_id_of(request))
        except (RedisError, DatabaseError) as error:
            return problem_response(_store_problem(error), request_id_of(request))
        request.session_state = session  # type: ignore[attr-defined]
        request.publication = session.publication  # type: ignore[attr-defined]
        request.wrote = session.wrote  # type: ignore[attr-defined]
        request.versions = session.versions  # type: ignore[attr-defined]
        response: HttpResponseBase
        try:
            if session.wait:
                raise too_many(session.viewer, session.wait)
            request.viewer = reach.viewer_for(request, session.viewer, match)  # type: ignore[attr-defined]
            response = self.get_response(request)
        except Problem as problem:
            response = problem_response(problem, request_id_of(request))
        if asked in POLLED_ROUTES or _is_as_asked(request, response):
            return response
        return self._note_outcome(request, response, session, match)

    def _session(
        self, request: HttpRequest, asked: tuple[str, str], match: ResolverMatch | None
    ) -> Session:
        if asked in feeds.FEED_ROUTES and match:
            session = feeds.open_feed(match.kwargs["token"])
            look = {"user": session.viewer.username, **look_of(request, match, "look")}
            store.note(look)
            return session
        if FOUND_SESSION in request.META:
            found: Session = request.META[FOUND_SESSION]
            return found  # the look is written
        token = token_of(request)
        is_polled = asked in POLLED_ROUTES
        work = resuming(
            token,
            is_background=is_polled or request.META.get("HTTP_X_BACKGROUND") == "1",
            look=None if is_polled else look_of(request, match, "look"),
            searches=searches_of(asked[1]),
            with_books=shows_books(match),
        )
        return steps.run(work)

    def _note_outcome(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        session: Session,
        match: ResolverMatch | None,
    ) -> HttpResponseBase:
        record = {
            **look_of(request, match, "outcome"),
            "user": session.viewer.username,
            "session": session.viewer.session,
            "status": response.status_code,
            **getattr(request, "audit_note", {}),
        }
        try:
            store.note(record)
            has_written = request.method != "GET" and response.status_code < HTTPStatus.BAD_REQUEST
            log = databases.written_up_to() if has_written else 0
            if log:  # the user's next answers are read where the write is
                store.wrote(session.viewer.username, log)
            books.settle(session.publication.generation if session.publication else 0, log)
        except RedisError as error:
            response.close()
            return problem_response(_store_problem(error), request_id_of(request))
        return response


def _is_as_asked(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the look that is written says all there is to say."""
    is_whole = response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
    return request.method == "GET" and is_whole and not hasattr(request, "audit_note")


def _match(request: HttpRequest) -> ResolverMatch | None:
    """The route asked for; also for Django's handler, which then need not look again."""
    try:
        request.resolver_match = resolved(request.path_info, get_urlconf())
    except Resolver404:
        return None
    return request.resolver_match


def shows_books(match: ResolverMatch | None) -> bool:
    """Whether the route's answers show what users write of books, and may be kept all the same."""
    view = getattr(match.func, "cls", None) if match else None
    return bool(getattr(view, "shows_books", False))


@lru_cache(maxsize=REMEMBERED)
def resolved(path: str, urlconf: str | None) -> ResolverMatch:
    """The route of a path; Resolver404 where there is none."""
    return resolve(path, urlconf)


def look_of(
    request: HttpRequest, match: ResolverMatch | None, kind: str
) -> Mapping[str, str | int]:
    """Who asked for what, without the values of the query: those may be identifiers."""
    kwargs = match.kwargs if match else {}
    look: dict[str, str | int] = {
        "kind": kind,
        "request_id": request_id_of(request),
        "method": str(request.method),
        "route": match.route if match else "unknown",
        "address": address_of(request),
    }
    for name, value in kwargs.items():
        if name == "token":
            continue  # a secret is not written down
        look[f"path_{name}"] = str(value)[:64]
    if ticket := reach.ticket_of(request):
        look["ticket"] = ticket
    if behalf := _on_behalf_of(request):
        look["on_behalf_of"] = behalf
    if request.GET:
        if _WORDS.fullmatch(included := request.GET.get("include", "")):
            look["include"] = included  # which answers this one holds besides its own
        look["query"] = ",".join(sorted(request.GET))[:200]
    return look


def _on_behalf_of(request: HttpRequest) -> str | None:
    """For whom an application says it asks; None for what is no plain name."""
    given = request.META.get("HTTP_X_ON_BEHALF_OF", "")
    return given if _PERSON.fullmatch(given) else None


def _is_scraper(request: HttpRequest, route: str) -> bool:
    """The metrics collector has its own token; it reads nothing but the metrics."""
    expected: str = settings.C360_METRICS_TOKEN
    given = request.META.get("HTTP_AUTHORIZATION", "")
    return (
        route == METRICS_ROUTE
        and bool(expected)
        and hmac.compare_digest(given.encode(), f"Bearer {expected}".encode())
    )


def _store_problem(error: Exception) -> Problem:
    return of_stores(error) or Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "database_down",
        "The database does not answer just now. Try again in a moment.",
        retry_after=2,
    )
