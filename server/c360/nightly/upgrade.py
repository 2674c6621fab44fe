"""What stands in the database from before an upgrade, beside what the product reads now."""

from django.db.models import Model

from c360.core.errors import LoadRefused
from c360.nightly import ddl, publish
from c360.nightly.models import PublicationRecord


def _columns(schema: str) -> dict[str, set[str]]:
    with publish.owner().cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns"
            " where table_schema = %s",
            [schema],
        )
        found: dict[str, set[str]] = {}
        for table, column in cursor.fetchall():
            found.setdefault(table, set()).add(column)
    return found


def _differ(models: tuple[type[Model], ...], schema: str) -> list[str]:
    stand = _columns(schema)
    return sorted(
        model._meta.db_table
        for model in models
        if stand.get(model._meta.db_table) != set(ddl.stored_names(model))
    )


def outgrown() -> list[str]:
    """The served publication's tables that the product has since given other columns, or made."""
    schema = PublicationRecord.objects.using("owner").latest("generation").schema
    return _differ(ddl.published_models(), schema)


def refuse_old_ledger() -> None:
    """LoadRefused where a lasting table has other columns than the product: a night can't join it.

    The ledger is not made anew by itself: it may hold days that the warehouse no longer gives.
    """
    if old := _differ(ddl.ledger_models(), "ledger"):
        raise LoadRefused(
            f"The ledger's {' and '.join(old)} was made by another version of the product, with "
            "other columns. Load into a new database, or go back to that version; a demo begins "
            "anew after `make clean`."
        )
