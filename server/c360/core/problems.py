"""A problem as an HTTP answer (RFC 9457), the same from every tier."""

from http import HTTPStatus

import orjson
from django.http import HttpRequest, HttpResponse

from c360.core.errors import Problem

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
