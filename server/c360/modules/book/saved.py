"""Saved views of the grid: the viewer's own, and those that people of the same books share."""

from datetime import date
from typing import Any

from c360.core.errors import Problem, not_found
from c360.core.viewer import Viewer
from c360.customers.queries import is_few
from c360.modules.book import grid
from c360.modules.book.models import SavedView

SHOWN = 50
COUNTED = 8  # views whose customers are counted with the list: those that stand as segments

Json = dict[str, Any]


def views(viewer: Viewer, as_of: date) -> list[Json]:
    """The viewer's own first, then the shared ones, oldest first; row-level security chooses."""
    rows = sorted(SavedView.objects.order_by("id")[:SHOWN], key=lambda one: not _own(viewer, one))
    counted = COUNTED if is_few(viewer) else 0
    return [
        {**view_json(viewer, row), "count": _count(viewer, row, as_of) if n < counted else None}
        for n, row in enumerate(rows)
    ]


def _own(viewer: Viewer, row: SavedView) -> bool:
    return row.owner == viewer.username


def _count(viewer: Viewer, row: SavedView, as_of: date) -> int | None:
    """None where a filter of an older release is no longer read."""
    try:
        return grid.count(viewer, row.query, as_of)
    except Problem:
        return None


def view(viewer: Viewer, view_id: int) -> SavedView:
    """A view of the viewer's own; not-found for anybody else's."""
    found = SavedView.objects.filter(pk=view_id, owner=viewer.username).first()
    if found is None:
        raise not_found()
    return found


def view_json(viewer: Viewer, row: SavedView) -> Json:
    """The API's form of a saved view."""
    return {
        "id": row.pk,
        "name": row.name,
        "query": row.query,
        "shared": row.shared,
        "own": _own(viewer, row),
        "owner_name": row.owner_name,
    }
