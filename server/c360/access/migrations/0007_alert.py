from django.db import migrations, models

# The worker raises alerts; the web acknowledges them and can change nothing else.
RIGHTS = """
revoke insert, update, delete, truncate on app.alert from c360_web;
grant update (acknowledged_at, acknowledged_by, note) on app.alert to c360_web;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0006_api_client")]

    operations = [
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("username", models.TextField()),
                ("name", models.TextField()),
                ("supervisor", models.TextField(null=True)),
                ("kind", models.TextField()),
                ("day", models.DateField()),
                ("customers", models.IntegerField()),
                ("usual", models.IntegerField(null=True)),
                ("honey", models.JSONField()),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("raised_at", models.DateTimeField(auto_now_add=True)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("acknowledged_by", models.TextField(default="")),
                ("note", models.TextField(default="")),
            ],
            options={
                "db_table": "alert",
                "indexes": [
                    models.Index(fields=["supervisor", "-raised_at"], name="alert_reviews")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["username", "kind", "day"], name="alert_of_a_day")],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
