"""What a conversation or follow-up came from."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0002_rights'),
    ]

    operations = [
        migrations.AddField(
            model_name='conversation',
            name='insight_key',
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name='conversation',
            name='transaction_id',
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name='followup',
            name='insight_key',
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name='followup',
            name='transaction_id',
            field=models.TextField(null=True),
        ),
    ]
