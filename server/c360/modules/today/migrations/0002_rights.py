"""Second wall: decisions on customers of the viewer's scope only, and never rewritten."""

from django.db import migrations

FORWARD = """alter table app.insight_decision enable row level security;
create policy in_scope on app.insight_decision to c360_web
  using (app.visible(customer_id)) with check (app.visible(customer_id));
revoke update, delete on app.insight_decision from c360_web;"""
BACKWARD = """drop policy in_scope on app.insight_decision;
alter table app.insight_decision disable row level security;
grant update, delete on app.insight_decision to c360_web;"""


class Migration(migrations.Migration):
    dependencies = [("today", "0001_initial"), ("nightly", "0002_visible")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
