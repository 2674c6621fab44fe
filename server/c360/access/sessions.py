"""A session from sign-in to sign-out: token, directory, scope and store put together."""

import ipaddress
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.db import connections
from django.http import HttpRequest
from django.utils import timezone

from c360.access import attempts, directory, store, tokens
from c360.access.models import FeedToken, SessionRevocation
from c360.access.roles import CLIENT, role_of
from c360.access.scope import (
    Person,
    Place,
    books_of,
    person_of,
    place_of,
    read_record,
    record_of,
    viewer_of,
)
from c360.core import databases, publications
from c360.core.errors import Problem, not_found
from c360.core.pointer import Publication
from c360.core.problems import request_id_of
from c360.core.steps import Steps
from c360.core.viewer import Viewer

_UNREAD = -1  # the generation of a scope that is to be read anew
SHOWN_OF_HASH = 16
_LOCAL = frozenset({"", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Session:
    """A session that holds; `created`, `seen` in ms since 1970, the rest as in store.Live."""

    viewer: Viewer
    publication: Publication | None
    created: int
    seen: int
    wait: int = 0
    wrote: int = 0
    versions: str = ""

    @property
    def expires_at(self) -> int:
        """When it ends at the latest, in seconds since 1970."""
        return self.created // 1000 + int(settings.C360_SESSION_ABSOLUTE_SECONDS)


def unauthorized(code: str, detail: str) -> Problem:
    """401 with that code."""
    return Problem(HTTPStatus.UNAUTHORIZED, code, detail)


def address_of(request: HttpRequest) -> str:
    """The caller's address: as the edge on this machine saw it, else the connection's own."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if peer not in _LOCAL:
        return peer
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    if not seen:
        return peer
    try:
        return str(ipaddress.ip_address(seen))
    except ValueError:
        return peer


def token_of(request: HttpRequest) -> str:
    """The bearer token; Problem session_required (401) when there is none."""
    scheme, _, token = str(request.META.get("HTTP_AUTHORIZATION", "")).partition(" ")
    if scheme.casefold() != "bearer" or not token:
        raise unauthorized("session_required", "Sign in first.")
    return token


def sign_in(request: HttpRequest, username: str, password: str) -> tuple[str, Session]:
    """A token and its session.

    Problems: wrong_password, no_role, locked_out, directory_unreachable, and the stores' own.

    PostgreSQL and the sessions Redis must answer: sign-in fails closed.
    """
    databases.require_primary()
    username = username.strip().casefold()
    entry = _authenticate(username, password, request)
    role = role_of(entry.groups, settings.C360_ROLE_GROUPS)
    if role is None:
        note(request, "sign_in_refused", entry.username, {"reason": "no_role"})
        raise Problem(HTTPStatus.FORBIDDEN, "no_role", "Your directory account has no role here.")
    return begin(request, person_of(entry, role))


def begin(request: HttpRequest, person: Person) -> tuple[str, Session]:
    """A new session of somebody who has proved who they are."""
    publication = publications.current()
    place = place_of(person, publication)
    session_id = tokens.new_session_id()
    session = store.hash_of(session_id)
    if person.employee_id:
        store.serves(person.employee_id, person.username)
    created = store.create(
        session,
        person.username,
        record_of(person, place),
        _UNREAD,  # what changed since the place was read shows with the first answer
        _record(request, "sign_in", _who(person)),
        books_of(place),
    )
    found = Session(viewer_of(person, place, session), publication, created, created)
    return tokens.issue(session_id, found.expires_at), found


def _who(person: Person) -> dict[str, str | int]:
    said: dict[str, str | int] = {"role": person.role}
    return {**said, "employee_id": person.employee_id} if person.employee_id else said


def _authenticate(username: str, password: str, request: HttpRequest) -> directory.Entry:
    attempt = attempts.begin(username, address_of(request))
    # A slow directory must not hold a connection that live sessions need.
    connections["default"].close_if_unusable_or_obsolete()
    try:
        entry = directory.authenticate(username, password)
    except directory.WrongPassword as error:
        note(request, "sign_in_refused", username, {"reason": "wrong_password"})
        raise Problem(
            HTTPStatus.UNAUTHORIZED,
            "wrong_password",
            "The user name or the password is wrong.",
            extra={"attempts_left": attempts.left(attempt)},
        ) from error
    except Problem:
        attempts.undecided(attempt)
        raise
    attempts.succeeded(attempt)
    return entry


def resuming(
    token: str,
    *,
    is_background: bool,
    look: Mapping[str, str | int] | None,
    searches: int = 0,
    with_books: bool = False,
) -> Steps[Session]:
    """The session of a token, touched unless the request `is_background`.

    Writes `look` to the audit, counts a search and asks `with_books` in the same step. Problems:
    token_invalid, session_idle, session_ended (401), publication_behind (503).
    """
    session = store.hash_of(tokens.read(token))
    publication = publications.kept()
    if publication is None:
        yield None
        publication = publications.current()
    generation = publication.generation if publication else 0
    try:
        live = yield from store.checking(
            session,
            touch=not is_background,
            generation=generation,
            look=look,
            searches=searches,
            with_books=with_books,
        )
        versions = live.versions.decode()
        if live.highest_generation > generation:
            yield None
            publication = _catch_up(live.highest_generation)
            generation = publication.generation
        person, place = read_record(live.viewer)
        if live.generation != generation or 0 < place.until <= time.time():
            yield None
            place = _read_anew(person, publication, session, live)
            versions = ""  # they may be of other books
    except store.Idle as error:
        raise unauthorized("session_idle", "You were signed out after a pause.") from error
    except store.Ended as error:
        raise unauthorized("session_ended", "Your session has ended. Sign in again.") from error
    viewer = viewer_of(person, place, session)
    wait = live.wait
    if person.role == CLIENT:
        yield None
        most = settings.C360_CLIENT_CALLS_A_MINUTE
        wait = max(wait, store.count_call(person.username, most))
    return Session(viewer, publication, live.created, live.seen, wait, live.wrote, versions)


def _read_anew(
    person: Person, publication: Publication | None, session: str, live: store.Live
) -> Place:
    """The person's place as the newest database has it; kept with the session if the primary's.

    Ended when the user was revoked since the session began.
    """

    def read() -> tuple[Place, bool]:
        _refuse_revoked(person.username, session, live.created)
        return place_of(person, publication), databases.reading() == databases.PRIMARY

    place, is_final = databases.ask(databases.newest(), read)
    if is_final:
        generation = publication.generation if publication else 0
        record = record_of(person, place)
        store.refresh(session, record, generation, live.generation, books_of(place))
    return place


def _catch_up(generation: int) -> Publication:
    """The publication that another process served already: an answer never goes back in time."""
    publication = publications.current(at_least=generation)
    if publication is None or publication.generation < generation:
        raise Problem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "publication_behind",
            "The newest business day is not here yet. Try again in a moment.",
            retry_after=1,
        )
    return publication


def _refuse_revoked(username: str, session: str, created: int) -> None:
    """A session that Redis gave back (an old file restored) but that was revoked ends again."""
    revoked = SessionRevocation.objects.using(databases.reading()).filter(username=username).first()
    if revoked is not None and created <= revoked.at.timestamp() * 1000:
        store.end(session, username)
        raise store.Ended


def session_of(request: HttpRequest) -> Session:
    """The session that the middleware found for this request."""
    session = getattr(request, "session_state", None)
    if not isinstance(session, Session):
        raise unauthorized("session_required", "Sign in first.")
    return session


def sign_out(request: HttpRequest, viewer: Viewer) -> None:
    """End this session at once."""
    store.end(viewer.session, viewer.username)
    note(request, "sign_out", viewer.username, {"session": viewer.session})


def own(viewer: Viewer) -> list[store.Begun]:
    """The viewer's sessions that hold, the newest first."""
    return store.begun(viewer.username)


def name_of(session: str) -> str:
    """What the user knows a session by: enough of its hash to tell it from the others."""
    return session[:SHOWN_OF_HASH]


def end_own(request: HttpRequest, viewer: Viewer, name: str) -> None:
    """End a session of the viewer's own at once; not-found for any other name."""
    found = next((one.session for one in own(viewer) if name_of(one.session) == name), None)
    if found is None:
        raise not_found()
    store.end(found, viewer.username)
    note(request, "sign_out", viewer.username, {"session": found})


def revoke(username: str, reason: str) -> int:
    """End a user's sessions and calendar address, remembered beyond Redis; how many were live."""
    SessionRevocation.objects.using("default").update_or_create(
        username=username, defaults={"at": timezone.now(), "reason": reason}
    )
    FeedToken.objects.using("default").filter(username=username).delete()
    return store.end_all(username)


def _record(request: HttpRequest, kind: str, extra: dict[str, str | int]) -> dict[str, str | int]:
    return {
        "kind": kind,
        "request_id": request_id_of(request),
        "address": address_of(request),
        **extra,
    }


def note(request: HttpRequest, kind: str, username: str, extra: dict[str, str | int]) -> None:
    """Write into the audit that a session began, was refused or ended."""
    store.note({**_record(request, kind, extra), "user": username})
