"""The demo's directory users: real employees of the published bank, one for each role."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from demo.services.slapd import Person

HEADS = {"branch": "branch_head", "cluster": "cluster_head", "region": "region_head"}
STAFF = {"service_desk": "Service Desk", "auditor": "Auditor", "operator": "Operator"}
VIP, OF_STAFF = "c360-vip-customers", "c360-staff-customers"
# Who serves customers in the demo serves staff and VIPs too: every total is of the whole book.
MORE_GROUPS = dict.fromkeys(("rm", *HEADS.values()), (VIP, OF_STAFF))
PASSWORDS = {
    "rm": "book-of-thousand",
    "branch_head": "all-my-branch",
    "cluster_head": "all-my-cluster",
    "region_head": "all-my-region",
    "service_desk": "how-may-i-help",
    "auditor": "who-saw-what",
    "operator": "nightly-at-half-past-five",
}

Connection = psycopg.Connection[TupleRow]


@dataclass(frozen=True)
class DemoUser:
    """Somebody who can sign in to the demo; `employee_id` is None for one invented here."""

    username: str
    password: str
    role: str
    name: str
    employee_id: str | None

    def person(self) -> Person:
        """The directory's entry."""
        group = f"c360-{self.role.replace('_', '-')}"
        more = MORE_GROUPS.get(self.role, ())
        return Person(self.username, self.name, self.password, group, self.employee_id, more)

    def as_json(self) -> dict[str, str]:
        """As it stands in `.run/demo.json`."""
        return {
            "username": self.username,
            "password": self.password,
            "role": self.role,
            "name": self.name,
        }


def demo_users(connection: Connection) -> list[DemoUser]:
    """The RM of the largest book, the heads above, the three staff roles, and a second RM.

    `connection` is the owner's, on the product's database. Reads the publication that is served.
    Raises LookupError when nothing is published.
    """
    found = connection.execute(
        "select schema from app.publication order by generation desc limit 1"
    ).fetchone()
    if found is None:
        raise LookupError("no business day is published")
    connection.execute(
        sql.SQL("set search_path = {}, public").format(sql.Identifier(str(found[0])))
    )
    connection.execute("select set_config('c360.scope', '{[0,2147483646]}', false)")
    rms = _rms_by_book(connection)
    chosen: list[tuple[str, str, str | None]] = []
    if rms:
        chosen.append(("rm", rms[0][1], rms[0][0]))
        chosen += _heads_above(connection, rms[0][2])
    chosen += _staff(connection)
    elsewhere = next((rm for rm in rms if rm[2] != rms[0][2]), None)
    if elsewhere:
        chosen.append(("rm", elsewhere[1], elsewhere[0]))
    return named(chosen)


def _rms_by_book(connection: Connection) -> list[tuple[str, str, str]]:
    """(employee_id, name, unit_id) of every RM, the largest book first."""
    rows = connection.execute(
        """
        select e.employee_id, e.name, e.unit_id
        from employee e
        left join (select rm_id, count(*) as size from customer group by rm_id) b
          on b.rm_id = e.employee_id
        where e.rm_seq is not null
        order by coalesce(b.size, 0) desc, e.employee_id
        """
    ).fetchall()
    return [(str(row[0]), str(row[1]), str(row[2])) for row in rows]


def _heads_above(connection: Connection, unit_id: str) -> list[tuple[str, str, str | None]]:
    """(role, name, employee_id) of the heads of that unit and of the units above, upwards."""
    rows = connection.execute(
        """
        with recursive above as (
            select unit_id, parent_id, level, 0 as steps from unit where unit_id = %s
            union all
            select u.unit_id, u.parent_id, u.level, a.steps + 1
            from unit u join above a on u.unit_id = a.parent_id
        )
        select distinct on (a.steps) a.level, e.name, e.employee_id
        from above a join employee e on e.unit_id = a.unit_id and e.rm_seq is null
        where e.role = a.level || '_head'
        order by a.steps, e.employee_id
        """,
        [unit_id],
    ).fetchall()
    return [(HEADS[row[0]], str(row[1]), str(row[2])) for row in rows if row[0] in HEADS]


def _staff(connection: Connection) -> list[tuple[str, str, str | None]]:
    """(role, name, employee_id) of an employee of each staff role; invented where none is."""
    rows = connection.execute(
        "select distinct on (role) role, name, employee_id from employee "
        "where role = any(%s) order by role, employee_id",
        [list(STAFF)],
    ).fetchall()
    employees: Mapping[str, tuple[str, str]] = {row[0]: (row[1], row[2]) for row in rows}
    return [(role, *employees.get(role, (title, None))) for role, title in STAFF.items()]


def named(chosen: Iterable[tuple[str, str, str | None]]) -> list[DemoUser]:
    """Users with distinct user names made from their names: `meera.deshpande`."""
    users: list[DemoUser] = []
    taken: set[str] = set()
    for role, name, employee_id in chosen:
        username = user_name(name) or role.replace("_", ".")
        if username in taken:
            username = f"{username}.{user_name(employee_id or role)}"
        taken.add(username)
        users.append(DemoUser(username, PASSWORDS[role], role, name, employee_id))
    return users


def user_name(name: str) -> str:
    """The name in plain small letters and digits, its words joined by dots."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return ".".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
