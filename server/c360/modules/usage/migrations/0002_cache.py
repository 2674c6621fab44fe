"""How many of the calls went through the answer cache, and how many were answered from it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("usage", "0001_usage")]

    operations = [
        migrations.RunSQL(
            "alter table app.usage_call add cache_asked integer not null default 0,"
            " add cache_hits integer not null default 0",
            "alter table app.usage_call drop cache_asked, drop cache_hits",
        )
    ]
