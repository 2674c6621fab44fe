"""Whether people with live sessions are still in the directory what they signed in as."""

import logging

from django.conf import settings
from django.db import connections

from c360.access import directory, sessions, store
from c360.access.models import CLIENT_PREFIX
from c360.access.roles import role_of
from c360.access.scope import Person, person_of, read_record

ASKED_AT_ONCE = 40  # people in one conversation with the directory
log = logging.getLogger(__name__)


def recheck() -> list[str]:
    """End the sessions of whoever is gone, disabled or in other groups; their user names.

    Problem directory_unreachable (503) when the directory cannot be asked: sessions go on.
    """
    connections["default"].close_if_unusable_or_obsolete()
    signed_in = {
        username: {_what_counts(read_record(record)[0]) for record in records}
        for username, records in store.live().items()
        if not username.startswith(CLIENT_PREFIX)
    }
    ended: list[str] = []
    names = sorted(signed_in)
    for start in range(0, len(names), ASKED_AT_ONCE):
        found = directory.find_all(names[start : start + ASKED_AT_ONCE])
        changed = [name for name, entry in found.items() if signed_in[name] != {_now(entry)}]
        for name in changed:
            sessions.revoke(name, "changed in the directory")
            log.warning("Sessions of %s ended: the directory's entry has changed.", name)
        ended += changed
    return ended


def _what_counts(person: Person) -> tuple[str | None, ...]:
    return (person.role, person.employee_id, *person.extra)


def _now(entry: directory.Entry | None) -> tuple[str | None, ...] | None:
    role = role_of(entry.groups, settings.C360_ROLE_GROUPS) if entry else None
    return _what_counts(person_of(entry, role)) if entry and role else None
