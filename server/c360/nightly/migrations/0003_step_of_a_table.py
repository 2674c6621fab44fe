"""Steps of a load are timed by table too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("nightly", "0002_visible")]

    operations = [
        migrations.AddField("loadstep", "table", models.TextField(default="", db_default=""))
    ]
