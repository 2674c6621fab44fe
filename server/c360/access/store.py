"""Sessions and the audit stream in the sessions Redis: what each script does is in scripts/."""

import hashlib
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import NoScriptError
from redis.retry import Retry

from c360.core import lines, steps
from c360.core.steps import Ask, Steps

SESSIONS_OF_A_USER = 5
STREAM = "audit"
WROTE_FOR = 3600  # seconds; a replica further behind is not used for longer than that anyway
GENERATION = "generation"
LONGEST_FLUSH = 3  # seconds: a look waits for a busy disk rather than be refused
_SCRIPTS = Path(__file__).parent / "scripts"


@dataclass(frozen=True)
class Live:
    """A session that holds; times in ms since 1970, `generation` the one its scope was read in.

    `wait` is for how many ms its user may not search; 0 unless this was a search too many.
    `wrote` is up to where the primary's log holds what the user wrote lately; 0 for nothing.
    `versions` are those of its books where they were asked for: b"" where nothing may be kept.
    """

    created: int
    seen: int
    viewer: bytes
    generation: int
    highest_generation: int
    wait: int
    wrote: int
    versions: bytes


@dataclass(frozen=True)
class Begun:
    """A session that holds: its hash, start and last use in ms since 1970, where it began."""

    session: str
    created: int
    seen: int
    address: str


class Ended(Exception):
    """The session does not exist any more."""


class Idle(Ended):
    """The session ended because nobody used it."""


@cache
def client() -> Redis:
    """The process's connections to the sessions Redis."""
    return _connect(settings.C360_REDIS_SESSIONS_URL)


@cache
def sealer() -> Redis:
    """The sealer's connections: its user may read and trim the stream, which the web's need not."""
    return _connect(settings.C360_REDIS_AUDIT_URL)


@cache
def _connect(url: str) -> Redis:
    return Redis.from_url(
        url, socket_timeout=LONGEST_FLUSH, socket_connect_timeout=1, retry=Retry(NoBackoff(), 1)
    )


@cache
def _script(name: str) -> Any:
    return client().register_script((_SCRIPTS / f"{name}.lua").read_text(encoding="utf-8"))


def running(name: str, keys: list[str], arguments: list[Any]) -> Steps[Any]:
    """A script's answer."""
    script = _script(name)
    asked = Ask(client(), ("EVALSHA", script.sha, len(keys), *keys, *arguments))
    try:
        return (yield asked)
    except NoScriptError:  # Redis was started anew
        yield None
        client().script_load(script.script)
        return (yield asked)


def run(name: str, keys: list[str], arguments: list[Any]) -> Any:
    """A script's answer, over this thread's own line."""
    return steps.run(running(name, keys, arguments))


def hash_of(session_id: str) -> str:
    """What a session is filed under; the id itself is never kept."""
    return hashlib.sha256(session_id.encode()).hexdigest()


class _Numbers:
    """Each process numbers what it promises to the audit, so that a missing number is a gap.

    A number whose record was not taken (the session had ended, the store was down) is named as
    void by the next record.
    """

    def __init__(self) -> None:
        self.process = secrets.token_hex(6)
        self._lock = threading.Lock()
        self._next = 1
        self._void: list[int] = []

    @contextmanager
    def on(self, record: Mapping[str, str | int]) -> Iterator[list[str | int]]:
        """The record's fields and values with its number; an error inside makes that void."""
        with self._lock:
            number, void = self._next, self._void
            self._next, self._void = number + 1, []
        numbered = {**record, "process": self.process, "number": number}
        if void:
            numbered["void"] = ",".join(str(each) for each in void)
        try:
            yield [part for pair in numbered.items() for part in pair]
        except BaseException:
            with self._lock:
                self._void += [*void, number]
            raise


_numbers = _Numbers()


def checking(
    session: str,
    *,
    touch: bool,
    generation: int,
    look: Mapping[str, str | int] | None,
    searches: int = 0,
    with_books: bool = False,
) -> Steps[Live]:
    """The live session filed under `session`; Idle or Ended otherwise; RedisError when down.

    `look` is written to the audit in the same step, with the session's user. `searches` is how
    many the user may make in a minute when this is one, else 0. `with_books`: for an answer that
    shows what is written of books (books.py).
    """
    arguments = [
        settings.C360_SESSION_IDLE_SECONDS * 1000,
        settings.C360_SESSION_ABSOLUTE_SECONDS * 1000,
        int(touch),
        generation,
        searches,
        new_version() if with_books else "",
    ]
    if look is None:
        return (yield from _checking(session, arguments))
    with _numbers.on({**look, "session": session}) as fields:
        return (yield from _checking(session, [*arguments, *fields]))


def new_version() -> str:
    """A version of a book that there never was."""
    return secrets.token_hex(8)


def _checking(session: str, arguments: list[Any]) -> Steps[Live]:
    found = yield from running("check", [f"s:{session}", GENERATION, STREAM], arguments)
    if found[0] == b"idle":
        raise Idle
    if found[0] != b"live":
        raise Ended
    return Live(*found[1:])


def create(
    session: str,
    username: str,
    viewer: bytes,
    generation: int,
    record: Mapping[str, str | int],
    books: str = "",
) -> int:
    """Begin a session, end the user's oldest beyond SESSIONS_OF_A_USER; its start in ms."""
    keys = [f"s:{session}", f"u:{username}", STREAM]
    with _numbers.on({**record, "session": session}) as fields:
        arguments = [
            session,
            viewer,
            generation,
            username,
            settings.C360_SESSION_ABSOLUTE_SECONDS * 1000,
            SESSIONS_OF_A_USER,
            record.get("address", ""),
            books,
            *fields,
        ]
        return int(run("create", keys, arguments))


def refresh(session: str, viewer: bytes, generation: int, seen: int, books: str = "") -> None:
    """Keep a live session's newly read scope unless its generation is no longer the one `seen`.

    Ended when it ended meanwhile.
    """
    if not run("refresh", [f"s:{session}"], [viewer, generation, seen, books]):
        raise Ended


def count_call(username: str, most: int) -> int:
    """Count a call of an API client; for how many ms it must wait, past `most` of a minute."""
    return int(run("calls", [f"s:calls:{username}"], [most]))


def serves(employee_id: str, username: str) -> None:
    """Remember which user name an employee signs in with, for `rescope`."""
    client().sadd(f"e:{employee_id}", username)


def rescope(username: str) -> None:
    """Make every live session of a user read its scope anew before its next answer."""
    for session in _sessions_of(username):
        mark = -1 - secrets.randbelow(2**31)  # no generation; differs from any mark before
        run("mark", [f"s:{session.decode()}"], [mark])


def rescope_employee(employee_id: str) -> None:
    """As `rescope`, for whoever signs in as this employee."""
    users: Any = client().smembers(f"e:{employee_id}")
    for username in users:
        rescope(username.decode())


def _sessions_of(username: str) -> list[bytes]:
    found: Any = client().zrange(f"u:{username}", 0, -1)
    return list(found)


def begun(username: str) -> list[Begun]:
    """The user's sessions that hold, the newest first."""
    now = int(time.time() * 1000)
    found = []
    for session in reversed(_sessions_of(username)):
        kept: Any = client().hmget(b"s:" + session, "created", "seen", "address")
        if kept[0] is None:
            continue
        created, seen = int(kept[0]), int(kept[1])
        is_idle = now - seen >= settings.C360_SESSION_IDLE_SECONDS * 1000
        if not is_idle and now - created < settings.C360_SESSION_ABSOLUTE_SECONDS * 1000:
            found.append(Begun(session.decode(), created, seen, (kept[2] or b"").decode()))
    return found


def wrote(username: str, log: int) -> None:
    """Remember up to where the primary's log holds what this user wrote."""
    lines.ask(client(), "SET", f"s:wrote:{username}", log, "EX", WROTE_FOR)


def end(session: str, username: str) -> None:
    """End one session at once."""
    client().delete(f"s:{session}")
    client().zrem(f"u:{username}", session)


def end_all(username: str) -> int:
    """End every session of a user at once; how many there were."""
    ended = [int(client().delete(b"s:" + session)) for session in _sessions_of(username)]
    client().delete(f"u:{username}")
    return sum(ended)


def live() -> dict[str, list[bytes]]:
    """The viewers' records of the sessions that are kept, by user name."""
    found: dict[str, list[bytes]] = {}
    for key in client().scan_iter("u:*", count=1000):
        username = key.decode().removeprefix("u:")
        kept = [client().hget(b"s:" + each, "viewer") for each in _sessions_of(username)]
        found[username] = [record for record in kept if isinstance(record, bytes)]
    return {username: records for username, records in found.items() if records}


def note(record: Mapping[str, str | int]) -> None:
    """Write one audit record; RedisError when it cannot be kept."""
    with _numbers.on(record) as fields:
        lines.ask(client(), "XADD", STREAM, "*", *fields)
