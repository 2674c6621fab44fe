"""An event loop's line: each question has its own answer, or an error, never another's answer."""

import asyncio
from collections.abc import Awaitable, Callable

import hiredis
import pytest
from redis import Redis
from redis.exceptions import ConnectionError as Disconnected
from redis.exceptions import NoScriptError, ResponseError, TimeoutError

from c360.core.loop_lines import Line

LONGEST = 0.2  # seconds
Say = Callable[[list[bytes]], bytes | None]


class Server:
    """Answers what a line begins with by OK, all else as `say` says; None: late; b"": hangs up.

    With `silent` it accepts a line and says nothing to what it begins with.
    """

    def __init__(self, say: Say) -> None:
        self.say, self.lines, self.reads, self.silent = say, 0, 0, False

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.lines += 1
        parser = hiredis.Reader()
        while data := await reader.read(65_536):
            parser.feed(data)
            asked = 0
            while (command := parser.gets()) is not False:
                if command[0] in (b"CLIENT", b"SELECT", b"HELLO"):
                    writer.write(b"" if self.silent else b"+OK\r\n")
                    continue
                asked += 1
                said = self.say(command)
                if said == b"":
                    writer.close()
                    return
                if said is None:  # all that follows comes late, too
                    await asyncio.sleep(3 * LONGEST)
                    said = b"$4\r\nlate\r\n"
                writer.write(said)
            self.reads += bool(asked)


def with_line(say: Say, work: Callable[[Line, Server], Awaitable[None]]) -> None:
    async def run() -> None:
        server = Server(say)
        async with await asyncio.start_server(server, "127.0.0.1", 0) as listening:
            port = listening.sockets[0].getsockname()[1]
            client = Redis(port=port, socket_timeout=LONGEST, protocol=2)
            await work(Line(client), server)

    asyncio.run(run())


def echo(command: list[bytes]) -> bytes:
    return b"$%d\r\n%s\r\n" % (len(command[1]), command[1])


def test_questions_of_a_turn_go_together_and_each_has_its_answer() -> None:
    async def work(line: Line, server: Server) -> None:
        await line.ask(("ECHO", "first"))
        server.reads = 0
        answers = await asyncio.gather(*(line.ask(("ECHO", str(n))) for n in range(50)))
        assert answers == [b"%d" % n for n in range(50)]
        assert (server.reads, server.lines) == (1, 1)

    with_line(echo, work)


def test_a_late_answer_is_not_taken_for_anothers() -> None:
    late: list[None] = [None]

    def say(command: list[bytes]) -> bytes | None:
        return late.pop() if late else echo(command)

    async def work(line: Line, server: Server) -> None:
        asked = [asyncio.ensure_future(line.ask(("ECHO", word))) for word in "ab"]
        for answer in asked:
            with pytest.raises(TimeoutError):
                await answer
        assert await line.ask(("ECHO", "c")) == b"c"
        await asyncio.sleep(3 * LONGEST)
        assert await line.ask(("ECHO", "d")) == b"d"
        assert server.lines == 2

    with_line(say, work)


def test_a_closed_line_fails_who_waits_and_is_opened_anew() -> None:
    closes = [b""]

    def say(command: list[bytes]) -> bytes | None:
        return closes.pop() if closes else echo(command)

    async def work(line: Line, server: Server) -> None:
        with pytest.raises(Disconnected):
            await line.ask(("ECHO", "a"))
        assert await line.ask(("ECHO", "b")) == b"b"
        assert server.lines == 2

    with_line(say, work)


@pytest.mark.parametrize(
    ("said", "error"),
    [(b"-NOSCRIPT none\r\n", NoScriptError), (b"-ERR no such thing\r\n", ResponseError)],
)
def test_a_refusal_is_the_answer_of_its_question_alone(said: bytes, error: type) -> None:
    refused = [said]

    def say(command: list[bytes]) -> bytes | None:
        return refused.pop() if refused else echo(command)

    async def work(line: Line, server: Server) -> None:
        first, second = (asyncio.ensure_future(line.ask(("ECHO", word))) for word in "ab")
        with pytest.raises(error):
            await first
        assert await second == b"b"
        assert server.lines == 1

    with_line(say, work)


def test_all_who_ask_while_a_line_opens_wait_for_the_same_attempt() -> None:
    async def work(line: Line, server: Server) -> None:
        server.silent = True
        began = asyncio.get_running_loop().time()
        asked = [asyncio.ensure_future(line.ask(("ECHO", word))) for word in "abc"]
        for answer in asked:
            with pytest.raises(TimeoutError):
                await answer
        assert asyncio.get_running_loop().time() - began < 2 * LONGEST
        assert server.lines == 1
        server.silent = False
        assert await line.ask(("ECHO", "d")) == b"d"

    with_line(echo, work)


def test_nobody_listening_is_an_error() -> None:
    async def run() -> None:
        with pytest.raises(Disconnected):
            await Line(Redis(port=1, socket_timeout=LONGEST, protocol=2)).ask(("PING",))

    asyncio.run(run())
