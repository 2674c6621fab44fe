"""A thread's line to a Redis: what it does when Redis refuses, is slow or hangs up."""

from collections.abc import Iterator

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as Disconnected
from redis.exceptions import NoScriptError, ResponseError
from redis.exceptions import TimeoutError as TimedOut

from c360.core import lines
from demo.services.stack import Stack

SECONDS = 0.2


@pytest.fixture
def client(stack: Stack) -> Iterator[Redis]:
    """A client that waits for SECONDS at most, with a line of its own."""
    made = Redis.from_url(stack.cache.admin_url(), socket_timeout=SECONDS)
    yield made
    made.delete("lines:late", "lines:long")
    made.close()


def test_an_answer_longer_than_one_read_comes_whole(client: Redis) -> None:
    content = bytes(range(256)) * 1000
    lines.ask(client, "SET", "lines:long", content)
    assert lines.ask(client, "GET", "lines:long") == content
    assert lines.ask(client, "GET", "lines:late") is None


def test_a_refusal_leaves_the_line_as_it_is(client: Redis) -> None:
    line = lines.ask(client, "CLIENT", "ID")
    with pytest.raises(ResponseError):
        lines.ask(client, "NOTHING-OF-THE-KIND")
    with pytest.raises(NoScriptError):
        lines.ask(client, "EVALSHA", "0" * 40, 0)
    assert lines.ask(client, "CLIENT", "ID") == line


def test_a_line_that_was_closed_while_idle_is_opened_anew(client: Redis) -> None:
    line = lines.ask(client, "CLIENT", "ID")
    client.client_kill_filter(_id=str(line))
    assert lines.ask(client, "CLIENT", "ID") != line


def test_a_late_answer_is_never_the_next_commands(client: Redis) -> None:
    with pytest.raises(TimedOut):
        lines.ask(client, "BLPOP", "lines:late", 0)
    client.rpush("lines:late", "late")
    assert lines.ask(client, "ECHO", "in time") == b"in time"


def test_a_server_that_is_not_there_is_an_error_at_once() -> None:
    absent = Redis.from_url("unix:///nowhere/redis.sock", socket_timeout=SECONDS)
    with pytest.raises(Disconnected):
        lines.ask(absent, "PING")
