"""The one function that turns a person into the rows they may see."""

from dataclasses import asdict, dataclass
from functools import lru_cache

import orjson
from django.db import connections
from psycopg import sql

from c360.access.directory import Entry
from c360.access.roles import HEADS, ROLE_PERMISSIONS
from c360.core.pointer import Publication
from c360.core.viewer import Viewer

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


@dataclass(frozen=True)
class Place:
    """Where a publication puts a person: unit, and inclusive intervals of rm_seq."""

    unit_id: str | None
    unit_name: str | None
    scope: tuple[tuple[int, int], ...]


NOWHERE = Place(None, None, ())


def person_of(entry: Entry, role: str) -> Person:
    """The directory's entry in the role that its groups give."""
    return Person(entry.username, entry.name, role, entry.employee_id)


def place_of(person: Person, publication: Publication | None) -> Place:
    """The rows that `publication` lets this person see; no rows where it does not know them."""
    if publication is None or person.employee_id is None:
        return NOWHERE
    schema = sql.Identifier(publication.schema)
    query = sql.SQL(
        "select e.rm_seq, u.unit_id, u.name, u.level, u.rm_from, u.rm_to"
        " from {0}.employee e left join {0}.unit u on u.unit_id = e.unit_id"
        " where e.employee_id = %s"
    ).format(schema)
    with connections["default"].cursor() as cursor:
        cursor.execute(query, [person.employee_id])
        row = cursor.fetchone()
    if row is None:
        return NOWHERE
    rm_seq, unit_id, unit_name, level, rm_from, rm_to = row
    return Place(unit_id, unit_name, _rows(person.role, rm_seq, level, rm_from, rm_to))


def _rows(
    role: str, rm_seq: int | None, level: str | None, rm_from: int | None, rm_to: int | None
) -> tuple[tuple[int, int], ...]:
    if role == "rm":
        return ((rm_seq, rm_seq),) if rm_seq else ()
    if role not in HEADS or level not in _LEVELS[role] or rm_from is None or rm_to is None:
        return ()
    if level == "bank":
        return ((UNASSIGNED, max(UNASSIGNED, rm_to)),)
    return ((rm_from, rm_to),) if rm_from <= rm_to else ()


def record_of(person: Person, place: Place) -> bytes:
    """What a session keeps of its viewer."""
    return orjson.dumps({"person": asdict(person), "place": asdict(place)})


@lru_cache(maxsize=REMEMBERED)
def read_record(record: bytes) -> tuple[Person, Place]:
    """The person and place of a session's record."""
    fields = orjson.loads(record)
    place = fields["place"]
    scope = tuple((low, high) for low, high in place["scope"])
    return Person(**fields["person"]), Place(place["unit_id"], place["unit_name"], scope)


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
        permissions=ROLE_PERMISSIONS[person.role],
        session=session,
    )
