"""A scope as whole units and single books, so that the night's sums of units answer for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from c360.core.viewer import BAND, BANDS, SEE_STAFF, SEE_VIP, STAFF_BANDS, VIP_BANDS, Viewer
from c360.customers.queries import is_few
from c360.http.rows import fetch, first

NO_BOOK = 0  # the rm_seq of customers in no RM's book, who are in no roll-up

_OWN_UNIT = "select rm_from, rm_to from unit where unit_id = %(unit)s"
# Whole units under no whole unit, and the RMs of the scope who are in none of those.
_PARTS = """
    with whole as (
        select unit_id, parent_id, int4range(rm_from, rm_to, '[]') as span from unit
        where rm_from <= rm_to and int4range(rm_from, rm_to, '[]') <@ %(books)s::int4multirange
    ), top as (
        select * from whole where parent_id is null or parent_id not in (select unit_id from whole)
    )
    select unit_id, null::int as rm_seq from top
    union all
    select null, rm_seq from employee
    where rm_seq <@ %(books)s::int4multirange and rm_seq is not null
        and not coalesce(rm_seq <@ (select range_agg(span) from top), false)"""


@dataclass(frozen=True)
class Parts:
    """What a scope is made of: whole `units`, and the numbers of single `books` beside them.

    `bands` is the combination that the viewer may see. `rest`: customers in no book, too.
    """

    units: list[str]
    books: list[int]
    bands: int
    rest: bool

    def values(self) -> dict[str, Any]:
        """For statements over tables of units, of books, and of customers by `rms`."""
        read = [NO_BOOK, *self.books] if self.rest else self.books
        return {
            "units": self.units,
            "books": self.books,
            "rms": in_their_bands(read, self.bands),
            "bands": str(self.bands),
        }


def in_their_bands(books: Iterable[int], bands: int) -> list[int]:
    """The `rm_seq` of those books in every band of a combination."""
    seen = [band for band in range(BANDS) if band & bands == band]
    return [book + band * BAND for band in seen for book in books]


def bands_of(viewer: Viewer) -> int:
    """The combination of bands that the viewer may see."""
    return STAFF_BANDS * viewer.may(SEE_STAFF) + VIP_BANDS * viewer.may(SEE_VIP)


def parts_of(viewer: Viewer) -> Parts:
    """The viewer's scope in parts; it must not be of one customer alone."""
    plain = [(low, high) for low, high in viewer.scope if low < BAND]
    rest = any(low <= NO_BOOK <= high for low, high in plain)
    spans = [(max(low, NO_BOOK + 1), high) for low, high in plain if high > NO_BOOK]
    bands = bands_of(viewer)
    if viewer.role != "rm":  # an RM's unit is the branch, of which the book is a part
        own = first(_OWN_UNIT, {"unit": viewer.unit_id or ""})
        if own and [(own["rm_from"], own["rm_to"])] == spans:
            return Parts([viewer.unit_id or ""], [], bands, rest)
    if is_few(viewer):
        books = [n for low, high in spans for n in range(low, high + 1)]
        return Parts([], books, bands, rest)
    text = "{" + ",".join(f"[{low},{high}]" for low, high in spans) + "}"
    rows = fetch(_PARTS, {"books": text})
    units = [row["unit_id"] for row in rows if row["unit_id"] is not None]
    return Parts(units, [row["rm_seq"] for row in rows if row["unit_id"] is None], bands, rest)
