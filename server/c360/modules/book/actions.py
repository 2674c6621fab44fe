"""What people keep about their book: saved views, and tags on customers."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from c360.access.books import note_writing
from c360.core.errors import bad_request, not_found
from c360.core.viewer import Viewer
from c360.customers.models import Customer
from c360.customers.queries import books_of, within
from c360.modules.book import saved
from c360.modules.book.models import CustomerTag, SavedView

MOST_VIEWS = 30


def save_view(viewer: Viewer, values: dict[str, Any]) -> SavedView:
    """Keep a view under a name; the same name again is the view anew.

    Raises too_many_views beyond MOST_VIEWS of the viewer's own.
    """
    own = SavedView.objects.filter(owner=viewer.username)
    if own.exclude(name=values["name"]).count() >= MOST_VIEWS:
        raise bad_request("too_many_views", f"{MOST_VIEWS} views are kept. Delete one first.")
    kept = {**values, "owner_name": viewer.name, "unit_id": viewer.unit_id}
    row, _ = SavedView.objects.update_or_create(
        owner=viewer.username, name=kept.pop("name"), defaults=kept
    )
    return row


def change_view(viewer: Viewer, view_id: int, values: dict[str, Any]) -> SavedView:
    """Rename, share or change a view of the viewer's own; not-found for anybody else's."""
    row = saved.view(viewer, view_id)
    for name, value in values.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise bad_request("name_taken", "Another of your views has this name.") from error
    return row


def delete_view(viewer: Viewer, view_id: int) -> None:
    """Delete a view of the viewer's own; not-found for anybody else's."""
    saved.view(viewer, view_id).delete()


def tag(viewer: Viewer, customer_ids: Sequence[str], *, add: str, remove: str) -> int:
    """Put a word on these customers, or take one away; how many customers there are.

    Raises not-found when one of them is out of the viewer's scope: all or none.
    """
    ids = sorted(set(customer_ids))
    if Customer.objects.filter(within(viewer), customer_id__in=ids).count() != len(ids):
        raise not_found()
    note_writing(books_of(ids))
    if remove:
        CustomerTag.objects.filter(customer_id__in=ids, tag=remove).delete()
    if add:
        CustomerTag.objects.bulk_create(
            [CustomerTag(customer_id=one, tag=add, added_by=viewer.username) for one in ids],
            ignore_conflicts=True,
        )
    return len(ids)


def forget(customer_id: str) -> dict[str, int]:
    """Remove the words put on a customer, as the owner; how many rows."""
    return {"tags": CustomerTag.objects.using("owner").filter(customer_id=customer_id).delete()[0]}
