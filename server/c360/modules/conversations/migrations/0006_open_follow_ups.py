"""Overdue promises of a unit are found by their day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0005_contacts")]

    operations = [
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(
                fields=["due_on"], condition=models.Q(done_at=None), name="follow_up_open"
            ),
        ),
    ]
