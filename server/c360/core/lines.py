"""A thread's own line to a Redis: one command, one answer, nothing between.

redis-py's client spends more on its pool and its retries than on the command itself, and an
answer from the cache asks Redis twice. Here a thread keeps one of redis-py's own connections.
"""

import threading
from typing import Any

from hiredis import pack_command
from redis import Redis
from redis.connection import AbstractConnection
from redis.exceptions import ConnectionError as Disconnected
from redis.exceptions import ResponseError

_own = threading.local()


def ask(client: Redis, *command: str | bytes | int) -> Any:
    """The answer to one command; RedisError when there is none.

    A line that the server closed while it lay idle is opened anew, once. A time-out is final:
    the command may have been done.
    """
    line = _line(client)
    packed = [pack_command(command)]  # type: ignore[arg-type]
    try:
        return _say(line, packed)
    except Disconnected:
        return _say(line, packed)


def _say(line: Any, packed: list[bytes]) -> Any:
    try:
        line.send_packed_command(packed, check_health=False)
        return line.read_response()
    except ResponseError:
        raise  # the command was refused; the line is well
    except BaseException:
        line.disconnect()  # a late answer must never be taken for the next command's
        raise


def _line(client: Redis) -> Any:
    lines: dict[int, tuple[Redis, AbstractConnection]] = _own.__dict__.setdefault("lines", {})
    kept = lines.get(id(client))
    if kept is None or kept[0] is not client:
        pool = client.connection_pool
        kept = lines[id(client)] = (client, pool.connection_class(**pool.connection_kwargs))
    return kept[1]
