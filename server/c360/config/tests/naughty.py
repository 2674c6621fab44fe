"""Strings that break programs, and a connection that sends them as they are."""

import json
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from .truth.served import ROOT, Viewer

BIG_LIST = ROOT.parent / "shared" / "data" / "conformance" / "blns.json"
# What that list lacks: text that PostgreSQL, UTF-8, LDAP or a number cannot hold.
OURS = (
    "\x00",
    "a\x00b",
    "\ud800",
    "\udfff tail",
    "9" * 400,
    str(2**63),
    str(-(2**63) - 1),
    "1e999999999",
    "0000-00-00",
    "10000-01-01",
    "9999-12-31T23:59:59+23:59",
    "0001-01-01",
    "٣",
    "²",
    "*)(uid=*))(|(uid=*",
    "uid=x,ou=people",
    "\\2a\\29",
    "%00",
    "%ff%fe",
    "\x1f",
    "x" * 3000,
    "'; select pg_sleep(60); --",
    "or or or",
    '"',
    "\\",
    "%",
    "{}",
    "[]",
)


def naughty() -> list[str]:
    """The Big List of Naughty Strings, and ours."""
    return [*json.loads(BIG_LIST.read_text(encoding="utf-8")), *OURS]


@dataclass(frozen=True)
class Answered:
    """An answer as it came."""

    status: int
    kind: str
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def is_clean(self) -> bool:
        """No failure of ours, and a refusal is a problem that shows no stack."""
        if self.status >= 500:
            return False
        return self.status < 400 or (
            self.kind == "application/problem+json" and b"Traceback" not in self.body
        )


class Wire:
    """One kept connection to the product, as somebody or as nobody."""

    def __init__(self, url: str, viewer: Viewer | None = None) -> None:
        place = urlsplit(url)
        self._url, self._viewer = url, viewer
        self._connection = HTTPConnection(place.hostname or "", place.port, timeout=60)
        self._token = viewer.token if viewer else ""

    def another(self) -> "Wire":
        """A second connection, as the same person."""
        return Wire(self._url, self._viewer)

    def ask(
        self, method: str, path: str, body: object = None, *, address: str = "", **query: str
    ) -> Answered:
        """`path` is sent as it is; the query is encoded, lone surrogates too."""
        text = urlencode(query, errors="surrogatepass")
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        if address:
            headers["X-Forwarded-For"] = address
        content = None if body is None else json.dumps(body)
        target = f"{path}?{text}" if text else path
        try:
            self._connection.request(method, target, content, headers)
            answer = self._connection.getresponse()
        except ConnectionError:  # the server let the kept one go: a crash shows in the next
            self._connection.close()
            self._connection.request(method, target, content, headers)
            answer = self._connection.getresponse()
        return Answered(answer.status, answer.headers.get_content_type(), answer.read())
