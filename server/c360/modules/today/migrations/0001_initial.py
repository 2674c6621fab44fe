"""What people decided about insights."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Insight',
            fields=[
                ('key', models.TextField(primary_key=True, serialize=False)),
                ('customer_id', models.TextField()),
                ('rm_seq', models.IntegerField()),
                ('rule', models.TextField()),
                ('version', models.IntegerField()),
                ('score', models.IntegerField()),
                ('place', models.IntegerField()),
                ('on_date', models.DateField(null=True)),
                ('amount', models.BigIntegerField(null=True)),
                ('compared', models.BigIntegerField(null=True)),
                ('account_id', models.TextField(null=True)),
                ('transaction_id', models.TextField(null=True)),
                ('detail', models.TextField(null=True)),
            ],
            options={
                'db_table': 'insight',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='InsightRule',
            fields=[
                ('name', models.TextField(primary_key=True, serialize=False)),
                ('version', models.IntegerField()),
                ('title', models.TextField()),
                ('reason', models.TextField()),
                ('why', models.TextField()),
                ('owner', models.TextField()),
                ('evidence', models.TextField()),
                ('weight', models.IntegerField()),
            ],
            options={
                'db_table': 'insight_rule',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.TextField()),
                ('customer_id', models.TextField()),
                ('kind', models.TextField()),
                ('until', models.DateField(null=True)),
                ('reason', models.TextField(default='')),
                ('decided_by', models.TextField()),
                ('decided_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'db_table': 'insight_decision',
                'indexes': [models.Index(fields=['key', '-id'], name='insight_decision_key')],
            },
        ),
    ]
