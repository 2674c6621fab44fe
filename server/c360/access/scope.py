"""The one function that turns a person into the rows they may see."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import orjson
from django.conf import settings
from django.utils import timezone
from psycopg import sql

from c360.access.directory import Entry
from c360.access.models import BreakGlass
from c360.access.roles import CLIENT, CLIENT_SCOPES, HEADS, ROLE_PERMISSIONS, extra_permissions
from c360.core import databases, days
from c360.core.pointer import Publication
from c360.core.viewer import Intervals, Viewer, few_books, in_bands

# A head's own unit must be of a level that the role may hold.
_LEVELS = {
    "branch_head": {"branch"},
    "cluster_head": {"branch", "cluster"},
    "region_head": {"branch", "cluster", "region", "bank"},
}
REMEMBERED = 4096  # records of sessions a process need not read again
UNASSIGNED = 0  # the rm_seq of customers in no book


@dataclass(frozen=True)
class Person:
    """What the directory said of a person at sign-in."""

    username: str
    name: str
    role: str
    employee_id: str | None
    extra: tuple[str, ...] = ()
    unit_id: str | None = None  # of an API client, which is no employee

    @property
    def permissions(self) -> frozenset[str]:
        """The role's permissions and those of further groups; of a client its scopes."""
        extra = frozenset(self.extra)
        if self.role == CLIENT:
            extra &= CLIENT_SCOPES
        return ROLE_PERMISSIONS[self.role] | extra


@dataclass(frozen=True)
class Place:
    """Where a publication puts a person: unit, and inclusive intervals of rm_seq.

    `opened` are customers opened by break-glass; at `until` (seconds since 1970, 0 for never)
    cover begins or ends, so that the place has to be read again.
    """

    unit_id: str | None
    unit_name: str | None
    scope: Intervals
    own_customer_id: str | None = None
    opened: tuple[tuple[str, int], ...] = ()
    until: int = 0


NOWHERE = Place(None, None, ())


def person_of(entry: Entry, role: str) -> Person:
    """The directory's entry in the role that its groups give."""
    extra = extra_permissions(entry.groups, settings.C360_PERMISSION_GROUPS)
    return Person(entry.username, entry.name, role, entry.employee_id, extra)


def place_of(person: Person, publication: Publication | None) -> Place:
    """The rows that `publication` lets this person see; no rows where it does not know them."""
    if publication is not None and person.role == CLIENT:
        return _place_of_client(person, publication)
    if publication is None or person.employee_id is None:
        return NOWHERE
    schema = sql.Identifier(publication.schema)
    query = sql.SQL(
        "select e.rm_seq, u.unit_id, u.name, u.level, u.rm_from, u.rm_to, e.own_customer_id"
        " from {0}.employee e left join {0}.unit u on u.unit_id = e.unit_id"
        " where e.employee_id = %s"
    ).format(schema)
    with databases.connection().cursor() as cursor:
        cursor.execute(query, [person.employee_id])
        row = cursor.fetchone()
    if row is None:
        return NOWHERE
    rm_seq, unit_id, unit_name, level, rm_from, rm_to, own_customer_id = row
    rows = _rows(person.role, rm_seq, level, rm_from, rm_to)
    covered, until = _covered(person, schema) if person.role == "rm" else ((), 0)
    return Place(
        unit_id,
        unit_name,
        in_bands((*rows, *covered), person.permissions),
        own_customer_id,
        _opened(person),
        until,
    )


def _place_of_client(person: Person, publication: Publication) -> Place:
    """The unit that the client was given, with all books in and under it."""
    query = sql.SQL("select name, level, rm_from, rm_to from {}.unit where unit_id = %s").format(
        sql.Identifier(publication.schema)
    )
    with databases.connection().cursor() as cursor:
        cursor.execute(query, [person.unit_id])
        row = cursor.fetchone()
    if row is None:
        return NOWHERE
    name, level, rm_from, rm_to = row
    return Place(
        person.unit_id, name, in_bands(_of_unit(level, rm_from, rm_to), person.permissions)
    )


def _rows(
    role: str, rm_seq: int | None, level: str | None, rm_from: int | None, rm_to: int | None
) -> Intervals:
    if role == "rm":
        return ((rm_seq, rm_seq),) if rm_seq else ()
    if role not in HEADS or level not in _LEVELS[role] or rm_from is None or rm_to is None:
        return ()
    return _of_unit(level, rm_from, rm_to)


def _of_unit(level: str, rm_from: int, rm_to: int) -> Intervals:
    """The books in and under a unit; those of nobody are the whole bank's."""
    if level == "bank":
        return ((UNASSIGNED, max(UNASSIGNED, rm_to)),)
    return ((rm_from, rm_to),) if rm_from <= rm_to else ()


def _covered(person: Person, schema: sql.Identifier) -> tuple[Intervals, int]:
    """The books this RM covers today, and when that changes."""
    today = days.today()
    query = sql.SQL(
        "select e.rm_seq, c.from_date, c.to_date from app.cover c"
        " join {0}.employee e on e.employee_id = c.covered"
        " where c.covering = %s and c.ended_at is null and c.to_date >= %s"
        " and e.rm_seq is not null"
    ).format(schema)
    with databases.connection().cursor() as cursor:
        cursor.execute(query, [person.employee_id, today])
        covers = cursor.fetchall()
    changes = [to + timedelta(days=1) if start <= today else start for _, start, to in covers]
    midnight = min(changes, default=None)
    zone = ZoneInfo(settings.C360_BANK_SETTINGS["time_zone"])
    until = datetime.combine(midnight, time(), zone) if midnight else None
    return (
        tuple((rm_seq, rm_seq) for rm_seq, start, _ in covers if start <= today),
        int(until.timestamp()) if until else 0,
    )


def _opened(person: Person) -> tuple[tuple[str, int], ...]:
    """The customers whom this person opened by break-glass and may still read."""
    rows: Iterable[tuple[str, datetime]] = (
        BreakGlass.objects.using(databases.reading())
        .filter(username=person.username, until__gt=timezone.now())
        .values_list("customer_id", "until")
    )
    return tuple((customer_id, int(until.timestamp())) for customer_id, until in rows)


def record_of(person: Person, place: Place) -> bytes:
    """What a session keeps of its viewer."""
    return orjson.dumps({"person": asdict(person), "place": asdict(place)})


def books_of(place: Place) -> str:
    """What a session keeps of the books it is kept up to date with: their numbers; '' for many."""
    return " ".join(str(book) for book in few_books(place.scope))


@lru_cache(maxsize=REMEMBERED)
def read_record(record: bytes) -> tuple[Person, Place]:
    """The person and place of a session's record."""
    fields = orjson.loads(record)
    person, place = fields["person"], fields["place"]
    for name in ("scope", "opened"):
        place[name] = tuple((low, high) for low, high in place[name])
    return Person(**{**person, "extra": tuple(person["extra"])}), Place(**place)


@lru_cache(maxsize=REMEMBERED)
def viewer_of(person: Person, place: Place, session: str) -> Viewer:
    """The viewer that views and queries meet; remembered with what it worked out of itself."""
    return Viewer(
        username=person.username,
        name=person.name,
        role=person.role,
        employee_id=person.employee_id,
        unit_id=place.unit_id,
        unit_name=place.unit_name,
        scope=place.scope,
        permissions=person.permissions,
        session=session,
        own_customer_id=place.own_customer_id,
        opened=place.opened,
    )
