from django.db import migrations, models

# The web adds to what it counts and cannot give itself a new budget.
RIGHTS = "revoke update, delete, truncate on app.export_taken from c360_web"


class Migration(migrations.Migration):
    dependencies = [("access", "0004_oversight")]

    operations = [
        migrations.CreateModel(
            name="ExportTaken",
            fields=[
                ("id", models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("username", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "export_taken",
                "indexes": [models.Index(fields=["username", "-at"], name="export_by_user")],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
