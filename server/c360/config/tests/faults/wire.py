"""HTTP/1.1 over a plain socket, so that a test can break off wherever it likes."""

import json
import socket
import ssl
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

PART = 65_536


@dataclass(frozen=True)
class Answer:
    """A whole answer; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def encoded(
    method: str, path: str, token: str, body: Any = None, headers: Mapping[str, str] | None = None
) -> bytes:
    """The bytes of a request."""
    content = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Accept: application/json"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    lines += [f"{name.replace('_', '-')}: {text}" for name, text in (headers or {}).items()]
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    return "\r\n".join([*lines, "", ""]).encode() + content


class Line:
    """A kept-alive connection; OSError when it breaks off."""

    def __init__(
        self, port: int, seconds: float = 30, *, tls: ssl.SSLContext | None = None
    ) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=seconds)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls is not None:
            self._socket = tls.wrap_socket(self._socket, server_hostname="127.0.0.1")
        self._read = b""

    def __enter__(self) -> "Line":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def break_off(self) -> None:
        """Hang up as a process that dies does: with a reset."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()

    def send(self, content: bytes) -> None:
        """Send bytes, perhaps not a whole request."""
        self._socket.sendall(content)

    def peek(self) -> bytes:
        """Wait for the first bytes of an answer and leave the rest."""
        return self._socket.recv(64)

    def get(self, path: str, token: str = "") -> Answer:
        """GET and its answer."""
        return self.ask("GET", path, token)

    def ask(
        self,
        method: str,
        path: str,
        token: str = "",
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """A request and its answer."""
        self.send(encoded(method, path, token, body, headers))
        return self.receive()

    def receive(self) -> Answer:
        """The next answer; it carries a Content-Length or is chunked."""
        head = self._until(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines if line)
        headers = {name.lower(): text.strip() for name, _, text in pairs}
        status = int(first.split()[1])
        if headers.get("transfer-encoding") == "chunked":
            body = self._chunks()
        else:
            size = 0 if status in {204, 304} else int(headers.get("content-length", "0"))
            body = self._exactly(size)
        return Answer(status, headers, body)

    def _more(self) -> None:
        part = self._socket.recv(PART)
        if not part:
            raise ConnectionResetError("the answer broke off")
        self._read += part

    def _until(self, end: bytes) -> bytes:
        while end not in self._read:
            self._more()
        found, _, self._read = self._read.partition(end)
        return found

    def _exactly(self, size: int) -> bytes:
        while len(self._read) < size:
            self._more()
        found, self._read = self._read[:size], self._read[size:]
        return found

    def _chunks(self) -> bytes:
        body = b""
        while size := int(self._until(b"\r\n"), 16):
            body += self._exactly(size)
            self._until(b"\r\n")
        self._until(b"\r\n")
        return body
