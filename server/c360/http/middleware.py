"""The outermost tier of Django: a request id, and no error that is not a problem."""

import re
import secrets
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from c360.core.problems import problem_response, request_id_of
from c360.http.problems import as_problem

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class RequestIdMiddleware:
    """Takes X-Request-Id from the edge, or makes one; every answer names it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(12)
        request.request_id = request_id  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-Id"] = request_id
        response["X-Content-Type-Options"] = "nosniff"
        response.setdefault("Cache-Control", "no-store")
        if isinstance(response, HttpResponse) and response.status_code >= HTTPStatus.OK:
            # Without it the server sends chunks: twice the work for it and for who reads.
            response.setdefault("Content-Length", str(len(response.content)))
        return response


class ProblemMiddleware:
    """Turns what a plain Django view raises into a problem (REST views have their own handler)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse:
        """Called by Django for an exception that left a view."""
        return problem_response(as_problem(exception), request_id_of(request))
