"""A problem as an HTTP answer (RFC 9457), the same from every tier."""

import logging
from http import HTTPStatus

import orjson
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError

from c360.core.errors import Problem, bad_request

log = logging.getLogger(__name__)

NO_REQUEST_ID = "unknown"


def request_id_of(request: HttpRequest) -> str:
    """The id that the request-id middleware gave this request."""
    return str(getattr(request, "request_id", NO_REQUEST_ID))


def problem_response(problem: Problem, request_id: str) -> HttpResponse:
    """`problem` as application/problem+json; its extra members stand beside the standard ones."""
    status = HTTPStatus(problem.status)
    body: dict[str, object] = {
        "type": f"urn:c360:problem:{problem.code}",
        "title": status.phrase,
        "status": status.value,
        "detail": problem.detail,
        "code": problem.code,
        "request_id": request_id,
        **problem.extra,
    }
    response = HttpResponse(
        orjson.dumps(body), status=status.value, content_type="application/problem+json"
    )
    response["Cache-Control"] = "no-store"
    if status is HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    if problem.retry_after is not None:
        response["Retry-After"] = str(problem.retry_after)
    return response


def of_stores(error: BaseException) -> Problem | None:
    """The problem that tells of a failed PostgreSQL or sessions Redis; None for other errors."""
    if isinstance(error, DataError):
        return bad_request("value_out_of_range", "A value of the request is out of range.")
    if isinstance(error, OperationalError | InterfaceError):
        log.error("database unavailable: %s", type(error.__cause__ or error).__name__)
        return Problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "database_down",
            "The database does not answer just now. Try again in a moment.",
            retry_after=2,
        )
    if isinstance(error, RedisError):
        log.error("session store unavailable: %s", type(error).__name__)
        return Problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "session_store_down",
            "Sessions cannot be checked just now. Try again in a moment.",
            retry_after=2,
        )
    return None
