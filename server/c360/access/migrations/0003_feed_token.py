"""Calendar addresses of users."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0002_audit")]

    operations = [
        migrations.CreateModel(
            name="FeedToken",
            fields=[
                ("username", models.TextField(primary_key=True, serialize=False)),
                ("token_hash", models.TextField(unique=True)),
                ("created_at", models.DateTimeField(auto_now=True)),
            ],
            options={"db_table": "feed_token"},
        ),
    ]
