"""An event loop's line to a Redis: all questions of a turn go together, answers come in order.

A thread's own line (`core/lines.py`) waits for each answer; here one line serves every request of
a process, so a turn of the loop costs each Redis one read and one write.
"""

import asyncio
from collections import deque
from typing import Any

import hiredis
from redis import Redis
from redis import asyncio as in_loop
from redis.exceptions import ConnectionError as Disconnected
from redis.exceptions import NoScriptError, RedisError, ResponseError, TimeoutError

from c360.core.steps import Command

GRACE = 0.01  # seconds: what came while the loop was held up is read before it counts as late


class Line(asyncio.Protocol):
    """Questions wait for their answers in the order in which they were asked.

    When one has waited for the client's time-out, all that wait fail and the line is closed: a
    late answer must never be taken for another question's. The next question opens it anew.
    """

    def __init__(self, client: Redis) -> None:
        self._pool = client.connection_pool
        self._longest: float = self._pool.connection_kwargs["socket_timeout"]
        self._loop = asyncio.get_running_loop()
        self._opening: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport | None = None
        self._reader = hiredis.Reader()
        self._waiting: deque[tuple[float, asyncio.Future[Any]]] = deque()
        self._unsent: list[bytes] = []
        self._watch: asyncio.TimerHandle | None = None

    async def ask(self, command: Command) -> Any:
        """The answer to one command; RedisError when there is none."""
        if self._transport is None:
            if self._opening is None:
                self._opening = self._loop.create_task(self._open())
            await asyncio.shield(self._opening)
            if self._transport is None:
                raise Disconnected("the line was closed as soon as it was open")
        answer: asyncio.Future[Any] = self._loop.create_future()
        self._waiting.append((self._loop.time(), answer))
        if not self._unsent:
            self._loop.call_soon(self._send)
        self._unsent.append(hiredis.pack_command(command))  # type: ignore[arg-type]
        if self._watch is None:
            self._watch = self._loop.call_later(self._longest, self._look)
        return await answer

    async def _open(self) -> None:
        """Redis-py connects, with its TLS and its sign-in; then the line is this one's alone.

        Whoever asks meanwhile waits for this one attempt.
        """
        try:
            kind = getattr(in_loop.connection, self._pool.connection_class.__name__)
            connection = kind(**{**self._pool.connection_kwargs, "retry": None})
            await connection.connect()
            transport: asyncio.Transport = connection._writer.transport
            self._reader = hiredis.Reader()
            transport.set_protocol(self)
            transport.resume_reading()
            self._connection = connection  # it closes the transport when it goes
            self._transport = transport
        finally:
            self._opening = None

    def _send(self) -> None:
        unsent, self._unsent = self._unsent, []
        if self._transport is not None and unsent:
            self._transport.write(b"".join(unsent))

    def data_received(self, data: bytes) -> None:
        """Hand on each answer that is whole."""
        self._reader.feed(data)
        while self._waiting and (found := self._reader.gets()) is not False:
            _, answer = self._waiting.popleft()
            if answer.done():
                continue  # who asked has gone
            if isinstance(found, hiredis.ReplyError):
                answer.set_exception(_refused(str(found)))
            else:
                answer.set_result(found)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody who waits will have an answer."""
        self._close(Disconnected("the line was closed"))

    def _look(self) -> None:
        """See how long the first has waited."""
        self._watch = None
        if self._waiting:
            left = self._waiting[0][0] + self._longest - self._loop.time()
            first = self._waiting[0][1]
            if left > 0:
                self._watch = self._loop.call_later(left, self._look)
            else:
                self._watch = self._loop.call_later(GRACE, self._give_up, first)

    def _give_up(self, first: "asyncio.Future[Any]") -> None:
        if not first.done():
            self._close(TimeoutError("no answer in time"))
        self._look()

    def _close(self, error: RedisError) -> None:
        transport, self._transport = self._transport, None
        waiting, self._waiting = self._waiting, deque()
        self._unsent = []
        if transport is not None:
            transport.abort()
        for _, answer in waiting:
            if not answer.done():
                answer.set_exception(error)


def _refused(words: str) -> RedisError:
    return NoScriptError(words) if words.startswith("NOSCRIPT") else ResponseError(words)
