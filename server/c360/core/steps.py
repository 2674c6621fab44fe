"""Work that asks a Redis between its steps: written once, run by a thread or by an event loop.

Such work is a generator. It yields an `Ask` and is sent the answer, or thrown the RedisError; it
yields None where what follows may wait for something else, which an event loop must not.
"""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, TypeVar

from redis import Redis
from redis.exceptions import RedisError

from c360.core import lines

T = TypeVar("T")
Command = tuple[str | bytes | int, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """A command to a Redis."""

    client: Redis
    command: Command


Steps = Generator[Ask | None, Any, T]


def run(steps: Steps[T]) -> T:
    """What the work gives, each question asked over this thread's own line.

    It may have been begun elsewhere, where it now waits at a None.
    """
    try:
        asked = steps.send(None)
        while True:
            if asked is None:
                asked = steps.send(None)
                continue
            try:
                answer = lines.ask(asked.client, *asked.command)
            except RedisError as error:
                asked = steps.throw(error)
            else:
                asked = steps.send(answer)
    except StopIteration as done:
        result: T = done.value
        return result
