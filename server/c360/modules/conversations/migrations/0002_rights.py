"""Second wall: only what the viewer's scope shows, and no way to rewrite history."""

from django.db import migrations

SCOPED = ("conversation", "conversation_edit", "follow_up")
FORWARD = "\n".join(
    f"""alter table app.{table} enable row level security;
create policy in_scope on app.{table} to c360_web
  using (app.visible(customer_id)) with check (app.visible(customer_id));"""
    for table in SCOPED
) + """
revoke delete on app.conversation, app.follow_up from c360_web;
revoke update, delete on app.conversation_edit from c360_web;"""
BACKWARD = "\n".join(
    f"drop policy in_scope on app.{table}; alter table app.{table} disable row level security;"
    for table in SCOPED
) + """
grant delete on app.conversation, app.follow_up to c360_web;
grant update, delete on app.conversation_edit to c360_web;"""


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_initial"), ("nightly", "0002_visible")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
