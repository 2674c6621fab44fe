"""The shapes of saved views and of tags, for the OpenAPI document."""

from typing import Any

from rest_framework import serializers as s

from c360.modules.book.grid_filters import MOST_CHOSEN

# The words of the grid's URL that a view may keep.
KEPT = (
    "sort", "cols", "segment", "city", "flag", "product", "not_product", "tag", "min_trv",
    "max_trv", "min_casa", "max_casa", "quiet_days", "kyc_days", "matures_from", "matures_to", "q",
)  # fmt: skip


class QueryField(s.DictField):
    """The URL's own words and their values; others are refused."""

    child = s.CharField(max_length=500)

    def to_internal_value(self, data: Any) -> dict[str, str]:
        """A dict of known words."""
        found: dict[str, str] = super().to_internal_value(data)
        unknown = sorted(set(found) - set(KEPT))
        if unknown:
            raise s.ValidationError(f"'query' knows {', '.join(KEPT)}.")
        return found


class SavedViewWrite(s.Serializer[Any]):
    """A view to keep."""

    name = s.CharField(max_length=60)
    query = QueryField()
    shared = s.BooleanField(required=False, default=False)


class SavedViewChange(s.Serializer[Any]):
    """What is to be another."""

    name = s.CharField(max_length=60, required=False)
    query = QueryField(required=False)
    shared = s.BooleanField(required=False)


class SavedViewSerializer(s.Serializer[Any]):
    """A view of the grid; `own` ones can be changed by this viewer."""

    id = s.IntegerField()
    name = s.CharField()
    query = s.DictField(child=s.CharField())
    shared = s.BooleanField()
    own = s.BooleanField()
    owner_name = s.CharField()


class SavedViewAnswer(SavedViewSerializer):
    """A view as kept."""

    as_of = s.DateField()


class CountedView(SavedViewSerializer):
    """A view with how many customers it shows, null where nobody counted."""

    count = s.IntegerField(allow_null=True)


class SavedViews(s.Serializer[Any]):
    """The viewer's own views, then the shared ones."""

    as_of = s.DateField()
    results = CountedView(many=True)


class TagWrite(s.Serializer[Any]):
    """A word to put on customers, or one to take away."""

    customer_ids = s.ListField(
        child=s.CharField(max_length=64), min_length=1, max_length=MOST_CHOSEN
    )
    add = s.RegexField(r"^[^,]+$", max_length=30, required=False, default="")
    remove = s.CharField(max_length=30, required=False, default="", allow_blank=True)


class TagAnswer(s.Serializer[Any]):
    """How many customers were tagged."""

    as_of = s.DateField()
    customers = s.IntegerField()
