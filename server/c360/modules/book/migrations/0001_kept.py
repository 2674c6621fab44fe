"""Saved views and tags on customers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CustomerTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("customer_id", models.TextField()),
                ("tag", models.TextField()),
                ("added_by", models.TextField()),
                ("added_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "customer_tag",
                "constraints": [models.UniqueConstraint(fields=("customer_id", "tag"), name="customer_tag_once")],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("query", models.JSONField(default=dict)),
                ("shared", models.BooleanField(default=False)),
                ("owner", models.TextField()),
                ("owner_name", models.TextField()),
                ("unit_id", models.TextField(null=True)),
                ("saved_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "db_table": "saved_view",
                "constraints": [models.UniqueConstraint(fields=("owner", "name"), name="saved_view_owner_name")],
            },
        ),
    ]
