"""The audit's tables: partitioned, append-only by rights and by triggers."""

from pathlib import Path

from django.db import migrations

AUDIT_SQL = Path(__file__).parents[1] / "sql" / "audit.sql"


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.RunSQL(
            AUDIT_SQL.read_text(encoding="utf-8"),
            "drop table app.audit; drop table app.audit_batch; drop function app.refuse_change()",
        )
    ]
