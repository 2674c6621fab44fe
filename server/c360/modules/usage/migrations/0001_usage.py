"""Counts of calls and events, a month a partition."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql" / "usage.sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(
            SQL.read_text(encoding="utf-8"),
            "drop table app.usage_call, app.usage_event; drop function app.tend_usage(integer)",
        )
    ]
