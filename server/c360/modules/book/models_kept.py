"""What people keep about their book, for ever in `app`: saved views, and tags on customers."""

from typing import ClassVar

from django.db import models


class SavedView(models.Model):
    """A grid's filters, order and columns under a name; shared with those who serve the same books.

    `query` has the URL's own words; `unit_id` is the owner's unit when it was saved.
    """

    name = models.TextField()
    query: ClassVar[models.JSONField] = models.JSONField(default=dict)
    shared = models.BooleanField(default=False)
    owner = models.TextField()
    owner_name = models.TextField()
    unit_id = models.TextField(null=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "saved_view"
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_view_owner_name")
        ]


class CustomerTag(models.Model):
    """A word that somebody put on a customer; everyone who may see the customer sees it."""

    customer_id = models.TextField()
    tag = models.TextField()
    added_by = models.TextField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "customer_tag"
        constraints = [
            models.UniqueConstraint(fields=["customer_id", "tag"], name="customer_tag_once")
        ]
