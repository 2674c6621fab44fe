"""Days that an operator asked to have loaded; the web adds to them, the worker alone changes them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("nightly", "0003_step_of_a_table")]

    operations = [
        migrations.CreateModel(
            name="LoadRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("as_of", models.DateField()),
                ("restate", models.BooleanField(default=False)),
                ("why", models.TextField()),
                ("asked_by", models.TextField()),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("published", "Published"),
                            ("unchanged", "Unchanged"),
                            ("refused", "Refused"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("error", models.TextField(default="")),
                (
                    "load",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="requests",
                        to="nightly.load",
                    ),
                ),
            ],
            options={"db_table": "load_request", "ordering": ["-id"]},
        ),
        migrations.AddConstraint(
            "loadrequest",
            models.UniqueConstraint(
                fields=["as_of"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="load_request_open",
            ),
        ),
        migrations.RunSQL(
            "revoke update, delete on app.load_request from c360_web", migrations.RunSQL.noop
        ),
    ]
