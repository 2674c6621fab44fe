"""JSON in and out: orjson, strict, bounded."""

from collections.abc import Mapping
from decimal import Decimal
from http import HTTPStatus
from typing import Any

import orjson
from django.utils.functional import Promise
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from c360.core.errors import Problem

LARGEST_BODY = 1_000_000  # bytes
_OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS


def _others(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)  # never a float: rates keep their digits
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def to_json(answer: object) -> bytes:
    """`answer` as JSON: dates ISO, times UTC with Z, decimals as strings, sets sorted."""
    return orjson.dumps(answer, default=_others, option=_OPTIONS)


class OrjsonRenderer(BaseRenderer):
    """REST framework's renderer for every answer."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """JSON bytes; nothing for an answer without content."""
        return b"" if data is None else to_json(data)


class OrjsonParser(BaseParser):
    """REST framework's parser: one JSON value of at most LARGEST_BODY bytes."""

    media_type = "application/json"

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The parsed body; ParseError for what is not JSON, 413 for what is too large."""
        body = stream.read(LARGEST_BODY + 1)
        if len(body) > LARGEST_BODY:
            raise Problem(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", "Send at most 1 MB of JSON."
            )
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ParseError() from error
