"""Tokens that are none, and the routes they are tried on."""

import base64
import json
import re
import time
from typing import Any

from django.urls import URLPattern, get_resolver
from joserfc import jwe, jws
from joserfc.jwk import OctKey

from c360.access import tokens

SECRET = b"0123456789abcdef0123456789abcdef"


def b64(raw: bytes) -> str:
    """Without padding, as JOSE has it."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _made(header: dict[str, Any], claims: dict[str, Any], key: bytes = SECRET) -> str:
    """A token made with the real key, so that only its header or claims are wrong."""
    registry = jwe.JWERegistry(
        algorithms=["dir", "A256GCM", "A128CBC-HS256", "PBES2-HS256+A128KW", "A256KW", "DEF"],
        strict_check_header=False,
    )
    return jwe.encrypt_compact(
        header, json.dumps(claims).encode(), OctKey.import_key(key), registry=registry
    )


GOOD_HEADER = {"alg": "dir", "enc": "A256GCM", "kid": "now", "typ": tokens.TYPE}


def _claims(session_id: str = "s" * 43, **changes: Any) -> dict[str, Any]:
    return {"aud": "c360", "exp": int(time.time()) + 60, "sid": session_id, **changes}


def _tampered(token: str) -> dict[str, str]:
    parts = token.split(".")
    found = {}
    for index, part in enumerate(parts):
        middle = len(part) // 2
        changed = part[:middle] + ("A" if part[middle : middle + 1] != "A" else "B")
        found[f"segment {index} tampered"] = ".".join(
            [*parts[:index], changed + part[middle + 1 :], *parts[index + 1 :]]
        )
    return found


def _header(token: str, **changes: Any) -> str:
    head, rest = token.split(".", 1)
    header = json.loads(base64.urlsafe_b64decode(head + "=="))
    return b64(json.dumps({**header, **changes}).encode()) + "." + rest


def forgeries(token: str) -> dict[str, str]:
    """Every kind of token that is not one."""
    signed = jws.serialize_compact(
        {"alg": "HS256"}, json.dumps(_claims()).encode(), OctKey.import_key(SECRET)
    )
    return {
        **_tampered(token),
        "empty": "",
        "words": "let me in",
        "no alg": f"{b64(b'{}')}....",
        "alg none": f"{b64(json.dumps({'alg': 'none'}).encode())}.{b64(b'{}')}.",
        "jws": signed,
        "wrong key": _made(GOOD_HEADER, _claims(), b"x" * 32),
        "unknown kid": _made({**GOOD_HEADER, "kid": "other"}, _claims()),
        "the other key's kid": _made({**GOOD_HEADER, "kid": "before"}, _claims()),
        "wrong typ": _made({**GOOD_HEADER, "typ": "JWT"}, _claims()),
        "no typ": _made({k: v for k, v in GOOD_HEADER.items() if k != "typ"}, _claims()),
        "wrong aud": _made(GOOD_HEADER, _claims(aud="other")),
        "expired": _made(GOOD_HEADER, _claims(exp=int(time.time()) - 1)),
        "no exp": _made(GOOD_HEADER, {"aud": "c360", "sid": "s" * 43}),
        "wrong enc": _made({**GOOD_HEADER, "enc": "A128CBC-HS256"}, _claims()),
        "wrapped key": _made({**GOOD_HEADER, "alg": "A256KW"}, _claims()),
        "password based": _made(
            {**GOOD_HEADER, "alg": "PBES2-HS256+A128KW", "p2c": 1000, "p2s": "c2FsdA"}, _claims()
        ),
        "compressed": _made({**GOOD_HEADER, "zip": "DEF"}, _claims()),
        "critical": _header(token, crit=["exp"]),
        "foreign keys": _header(token, jku="https://example.com/keys"),
        "unknown session": _made(GOOD_HEADER, _claims()),
        "padded": token + "=",
        "twice": token + "." + token,
        "endless": token + "A" * 100_000,
    }


def routes() -> list[str]:
    """Every route of the URL conf, as Django spells it."""

    def walk(patterns: Any, prefix: str) -> list[str]:
        found = []
        for each in patterns:
            if isinstance(each, URLPattern):
                found.append(prefix + str(each.pattern))
            else:
                found += walk(each.url_patterns, prefix + str(each.pattern))
        return found

    return walk(get_resolver().url_patterns, "")


def path_of(route: str) -> str:
    """An address of that route (or of a path of the OpenAPI document)."""
    plain = re.sub(r"<int:[^>]+>|{[a-z_]+_id}", "1", route)
    plain = re.sub(r"<[^>(]+>|{[a-z_]+}", "X1", plain)
    return "/" + ("api/docs" if plain.startswith(("^", "api/docs")) else plain.lstrip("/"))
