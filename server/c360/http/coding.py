"""Compression of answers: once, when an answer is made; the cache keeps what travels."""

import zlib
from typing import Final

from django.http import HttpRequest

SMALLEST: Final = 1_400  # bytes: below, an answer fits into one packet as it is
PLAIN: Final = b"-"
GZIP: Final = b"g"
_LEVEL = 5
_GZIP_WINDOW = 31  # zlib's way to say gzip


def accepted(request: HttpRequest) -> bytes:
    """What the caller takes: GZIP or PLAIN."""
    said = request.META.get("HTTP_ACCEPT_ENCODING")
    if not said or "gzip" not in said:
        return PLAIN
    wanted = (part.replace(" ", "").split(";") for part in said.split(","))
    return GZIP if any(p[0] == "gzip" and "q=0" not in p[1:] for p in wanted) else PLAIN


def encoded(body: bytes, accepted_coding: bytes) -> tuple[bytes, bytes]:
    """The coding chosen for this body, and its bytes in it."""
    if accepted_coding != GZIP or len(body) < SMALLEST:
        return PLAIN, body
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)
    return GZIP, packer.compress(body) + packer.flush()
