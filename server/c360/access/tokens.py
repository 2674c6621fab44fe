"""The token: a compact JWE that holds an opaque session id and nothing else.

One profile is accepted: dir + A256GCM with exactly our protected header. Anything else is
refused by the header alone, before any key is touched.
"""

import base64
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus

import orjson
from django.conf import settings
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from c360.core.errors import Problem, SettingError

AUDIENCE = "c360"
TYPE = "c360+jwe"
LONGEST_TOKEN = 1024
REMEMBERED = 4096  # tokens a process need not decrypt again
_HEADER_FIELDS = frozenset({"alg", "enc", "kid", "typ"})
_PART = re.compile(r"[A-Za-z0-9_-]*")
_registry = jwe.JWERegistry(algorithms=["dir", "A256GCM"])


@dataclass(frozen=True)
class _Keys:
    current: str
    by_id: Mapping[str, OctKey]


_parsed: dict[str, _Keys] = {}


def token_invalid() -> Problem:
    """The token is not one of ours, or was altered, or has run out."""
    return Problem(HTTPStatus.UNAUTHORIZED, "token_invalid", "Sign in again.")


def _decode(part: str) -> bytes:
    """Strict base64url without padding; ValueError for any other spelling of the same bytes."""
    if not _PART.fullmatch(part):
        raise ValueError("not base64url")
    found = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    if base64.urlsafe_b64encode(found).rstrip(b"=").decode() != part:
        raise ValueError("not the one spelling")
    return found


def _keys() -> _Keys:
    text: str = settings.C360_TOKEN_KEYS
    if text not in _parsed:
        _parsed[text] = parse_keys(text)
    return _parsed[text]


def parse_keys(text: str) -> _Keys:
    """Read `kid:base64url(32 bytes)`, at most two, the current first; SettingError otherwise."""
    by_id: dict[str, OctKey] = {}
    for entry in text.split(","):
        kid, _, key = entry.strip().partition(":")
        try:
            raw = _decode(key.rstrip("="))
        except ValueError:
            raw = b""
        if not kid or len(raw) != 32 or kid in by_id:
            raise SettingError(
                "C360_TOKEN_KEYS is `kid:key` or `kid:key,kid2:key2`; each key is 32 random bytes"
                " in base64url and each kid differs."
            )
        by_id[kid] = OctKey.import_key(raw)
    if len(by_id) > 2:
        raise SettingError("C360_TOKEN_KEYS holds more than two keys; drop the oldest.")
    return _Keys(next(iter(by_id)), by_id)


def new_session_id() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def issue(session_id: str, expires_at: int) -> str:
    """A token for the session; `expires_at` in seconds since 1970."""
    keys = _keys()
    header = {"alg": "dir", "enc": "A256GCM", "kid": keys.current, "typ": TYPE}
    claims = orjson.dumps({"aud": AUDIENCE, "exp": expires_at, "sid": session_id})
    return jwe.encrypt_compact(header, claims, keys.by_id[keys.current], registry=_registry)


def read(token: str) -> str:
    """The session id in `token`; Problem token_invalid (401) for anything but our own, live one."""
    session_id, expires_at = _open(token, settings.C360_TOKEN_KEYS)
    if expires_at <= time.time():
        raise token_invalid()
    return session_id


@lru_cache(maxsize=REMEMBERED)
def _open(token: str, keys: str) -> tuple[str, int]:
    """Session id and end of a token of ours; remembered, as a page asks many times with one.

    Whether the session still holds is asked of the store each time.
    """
    key = _key_for(token)
    try:
        claims = orjson.loads(jwe.decrypt_compact(token, key, registry=_registry).plaintext or b"")
    except (JoseError, ValueError) as error:
        raise token_invalid() from error
    if not isinstance(claims, dict) or claims.get("aud") != AUDIENCE:
        raise token_invalid()
    session_id, expires_at = claims.get("sid"), claims.get("exp")
    if not isinstance(session_id, str) or not isinstance(expires_at, int):
        raise token_invalid()
    return session_id, expires_at


def _key_for(token: str) -> OctKey:
    """The live key that the header names, once the header is exactly of our profile."""
    parts = token.split(".") if len(token) <= LONGEST_TOKEN else []
    if len(parts) != 5 or parts[1] != "":
        raise token_invalid()
    try:
        header = orjson.loads(_decode(parts[0]))
        lengths = [len(_decode(part)) for part in parts[2:]]
    except ValueError as error:
        raise token_invalid() from error
    if not isinstance(header, dict) or header.keys() != _HEADER_FIELDS:
        raise token_invalid()
    if (header["alg"], header["enc"], header["typ"]) != ("dir", "A256GCM", TYPE):
        raise token_invalid()
    if lengths[0] != 12 or lengths[2] != 16 or not isinstance(header["kid"], str):
        raise token_invalid()
    key = _keys().by_id.get(header["kid"])
    if key is None:
        raise token_invalid()
    return key
