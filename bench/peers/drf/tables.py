"""The peer's models, with the columns that its tables have (what `inspectdb` would write)."""

from typing import Any

from django.db import connection, models

FIELDS: dict[str, Any] = {
    "integer": models.IntegerField,
    "bigint": models.BigIntegerField,
    "date": models.DateField,
    "boolean": models.BooleanField,
    "text": models.TextField,
    "text[]": models.JSONField,
    "double precision": models.FloatField,
}


def model_of(table: str, key: str, links: dict[str, tuple[Any, str]]) -> Any:
    """An unmanaged model of a table of the schema `peer`; links are column -> (model, name)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select attname, format_type(atttypid, atttypmod) from pg_attribute"
            " where attrelid = %s::regclass and attnum > 0 and not attisdropped order by attnum",
            [f"peer.{table}"],
        )
        columns = cursor.fetchall()
    attributes: dict[str, Any] = {"__module__": __name__}
    for name, kind in columns:
        if name in links:
            to, back = links[name]
            attributes[name.removesuffix("_id")] = models.ForeignKey(
                to, models.DO_NOTHING, db_column=name, related_name=back
            )
            continue
        options: dict[str, Any] = {"primary_key": True} if name == key else {"null": True}
        if kind.startswith("numeric"):
            attributes[name] = models.DecimalField(max_digits=38, decimal_places=4, **options)
        else:
            attributes[name] = FIELDS.get(kind, models.TextField)(**options)
    attributes["Meta"] = type(
        "Meta", (), {"app_label": "peer", "managed": False, "db_table": table}
    )
    return type(table.title(), (models.Model,), attributes)
