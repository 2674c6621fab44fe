"""The views that every customer answer goes through: scope, publication, transaction, cache."""

import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http import HTTPStatus
from typing import Any, ClassVar

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from c360.core import databases
from c360.core.errors import Problem, bad_request
from c360.core.pointer import Publication
from c360.core.problems import problem_response, request_id_of
from c360.core.viewer import PERMISSIONS, Viewer
from c360.http import answer_cache, coding, metrics
from c360.http.answer_cache import Body, Cached
from c360.http.problems import as_problem, forbidden
from c360.http.render import to_json
from c360.http.rows import fetch

_SCHEMA = re.compile(r"[a-z][a-z0-9_]{0,62}")
_slots = threading.BoundedSemaphore(settings.C360_CONCURRENT_ANSWERS)
SLOT_WAIT = 2.0  # seconds
# Where the lean way leaves the key under which the cache has nothing; no header has such a name.
MISSED = "c360.missed"


class _NotCached(Exception):
    """Carries an answer that is not kept: a refusal, or anything but 200."""

    def __init__(self, response: HttpResponseBase) -> None:
        super().__init__(response.status_code)
        self.response = response


@contextmanager
def in_publication(viewer: Viewer, publication: Publication | None) -> Iterator[None]:
    """One transaction in which every query reads one published day and the viewer's rows only."""
    if publication is not None and not _SCHEMA.fullmatch(publication.schema):
        raise ValueError("a publication's schema is a plain name")
    day = f"{publication.schema}, " if publication else ""
    with transaction.atomic(using=databases.reading()):
        fetch(
            "select set_config('search_path', %s, true), set_config('c360.scope', %s, true),"
            " set_config('c360.only', %s, true), set_config('c360.own', %s, true),"
            " set_config('c360.user', %s, true)",
            [
                f"{day}app, pg_temp",
                viewer.scope_text,
                viewer.only or "",
                viewer.own_customer_id or "",
                viewer.username,
            ],
        )
        yield


def count(route: str, status: int, cache_status: str, seconds: float) -> None:
    """Add an answer to the metrics."""
    counter, clock = _counter(route, status, cache_status)
    counter.inc()
    clock.observe(seconds)


@cache
def _counter(route: str, status: int, cache_status: str) -> tuple[Any, Any]:
    """The counter and the clock of such answers: finding them by labels costs more than they."""
    return (
        metrics.ANSWERS.labels(route, str(status), cache_status),
        metrics.SECONDS.labels(route, cache_status),
    )


def _has_null(request: HttpRequest) -> bool:
    return bool(request.META.get("QUERY_STRING")) and any(
        "\x00" in text for _, texts in request.GET.lists() for text in texts
    )


class AnswerView(APIView):
    """A GET of customer data. `get` returns a dict or list; `as_of` is added to a dict.

    `permission` is one of core.viewer.PERMISSIONS. `cached = False` for answers that hold what
    users write. `shows_books = True` where what users write of them shows and `kept_under` says
    when such an answer may be kept. `self.viewer` and `self.publication` (also on the request) are
    set before `get` runs, inside `in_publication`. `needs_publication = False` for answers that
    stand also before the first night (they are never cached; `self.publication` then raises
    503). `writes = True` for a GET that leaves a trace in PostgreSQL: the primary alone
    answers it.
    """

    permission: ClassVar[str]
    cached: ClassVar[bool] = True
    shows_books: ClassVar[bool] = False
    needs_publication: ClassVar[bool] = True
    writes: ClassVar[bool] = False
    viewer: Viewer

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        stated = getattr(cls, "permission", None)
        if stated is not None and stated not in PERMISSIONS:
            raise TypeError(f"{cls.__name__}.permission is {stated!r}, not one of {PERMISSIONS}")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer from the cache, or run the method in the viewer's transaction."""
        started = time.perf_counter()
        route = request.resolver_match.route if request.resolver_match else "unknown"
        cache_status = "none"
        response: HttpResponseBase
        try:
            self._prepare(request)
            versions = getattr(request, "versions", "")
            state = self.kept_under(self.viewer, versions) if request.method == "GET" else None
            if state is not None and self.needs_publication:
                response, cache_status = self._cached(request, route, state, *args, **kwargs)
            else:
                response = self._run(request, *args, **kwargs)
        except Exception as error:
            response = problem_response(as_problem(error), request_id_of(request))
        response["Cache-Control"] = "private, no-store"
        count(route, response.status_code, cache_status, time.perf_counter() - started)
        return response

    @classmethod
    def kept_under(cls, viewer: Viewer, versions: str) -> str | None:
        """What the cache tells such an answer by beside day, audience and question; None: not kept.

        `versions` are those of the viewer's books, "" while one of them is being written.
        """
        return "" if cls.cached else None

    def _prepare(self, request: HttpRequest) -> None:
        """Set viewer and publication; refuse what no query should meet."""
        viewer: Viewer | None = getattr(request, "viewer", None)
        if viewer is None:
            raise Problem(HTTPStatus.UNAUTHORIZED, "session_required", "Sign in first.")
        if not viewer.may(self.permission):
            raise forbidden()
        if "\x00" in request.path_info or _has_null(request):
            raise bad_request("bad_character", "The address holds a null character.")
        self.viewer = viewer
        self.published: Publication | None = getattr(request, "publication", None)
        if self.needs_publication:
            _ = self.publication

    @property
    def publication(self) -> Publication:
        """The publication of this answer; Problem nothing_published (503) before the first."""
        if self.published is None:
            raise Problem(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "nothing_published",
                "No business day is published yet.",
                retry_after=30,
            )
        return self.published

    def _cached(
        self, request: HttpRequest, route: str, state: str, *args: Any, **kwargs: Any
    ) -> tuple[HttpResponseBase, str]:
        wanted = coding.accepted(request)
        key, tag = place_of_answer(
            request, self.viewer, self.publication, route, kwargs, wanted, state
        )
        if tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            return _as_before(tag), "unchanged"
        try:
            found = answer_cache.answer(
                self.viewer,
                key,
                lambda: self._body(request, wanted, *args, **kwargs),
                missed=request.META.get(MISSED) == key,
            )
        except _NotCached as refusal:
            return refusal.response, "uncached"
        return HttpResponse(found.body.content, headers=headers_of(found, tag)), found.status

    def _body(self, request: HttpRequest, wanted: bytes, *args: Any, **kwargs: Any) -> Body:
        response = self._run(request, *args, **kwargs)
        if response.status_code != HTTPStatus.OK or not isinstance(response, HttpResponse):
            raise _NotCached(response)
        return Body(*coding.encoded(response.content, wanted))

    def _run(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Run the method in the viewer's transaction; an error rolls it back."""
        if not _slots.acquire(timeout=SLOT_WAIT):
            raise Problem(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "busy",
                "Too many answers are being made just now. Try again in a moment.",
                retry_after=1,
            )
        try:
            if request.method == "GET" and hasattr(self, "get"):
                return self._read(request, *args, **kwargs)
            databases.require_primary()
            with in_publication(self.viewer, self.published):
                response = super().dispatch(request, *args, **kwargs)
                if isinstance(response, Response):
                    response.render()
                if response.status_code >= HTTPStatus.BAD_REQUEST:
                    transaction.set_rollback(True)
            return response
        finally:
            _slots.release()

    def _read(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Run `get` in a transaction of a database that has what it needs."""

        def get() -> HttpResponseBase:
            with in_publication(self.viewer, self.published):
                found = self._plain(request, *args, **kwargs)
            metrics.READS.labels(databases.reading()).inc()
            return found

        if self.writes:
            databases.require_primary()
            return get()
        # Other answers that may be cached hold nothing that users write.
        shows_written = self.shows_books or not self.cached
        log = getattr(request, "wrote", 0) if shows_written else 0
        generation = self.published.generation if self.published else 0
        return databases.ask(databases.for_reading(generation=generation, log=log), get)

    def _plain(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """`get` without REST framework's negotiation and rendering, which cost more than it."""
        self.request, self.args, self.kwargs = Request(request), args, kwargs
        found = self.get(self.request, *args, **kwargs)  # type: ignore[attr-defined]
        if isinstance(found, HttpResponseBase):
            return found  # a file
        if isinstance(found, dict):
            found = self._dated(found)
        return HttpResponse(to_json(found), content_type="application/json")

    def _dated(self, found: dict[str, Any]) -> dict[str, Any]:
        return {"as_of": self.published.as_of if self.published else None, **found}

    def beside(self, view: "type[AnswerView]", **kwargs: str) -> dict[str, Any]:
        """What that view answers this viewer without parameters, read in this transaction.

        Problem forbidden where the viewer lacks its permission. For answers that are dicts and
        may be kept.
        """
        if not self.viewer.may(view.permission):
            raise forbidden()
        other = view()
        other.viewer, other.published = self.viewer, self.published
        other.request = Request(HttpRequest())
        return self._dated(other.get(other.request, **kwargs))  # type: ignore[attr-defined]

    def finalize_response(  # type: ignore[override]
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """A plain dict or list becomes the answer; a dict names its `as_of` first."""
        if not isinstance(response, HttpResponseBase):
            response = Response(response)
        ok = response.status_code < HTTPStatus.BAD_REQUEST
        if ok and isinstance(response, Response) and isinstance(response.data, dict):
            response.data = self._dated(response.data)
        return super().finalize_response(request, response, *args, **kwargs)


def place_of_answer(
    request: HttpRequest,
    viewer: Viewer,
    publication: Publication,
    route: str,
    kwargs: Mapping[str, Any],
    wanted: bytes,
    state: str,
) -> tuple[str, str]:
    """Where the cache keeps this answer for this viewer, and the answer's ETag.

    `state` is what the view's `kept_under` said.
    """
    params = "\x00".join(f"{name}\x01{value}" for name, value in sorted(kwargs.items()))
    if request.META.get("QUERY_STRING"):
        query = (f"{n}\x01{text}" for n, texts in request.GET.lists() for text in texts)
        params = "\x00".join([params, "\x02", *sorted(query)])
    if state:
        params = "\x00".join([params, "\x03", state])
    key = answer_cache.key_of(viewer, publication, route, params, wanted)
    return key, f'"{key.rpartition(":")[2][:32]}-{publication.generation}"'


def headers_of(found: Cached, tag: str) -> dict[str, str]:
    """What an answer that went through the cache says of itself (RFC 9211)."""
    said = {
        "hit": f"c360; hit; ttl={found.ttl}",
        "collapsed": f"c360; fwd=miss; collapsed; ttl={found.ttl}",
    }
    headers = {
        "Content-Type": "application/json",
        "Cache-Status": said.get(found.status, f"c360; fwd={found.status}"),
        "Age": str(found.age),
        "ETag": tag,
        "Vary": "Accept-Encoding",
        "Cache-Control": "private, no-store",
    }
    if found.body.coding == coding.GZIP:
        headers["Content-Encoding"] = "gzip"
    return headers


def _as_before(tag: str) -> HttpResponse:
    """304: the caller has this answer already; the look is in the audit all the same."""
    response = HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
    del response["Content-Type"]
    response["Cache-Status"] = "c360; hit; detail=unchanged"
    response["Vary"] = "Accept-Encoding"
    return response


class WriteView(AnswerView):
    """What users write (POST, PATCH, and GETs of it): same scope and transaction, never cached.

    A method returns a dict (200) or a REST framework `Response` with its own status.
    """

    cached = False
