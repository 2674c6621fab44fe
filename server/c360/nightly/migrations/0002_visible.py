"""The function that lets policies of lasting tables follow the publication."""

from pathlib import Path

from django.db import migrations

VISIBLE_SQL = Path(__file__).parents[1] / "sql" / "visible.sql"


class Migration(migrations.Migration):
    dependencies = [("nightly", "0001_loads")]

    operations = [
        migrations.RunSQL(
            VISIBLE_SQL.read_text(encoding="utf-8"), "drop function app.visible(text)"
        )
    ]
