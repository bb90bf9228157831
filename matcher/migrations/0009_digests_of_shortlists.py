import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('firms', '0001_initial'),
        ('matcher', '0008_answers_of_partners'),
    ]

    operations = [
        migrations.CreateModel(
            name='DigestSubscription',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('rhythm', models.CharField(choices=[('at_once', 'at once'), ('daily', 'daily'), ('weekly', 'weekly')], max_length=7)),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-Hans', '简体中文')], max_length=7)),
                ('hour', models.PositiveSmallIntegerField()),
                ('weekday', models.PositiveSmallIntegerField()),
                ('last_revision', models.PositiveIntegerField()),
                ('next_due_at', models.DateTimeField()),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='digests', to='firms.member')),
                ('shortlist', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='digests', to='matcher.shortlist')),
            ],
            options={
                'ordering': ['shortlist', 'member'],
            },
        ),
        migrations.CreateModel(
            name='DigestMessage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('from_revision', models.PositiveIntegerField()),
                ('to_revision', models.PositiveIntegerField()),
                ('subject', models.CharField(max_length=300)),
                ('text', models.TextField()),
                ('html', models.TextField()),
                ('state', models.CharField(choices=[('pending', 'to be sent'), ('sending', 'being sent, or the sender died'), ('sent', 'taken by the mail server'), ('given_up', 'refused too often')], default='pending', max_length=8)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('failures', models.PositiveSmallIntegerField(default=0)),
                ('error', models.CharField(blank=True, default='', max_length=300)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('lease_until', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('subscription', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='matcher.digestsubscription')),
            ],
            options={
                'ordering': ['subscription', '-to_revision'],
            },
        ),
        migrations.AddIndex(
            model_name='digestsubscription',
            index=models.Index(fields=['next_due_at'], name='digest_by_due'),
        ),
        migrations.AddConstraint(
            model_name='digestsubscription',
            constraint=models.UniqueConstraint(fields=('shortlist', 'member'), name='one_digest_per_shortlist_and_member'),
        ),
        migrations.AddConstraint(
            model_name='digestsubscription',
            constraint=models.CheckConstraint(condition=models.Q(('hour__lte', 23), ('weekday__gte', 1), ('weekday__lte', 7)), name='digest_has_an_hour_and_a_weekday'),
        ),
        migrations.AddIndex(
            model_name='digestmessage',
            index=models.Index(condition=models.Q(('state__in', ['pending', 'sending'])), fields=['due_at'], name='digest_message_unsent'),
        ),
        migrations.AddIndex(
            model_name='digestmessage',
            index=models.Index(fields=['finished_at'], name='digest_message_finished'),
        ),
        migrations.AddConstraint(
            model_name='digestmessage',
            constraint=models.UniqueConstraint(fields=('subscription', 'to_revision'), name='one_digest_message_per_revision'),
        ),
        migrations.AddConstraint(
            model_name='digestmessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_until', None)), _connector='OR'), name='digest_message_leased_while_sending'),
        ),
    ]
