"""When a customer was last spoken with, as logged here; seen and written within the scope only."""

from django.db import migrations, models

FORWARD = """alter table app.last_contact enable row level security;
create policy in_scope on app.last_contact to c360_web
  using (app.visible(customer_id)) with check (app.visible(customer_id));
revoke delete on app.last_contact from c360_web;"""
BACKWARD = """drop policy in_scope on app.last_contact;
alter table app.last_contact disable row level security;
grant delete on app.last_contact to c360_web;"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("nightly", "0002_visible")]

    operations = [
        migrations.CreateModel(
            name="LastContact",
            fields=[
                ("customer_id", models.TextField(primary_key=True, serialize=False)),
                ("contacted_on", models.DateField()),
                ("channel", models.TextField()),
            ],
            options={"db_table": "last_contact"},
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
