"""The last contact of each customer whose conversations were logged before it was kept."""

from django.conf import settings
from django.db import migrations

FORWARD = """insert into app.last_contact (customer_id, contacted_on, channel)
select distinct on (customer_id) customer_id, (occurred_at at time zone %s)::date, channel
from app.conversation where outcome <> 'no_answer' order by customer_id, occurred_at desc
on conflict do nothing"""


def kept(apps, schema_editor):
    schema_editor.execute(FORWARD, [settings.C360_BANK_SETTINGS["time_zone"]])


class Migration(migrations.Migration):
    dependencies = [("conversations", "0004_words"), ("customers", "0001_last_contact")]

    operations = [migrations.RunPython(kept, migrations.RunPython.noop)]
