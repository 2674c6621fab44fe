"""The bank's directory: a password is right, wrong, or the directory cannot be asked.

Every step has its share of one time limit, over verified TLS; referrals are never followed.
"""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as OutOfTime
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

import ldap
import ldap.dn
import ldap.filter
from django.conf import settings

from c360.core.errors import Problem

T = TypeVar("T")

TIME_LIMIT = 3.5  # seconds for the whole conversation; the promise is an answer within 5
TURN_LIMIT = 1.0  # seconds to wait for a turn: a slow directory must not hold every thread
_turns = threading.BoundedSemaphore(2)
_workers = ThreadPoolExecutor(max_workers=8, thread_name_prefix="directory")


@dataclass(frozen=True)
class Entry:
    """A person as the directory has them; `groups` are group cn's."""

    username: str
    name: str
    employee_id: str | None
    groups: tuple[str, ...]


class WrongPassword(Exception):
    """The directory knows no such person with such a password."""


def directory_unreachable() -> Problem:
    """Sign-in cannot be decided now; it is not a wrong password."""
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "directory_unreachable",
        "The bank's directory does not answer just now. Try again in a moment.",
        retry_after=10,
    )


def authenticate(username: str, password: str) -> Entry:
    """The directory's entry of this person.

    Raises WrongPassword, or Problem directory_unreachable (503) within TURN_LIMIT + TIME_LIMIT
    whatever the directory does, or does not.
    """
    if not username or not password or "\x00" in username + password:
        raise WrongPassword  # an empty password would be an anonymous bind, which succeeds
    return _within_limit(lambda talk: _sign_in(talk, username, password))


def find(username: str) -> Entry | None:
    """The directory's entry of this person, asked as the service; None when there is none.

    Raises Problem directory_unreachable (503) as `authenticate` does.
    """
    return find_all([username])[username]


def find_all(usernames: Iterable[str]) -> dict[str, Entry | None]:
    """As `find`, for as many as one conversation of TIME_LIMIT has time for (some dozens)."""

    def each(talk: _Talk) -> dict[str, Entry | None]:
        service = talk.bind_as_service()
        return {name: _found(talk, service, name) for name in usernames}

    return _within_limit(each)


def ping() -> None:
    """Bind as the service; Problem directory_unreachable when that fails."""
    _within_limit(lambda talk: talk.bind_as_service())


def _within_limit(conversation: "Callable[[_Talk], T]") -> T:
    """libldap's limits do not cover each step of a handshake: a thread holds the whole."""

    def run() -> T:
        talk = _Talk(time.monotonic() + TIME_LIMIT, settings.C360_LDAP)
        try:
            return conversation(talk)
        finally:
            talk.close()

    if not _turns.acquire(timeout=TURN_LIMIT):
        raise directory_unreachable()
    try:
        return _workers.submit(run).result(timeout=TIME_LIMIT)
    except (OutOfTime, ldap.LDAPError) as error:
        raise directory_unreachable() from error
    finally:
        _turns.release()


class _Talk:
    """One conversation; each bind has its own connection."""

    def __init__(self, deadline: float, config: Mapping[str, Any]) -> None:
        self.deadline = deadline
        self.config = config
        self._open: list[Any] = []

    def _left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise ldap.TIMEOUT
        return left

    def _connect(self) -> Any:
        connection = ldap.initialize(self.config["uri"])
        self._open.append(connection)
        connection.protocol_version = ldap.VERSION3
        connection.set_option(ldap.OPT_REFERRALS, 0)
        connection.set_option(ldap.OPT_NETWORK_TIMEOUT, self._left())
        connection.set_option(ldap.OPT_TIMEOUT, self._left())
        connection.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_DEMAND)
        if self.config["ca_file"]:
            connection.set_option(ldap.OPT_X_TLS_CACERTFILE, str(self.config["ca_file"]))
        connection.set_option(ldap.OPT_X_TLS_NEWCTX, 0)
        if self.config["start_tls"]:
            connection.start_tls_s()
        elif not self.config["uri"].startswith("ldaps://"):
            raise ldap.CONFIDENTIALITY_REQUIRED  # a password never travels in the clear
        return connection

    def bind_as_service(self) -> Any:
        """A connection bound as the service; any refusal means that the directory is no use."""
        connection = self._connect()
        connection.set_option(ldap.OPT_TIMEOUT, self._left())
        connection.simple_bind_s(self.config["bind_dn"], self.config["bind_password"])
        return connection

    def bind_as(self, dn: str, password: str) -> None:
        """Bind as a person; ldap.INVALID_CREDENTIALS for a wrong password."""
        connection = self._connect()
        connection.set_option(ldap.OPT_TIMEOUT, self._left())
        connection.simple_bind_s(dn, password)

    def search(self, connection: Any, base: str, words: str, attributes: list[str]) -> list[Any]:
        """Entries (dn, attributes) under `base`; search references are left out."""
        left = self._left()
        found = connection.search_ext_s(
            base, ldap.SCOPE_SUBTREE, words, attributes, timeout=left, sizelimit=50
        )
        return [entry for entry in found if entry[0] is not None]

    def close(self) -> None:
        """Close every connection of the conversation."""
        for connection in self._open:
            try:
                connection.unbind_ext_s()
            except ldap.LDAPError:
                continue  # it was never up


def _text(attributes: Mapping[str, list[bytes]], name: str) -> str | None:
    values = attributes.get(name) or []
    return values[0].decode("utf-8", "replace") if values else None


def _sign_in(talk: _Talk, username: str, password: str) -> Entry:
    config = talk.config
    service = talk.bind_as_service()
    people = _people(talk, service, username)
    nobody = f"uid={ldap.dn.escape_dn_chars(username)},{config['user_base']}"
    dn, attributes = people[0] if len(people) == 1 else (nobody, {})
    try:
        talk.bind_as(dn, password)
    except (ldap.INVALID_CREDENTIALS, ldap.UNWILLING_TO_PERFORM) as error:
        raise WrongPassword from error
    if not attributes:
        raise WrongPassword
    return _entry(talk, service, dn, attributes, username)


def _found(talk: _Talk, service: Any, username: str) -> Entry | None:
    people = _people(talk, service, username)
    if len(people) != 1:
        return None
    dn, attributes = people[0]
    return _entry(talk, service, dn, attributes, username)


def _people(talk: _Talk, service: Any, username: str) -> list[Any]:
    words = ldap.filter.filter_format("(uid=%s)", [username])
    if talk.config["user_filter"]:
        words = f"(&{words}{talk.config['user_filter']})"
    names = ["uid", "cn", "employeeNumber"]
    return talk.search(service, talk.config["user_base"], words, names)


def _entry(
    talk: _Talk, service: Any, dn: str, attributes: Mapping[str, list[bytes]], username: str
) -> Entry:
    groups = talk.search(
        service, talk.config["group_base"], ldap.filter.filter_format("(member=%s)", [dn]), ["cn"]
    )
    uid = _text(attributes, "uid") or username
    return Entry(
        username=uid.casefold(),
        name=_text(attributes, "cn") or uid,
        employee_id=_text(attributes, "employeeNumber"),
        groups=tuple(cn for _, found in groups if (cn := _text(found, "cn"))),
    )
