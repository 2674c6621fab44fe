"""The words of a note, as written (names, product words) and as English stems."""

from django.db import migrations

FORWARD = """alter table app.conversation add column words tsvector generated always as
  (to_tsvector('simple', text) || to_tsvector('english', text)) stored"""


class Migration(migrations.Migration):
    dependencies = [("conversations", "0003_origins")]

    operations = [
        migrations.RunSQL(FORWARD, "alter table app.conversation drop column words"),
    ]
