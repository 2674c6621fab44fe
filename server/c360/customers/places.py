"""Where a unit of the bank, or an RM's book, stands: what is right under it, and what above."""
# ruff: noqa: S608 (statements are put together from our own words; values are bound)

from dataclasses import dataclass, replace
from typing import Any

from c360.core.errors import not_found
from c360.core.viewer import Viewer, in_bands
from c360.http.rows import Row, fetch

_PLACE = """
    select unit_id, parent_id, level, name, rm_from, rm_to from unit where rm_from <= rm_to
    union all
    select employee_id, unit_id, 'rm', name, rm_seq, rm_seq from employee
    where rm_seq is not null"""
_PLACES = f"""
    with place as ({_PLACE})
    select * from place
    where (unit_id = %(unit)s or parent_id = %(unit)s)
        and int4range(rm_from, rm_to, '[]') <@ %(scope)s::int4multirange"""
# From the top down; who heads the bank sees all of it, so the top says nothing.
_ABOVE = f"""
    with recursive place as ({_PLACE}), above as (
        select place.*, 0 as steps from place where unit_id = %(unit)s
        union all
        select place.*, steps + 1 from place join above on place.unit_id = above.parent_id)
    select unit_id as id, name,
        int4range(rm_from, rm_to, '[]') <@ %(scope)s::int4multirange as is_open
    from above where steps > 0 and level <> 'bank' order by steps desc"""
_HEAD = """
    select name from employee where unit_id = %(unit)s and role = %(level)s || '_head'
    order by employee_id limit 1"""


@dataclass(frozen=True)
class Place:
    """A unit or an RM's book (`level` rm), its RMs' numbers, and the places right under it."""

    unit_id: str
    level: str
    rm_from: int
    rm_to: int
    rows: dict[str, Row]  # of it and of those under it, by unit_id

    def of_book(self, book: int) -> list[str]:
        """The ids of the places that hold an RM's book."""
        return [name for name, row in self.rows.items() if row["rm_from"] <= book <= row["rm_to"]]

    def narrowed(self, viewer: Viewer) -> Viewer:
        """The viewer with the books of this place alone."""
        return replace(viewer, scope=in_bands(((self.rm_from, self.rm_to),), viewer.permissions))


def place_of(viewer: Viewer, unit_id: str) -> Place:
    """The place of that id.

    Raises not-found where it is not whole in the viewer's scope, or one customer alone is.
    """
    found = fetch(_PLACES, {"unit": unit_id, "scope": viewer.scope_text})
    rows = {row["unit_id"]: row for row in found}
    if unit_id not in rows or viewer.only is not None:
        raise not_found()
    own = rows[unit_id]
    return Place(unit_id, own["level"], own["rm_from"], own["rm_to"], rows)


def above(viewer: Viewer, place: Place) -> list[dict[str, Any]]:
    """The units above, from the top down; `is_open` where the viewer may go there."""
    return fetch(_ABOVE, {"unit": place.unit_id, "scope": viewer.scope_text})


def head_of(place: Place) -> str | None:
    """The name of who heads the unit, where the bank tells."""
    found = fetch(_HEAD, {"unit": place.unit_id, "level": place.level})
    return found[0]["name"] if found else None
