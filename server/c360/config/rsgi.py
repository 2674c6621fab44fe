"""The application that granian serves: cached answers by the event loop, all else by threads."""

import asyncio
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

from granian._granian import RSGIHTTPProtocol, RSGIProtocolClosed
from granian.rsgi import Scope
from redis.exceptions import RedisError

from c360.config.wsgi import application as django  # sets Django up, before what needs it

# isort: split
from c360.config.hits import Hit, finding
from c360.core import steps
from c360.core.loop_lines import Line
from c360.core.steps import Steps
from c360.http.render import LARGEST_BODY

THREADS = 16  # more than answers are made at a time: others wait for a directory or a Redis
_OF_WSGI = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
    "wsgi.input_terminated": True,
}
_BARE = frozenset({"CONTENT_TYPE", "CONTENT_LENGTH"})
Headers = list[tuple[str, str]]


class Application:
    """Granian's RSGI interface (https://github.com/emmett-framework/granian, docs/spec/RSGI.md)."""

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin in a process; called before its loop runs."""
        self._loop = loop
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="answers")
        self._lines: dict[int, Line] = {}

    async def __rsgi__(self, scope: Scope, proto: RSGIHTTPProtocol) -> None:
        """Answer one request."""
        environ = environ_of(scope)
        work = finding(environ)
        hit = await self._begin(work)
        if hit is not None:
            proto.response_bytes(200, *hit)
            return
        environ["wsgi.input"] = BytesIO(await _body_of(environ, proto))
        await self._loop.run_in_executor(self._threads, self._answer, work, environ, proto)

    async def _begin(self, work: Steps[Hit | None]) -> Hit | None:
        """The cached answer; None where there is none, or where a thread is to go on."""
        try:
            asked = work.send(None)
            while asked is not None:
                line = self._lines.get(id(asked.client))
                if line is None:
                    line = self._lines[id(asked.client)] = Line(asked.client)
                try:
                    answer = await line.ask(asked.command)
                except RedisError as error:
                    asked = work.throw(error)
                else:
                    asked = work.send(answer)
        except StopIteration as done:
            found: Hit | None = done.value
            return found
        return None

    def _answer(
        self, work: Steps[Hit | None], environ: dict[str, Any], proto: RSGIHTTPProtocol
    ) -> None:
        """In a thread: what was begun is brought to its end, then Django answers."""
        hit = steps.run(work)  # None also where it had come to its end
        if hit is not None:
            proto.response_bytes(200, *hit)
            return
        said: list[Any] = []

        def start(status: str, headers: Headers, _: Any = None) -> Callable[[bytes], object]:
            said[:] = int(status[:3]), headers
            return said.append  # nobody writes by it: WSGI wants it to be there

        parts: Any = django(environ, start)
        try:
            status, headers = said
            if getattr(parts, "streaming", False):
                self._stream(proto, status, headers, parts)
            else:
                proto.response_bytes(status, headers, b"".join(parts))
        finally:
            parts.close()

    def _stream(
        self, proto: RSGIHTTPProtocol, status: int, headers: Headers, parts: Iterable[bytes]
    ) -> None:
        """Each part of a file when the one before it has gone."""
        transport = proto.response_stream(status, headers)

        async def send(part: bytes) -> None:
            await transport.send_bytes(part)

        try:
            for part in parts:
                asyncio.run_coroutine_threadsafe(send(part), self._loop).result()
        except RSGIProtocolClosed:
            return  # who asked has gone


async def _body_of(environ: dict[str, Any], proto: RSGIHTTPProtocol) -> bytes:
    """The body, or of one that is too large as much as shows that it is."""
    body = b""
    if environ.get("CONTENT_LENGTH", "0") != "0":
        async for part in proto:
            body += part
            if len(body) > LARGEST_BODY:
                break
    return body


def environ_of(scope: Scope) -> dict[str, Any]:
    """The request in WSGI's words (PEP 3333)."""
    host, _, port = scope.server.rpartition(":")
    path = scope.path
    environ: dict[str, Any] = {
        **_OF_WSGI,
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": path if path.isascii() else path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.url_scheme": scope.scheme,
    }
    for name, value in scope.headers.items():
        if "_" in name:
            continue  # it would read as one that is written with a dash
        key = name.upper().replace("-", "_")
        key = key if key in _BARE else f"HTTP_{key}"
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    return environ


application = Application()
