from django.db import migrations, models

# The web reads clients to let them in; only the owner makes and revokes them.
RIGHTS = "revoke insert, update, delete, truncate on app.api_client from c360_web"


class Migration(migrations.Migration):
    dependencies = [("access", "0005_exports")]

    operations = [
        migrations.CreateModel(
            name="ApiClient",
            fields=[
                ("client_id", models.TextField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("unit_id", models.TextField()),
                ("scopes", models.JSONField()),
                ("secret_hash", models.CharField(max_length=64)),
                ("created_by", models.TextField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_by", models.TextField(default="")),
            ],
            options={"db_table": "api_client"},
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
