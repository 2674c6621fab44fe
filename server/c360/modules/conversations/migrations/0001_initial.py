"""What RMs write: conversations, their edits, follow-ups."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceRequest',
            fields=[
                ('request_id', models.TextField(primary_key=True, serialize=False)),
                ('customer_id', models.TextField()),
                ('rm_seq', models.IntegerField()),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(null=True)),
                ('kind', models.TextField()),
                ('channel', models.TextField(null=True)),
                ('status', models.TextField()),
                ('text', models.TextField(null=True)),
            ],
            options={
                'db_table': 'service_request',
                'abstract': False,
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Touchpoint',
            fields=[
                ('touchpoint_id', models.TextField(primary_key=True, serialize=False)),
                ('customer_id', models.TextField()),
                ('rm_seq', models.IntegerField()),
                ('occurred_at', models.DateTimeField()),
                ('kind', models.TextField()),
                ('channel', models.TextField(null=True)),
                ('status', models.TextField(null=True)),
                ('title', models.TextField(null=True)),
                ('text', models.TextField(null=True)),
                ('employee_id', models.TextField(null=True)),
            ],
            options={
                'db_table': 'touchpoint',
                'abstract': False,
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('customer_id', models.TextField()),
                ('occurred_at', models.DateTimeField()),
                ('channel', models.TextField()),
                ('purposes', models.JSONField(default=list)),
                ('outcome', models.TextField()),
                ('products', models.JSONField(default=list)),
                ('sentiment', models.TextField(null=True)),
                ('text', models.TextField()),
                ('confidential', models.BooleanField(default=False)),
                ('author', models.TextField()),
                ('author_name', models.TextField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('edited_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'conversation',
                'indexes': [models.Index(fields=['customer_id', '-occurred_at'], name='conversation_recent')],
            },
        ),
        migrations.CreateModel(
            name='ConversationEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('customer_id', models.TextField()),
                ('replaced_at', models.DateTimeField(auto_now_add=True)),
                ('replaced_by', models.TextField()),
                ('before', models.JSONField()),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='edits', to='conversations.conversation')),
            ],
            options={
                'db_table': 'conversation_edit',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('customer_id', models.TextField()),
                ('text', models.TextField()),
                ('due_on', models.DateField()),
                ('owner', models.TextField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('outcome', models.TextField(default='')),
                ('conversation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='conversations.conversation')),
            ],
            options={
                'db_table': 'follow_up',
                'indexes': [models.Index(fields=['owner', 'due_on'], name='follow_up_owner'), models.Index(fields=['customer_id', 'due_on'], name='follow_up_customer')],
            },
        ),
    ]
