"""Second wall: tags within the scope; one's own views, and those shared by who serves the same."""

from pathlib import Path

from django.db import migrations

SERVES_SQL = Path(__file__).parents[1] / "sql" / "serves_under.sql"
FORWARD = """alter table app.customer_tag enable row level security;
create policy in_scope on app.customer_tag to c360_web
  using (app.visible(customer_id)) with check (app.visible(customer_id));
revoke update on app.customer_tag from c360_web;
alter table app.saved_view enable row level security;
create policy own on app.saved_view to c360_web
  using (owner = (select current_setting('c360.user', true)))
  with check (owner = (select current_setting('c360.user', true)));
create policy shared on app.saved_view for select to c360_web
  using (shared and app.serves_under(unit_id));"""
BACKWARD = """drop policy in_scope on app.customer_tag;
alter table app.customer_tag disable row level security;
grant update on app.customer_tag to c360_web;
drop policy own on app.saved_view;
drop policy shared on app.saved_view;
alter table app.saved_view disable row level security;"""


class Migration(migrations.Migration):
    dependencies = [("book", "0001_kept"), ("nightly", "0002_visible")]

    operations = [
        migrations.RunSQL(
            SERVES_SQL.read_text(encoding="utf-8"), "drop function app.serves_under(text)"
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
