"""How each user has money and dates written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0007_alert")]

    operations = [
        migrations.CreateModel(
            name="ReaderFormat",
            fields=[
                ("username", models.TextField(primary_key=True, serialize=False)),
                ("short_units", models.TextField(default="")),
                ("date_format", models.TextField(default="")),
            ],
            options={"db_table": "reader_format"},
        ),
    ]
