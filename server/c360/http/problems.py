"""Every error leaves as application/problem+json: a code, words, never a value or a stack."""

import logging
import sys
import traceback
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework.exceptions import APIException, Throttled, ValidationError

from c360.core.errors import Problem, bad_request, not_found
from c360.core.problems import of_stores, problem_response, request_id_of

log = logging.getLogger(__name__)


def as_problem(error: BaseException) -> Problem:
    """The problem that tells the caller of `error`; what is unforeseen is logged without values."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, Http404):
        return not_found()
    if isinstance(error, PermissionDenied):
        return forbidden()
    if isinstance(error, ValidationError):
        return _invalid(error)
    if isinstance(error, APIException):
        return _of_framework(error)
    if isinstance(error, SuspiciousOperation | BadRequest):
        return bad_request("bad_request", "The request cannot be read.")
    return of_stores(error) or _unforeseen(error)


def forbidden() -> Problem:
    """The viewer's role has not the permission that the route asks for."""
    return Problem(HTTPStatus.FORBIDDEN, "forbidden", "Your role does not include this.")


def _unforeseen(error: BaseException) -> Problem:
    frames = "\n".join(
        f"  {frame.filename}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    )
    kind = type(error).__name__
    if isinstance(error, DatabaseError):
        kind += f" ({type(error.__cause__).__name__})"
    log.error("unforeseen %s\n%s", kind, frames)
    return Problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "internal_error",
        "Something went wrong here. Name the request id when you report it.",
    )


def _of_framework(error: APIException) -> Problem:
    status = HTTPStatus(error.status_code)
    code = str(getattr(error, "default_code", "error"))
    words = {
        HTTPStatus.METHOD_NOT_ALLOWED: "This address does not take that method.",
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "Send application/json.",
        HTTPStatus.NOT_ACCEPTABLE: "This address answers application/json.",
        HTTPStatus.BAD_REQUEST: "The request cannot be read.",
    }
    if isinstance(error, Throttled):
        return Problem(status, code, "Too many requests.", retry_after=1)
    return Problem(status, code, words.get(status, status.phrase + "."))


def _invalid(error: ValidationError) -> Problem:
    """Fields and codes only: the framework's messages may repeat what was sent."""
    errors = [{"field": field, "code": code} for field, code in _codes(error.get_codes())]
    names = ", ".join(sorted({str(each["field"]) for each in errors if each["field"]}))
    detail = f"Not accepted: {names}." if names else "The request is not accepted."
    return Problem(HTTPStatus.BAD_REQUEST, "invalid", detail, extra={"errors": errors})


def _codes(codes: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(codes, Mapping):
        for name, inner in codes.items():
            yield from _codes(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(codes, list):
        for inner in codes:
            yield from _codes(inner, path)
    else:
        yield path, str(codes)


def exception_handler(error: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """REST framework's EXCEPTION_HANDLER."""
    response = problem_response(as_problem(error), request_id_of(context["request"]))
    if isinstance(error, APIException) and (allow := context["view"].allowed_methods):
        response["Allow"] = ", ".join(allow)
    return response


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return problem_response(not_found(), request_id_of(request))


def page_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    return problem_response(
        bad_request("bad_request", "The request cannot be read."), request_id_of(request)
    )


def page_forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return problem_response(forbidden(), request_id_of(request))


def page_failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500, for what no view or middleware caught."""
    error = sys.exc_info()[1] or RuntimeError()
    return problem_response(as_problem(error), request_id_of(request))
