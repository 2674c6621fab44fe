"""Requests as granian gives them reach Django as WSGI has them."""

import socket
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlparse

import pytest

from c360.config.rsgi import environ_of
from c360.http.render import LARGEST_BODY

from .conftest import Synthetic
from .truth.served import Viewer


def _environ(path: str = "/", *headers: tuple[str, str]) -> dict[str, Any]:
    scope = SimpleNamespace(
        server="127.0.0.1:8444",
        client="[::1]:50000",
        path=path,
        method="GET",
        query_string="q=a%20b",
        http_version="1.1",
        scheme="http",
        headers=SimpleNamespace(items=lambda: headers),
    )
    return environ_of(scope)  # type: ignore[arg-type]


def test_a_path_is_its_octets() -> None:
    environ = _environ("/api/customers/\N{DEVANAGARI LETTER KA}%2F")
    octets = environ["PATH_INFO"].encode("latin-1")
    assert octets.decode() == "/api/customers/\N{DEVANAGARI LETTER KA}%2F"
    assert environ["QUERY_STRING"] == "q=a%20b"
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"]) == ("127.0.0.1", "8444")
    assert environ["REMOTE_ADDR"] == "[::1]"


def test_a_header_said_twice_is_a_list_and_one_with_an_underscore_is_nobodys() -> None:
    environ = _environ(
        "/",
        ("accept-encoding", "gzip"),
        ("accept-encoding", "br"),
        ("x_background", "1"),
        ("content-type", "application/json"),
    )
    assert environ["HTTP_ACCEPT_ENCODING"] == "gzip,br"
    assert environ["CONTENT_TYPE"] == "application/json"
    assert not {"HTTP_X_BACKGROUND", "HTTP_CONTENT_TYPE"} & set(environ)


def _say(viewer: Viewer, head: str, body: bytes = b"", *, hang_up: bool = False) -> bytes:
    """What comes back, unless the caller hangs up when all is said."""
    address = urlparse(viewer.url)
    lines = [head, "Host: c360", "Connection: close", f"Authorization: Bearer {viewer.token}"]
    with socket.create_connection((address.hostname, address.port), timeout=30) as line:
        line.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        if hang_up:
            return b""
        return b"".join(iter(lambda: line.recv(65_536), b""))


@pytest.fixture
def rm(bank: Synthetic) -> Viewer:
    return bank.product.sign_in(max(bank.books), "c360-rm")


@pytest.mark.xdist_group("served")
@pytest.mark.parametrize(
    ("said", "body", "status"),
    [
        ("Content-Length: 2", b"[]", b"400"),
        (f"Content-Length: {LARGEST_BODY + 1}", b" " * (LARGEST_BODY + 1), b"413"),
        ("Content-Length: 900000000", b" " * (LARGEST_BODY + 100_000), b"413"),
        ("Transfer-Encoding: chunked", b"2\r\n[]\r\n0\r\n\r\n", b"400"),
    ],
)
def test_a_body_is_read_as_far_as_it_may_be_large(
    rm: Viewer, said: str, body: bytes, status: bytes
) -> None:
    head = f"POST /api/events HTTP/1.1\r\nContent-Type: application/json\r\n{said}"
    assert _say(rm, head, body).split()[1] == status


@pytest.mark.xdist_group("served")
@pytest.mark.parametrize(
    "head",
    [
        "GET /api/book/customers HTTP/1.1",
        "GET /api/book/customers/export?format=csv HTTP/1.1",
        "POST /api/events HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 20",
    ],
)
def test_who_hangs_up_holds_no_thread(rm: Viewer, head: str) -> None:
    for _ in range(40):  # more than there are threads
        _say(rm, head, b"[]" if head.startswith("POST") else b"", hang_up=True)
    assert _say(rm, "GET /api/book/customers?limit=7 HTTP/1.1").split()[1] == b"200"
