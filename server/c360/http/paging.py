"""Keyset paging: a cursor is signed and belongs to one viewer, route and set of filters."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.core import signing

from c360.core.errors import Problem, bad_request
from c360.core.viewer import Viewer

DEFAULT_LIMIT = 50
LARGEST_LIMIT = 200
_NOT_FILTERS = frozenset({"cursor", "limit"})


def page_limit(query: Mapping[str, str]) -> int:
    """The page size asked for with `limit`: 50 when absent, at most 200; 400 for anything else."""
    text = query.get("limit", "")
    if not text:
        return DEFAULT_LIMIT
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):
        raise bad_request("bad_limit", f"limit is a number from 1 to {LARGEST_LIMIT}.")
    return min(int(text), LARGEST_LIMIT)


def _salt(viewer: Viewer, route: str, filters: Mapping[str, str]) -> str:
    kept = sorted((name, text) for name, text in filters.items() if name not in _NOT_FILTERS)
    bound = "\x00".join(
        (viewer.username, viewer.scope_hash, route, *(f"{n}\x01{t}" for n, t in kept))
    )
    return "c360.cursor." + hashlib.sha256(bound.encode()).hexdigest()


def encode_cursor(
    viewer: Viewer, route: str, values: Sequence[Any], filters: Mapping[str, str] | None = None
) -> str:
    """A cursor holding `values` (JSON values: the last row's sort keys).

    `route` names the list with its path parameters, `filters` the query (cursor and limit are
    left out): the cursor works only for the same viewer, scope, route and filters.
    """
    return signing.dumps(list(values), salt=_salt(viewer, route, filters or {}), compress=False)


def decode_cursor(
    viewer: Viewer, route: str, cursor: str | None, filters: Mapping[str, str] | None = None
) -> list[Any] | None:
    """The values of `cursor`, None when there is none; 400 bad_cursor for any other's cursor."""
    if not cursor:
        return None
    try:
        values = signing.loads(cursor, salt=_salt(viewer, route, filters or {}))
    except (signing.BadSignature, ValueError) as error:
        raise bad_cursor() from error
    if not isinstance(values, list):
        raise bad_cursor()
    return values


def bad_cursor() -> Problem:
    """The cursor is cut, forged, or belongs to another viewer, list or filter."""
    return bad_request("bad_cursor", "Start again from the first page.")
