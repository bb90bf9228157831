import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('firms', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Endpoint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('url', models.CharField(max_length=2000)),
                ('description', models.CharField(blank=True, default='', max_length=200)),
                ('email', models.EmailField(blank=True, default='', max_length=254)),
                ('types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('requested_filters', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('active', 'Active'), ('disabled', 'Disabled'), ('deleted', 'Deleted')], default='active', max_length=10)),
                ('disabled_because', models.CharField(blank=True, default='', max_length=80)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('max_in_flight', models.PositiveSmallIntegerField(default=4)),
                ('rate', models.FloatField(default=10.0)),
                ('tokens', models.FloatField(default=1.0)),
                ('tokens_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('last_claimed_at', models.DateTimeField(null=True)),
                ('fails', models.PositiveIntegerField(default=0)),
                ('failing_since', models.DateTimeField(null=True)),
                ('last_success_at', models.DateTimeField(null=True)),
                ('trips', models.PositiveIntegerField(default=0)),
                ('opens', models.PositiveIntegerField(default=0)),
                ('opened_at', models.DateTimeField(null=True)),
                ('open_until', models.DateTimeField(null=True)),
                ('throttled_until', models.DateTimeField(null=True)),
                ('unreadable_since', models.DateTimeField(null=True)),
                ('unreadable_retry_at', models.DateTimeField(null=True)),
                ('tests', models.PositiveIntegerField(default=0)),
                ('firm', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='endpoints', to='firms.firm')),
            ],
            options={
                'ordering': ['created_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='EndpointSecret',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ciphertext', models.BinaryField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('expires_at', models.DateTimeField(null=True)),
                ('endpoint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='secrets', to='webhooks.endpoint')),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('webhook_id', models.CharField(max_length=40, unique=True)),
                ('type', models.CharField(max_length=80)),
                ('source', models.CharField(max_length=80)),
                ('version', models.BigIntegerField()),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('occurred_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('data', models.JSONField()),
                ('firm', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='firms.firm')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('pending', 'Pending'), ('sending', 'Sending'), ('delivered', 'Delivered'), ('held', 'Held'), ('exhausted', 'Exhausted'), ('quarantined', 'Quarantined'), ('cancelled', 'Cancelled')], default='pending', max_length=12)),
                ('attempts', models.PositiveIntegerField(db_default=0, default=0)),
                ('failures', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('unknowns', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('next_attempt_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('claimed_at', models.DateTimeField(null=True)),
                ('lease_token', models.UUIDField(null=True)),
                ('lease_until', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('endpoint', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='webhooks.endpoint')),
                ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='webhooks.event')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('disabled', 'Disabled'), ('exhausted', 'Exhausted'), ('unreadable', 'Unreadable')], max_length=10)),
                ('episode', models.DateTimeField()),
                ('detail', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('claimed_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('endpoint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='webhooks.endpoint')),
            ],
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('outcome', models.CharField(choices=[('delivered', 'Delivered'), ('failed', 'Failed'), ('unknown', 'Unknown')], max_length=9)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('ms', models.PositiveIntegerField(null=True)),
                ('error', models.CharField(blank=True, default='', max_length=30)),
                ('body', models.CharField(blank=True, default='', max_length=1024)),
                ('late', models.BooleanField(default=False)),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tries', to='webhooks.delivery')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('outcome', 'unknown')), fields=['ended_at'], name='attempt_unknown')],
            },
        ),
        migrations.AddIndex(
            model_name='endpoint',
            index=models.Index(fields=['firm'], name='endpoint_firm'),
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['active', 'disabled', 'deleted'])), name='endpoint_state'),
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=models.CheckConstraint(condition=models.Q(('max_in_flight__gte', 1), ('rate__gt', 0)), name='endpoint_may_send'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['firm', 'number'], name='event_feed'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=django.contrib.postgres.indexes.GinIndex(fields=['topics'], name='event_topics'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(fields=('type', 'source', 'version'), name='one_event_per_change'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('type__regex', '^[a-z0-9_]+(\\.[a-z0-9_]+)+$')), name='event_type_form'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['endpoint', '-id'], name='delivery_of_endpoint'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'pending')), fields=['endpoint', 'next_attempt_at', 'id'], name='delivery_pending'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'sending')), fields=['endpoint', 'lease_until'], name='delivery_sending'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state__in', ['held', 'exhausted', 'quarantined'])), fields=['endpoint', 'id'], name='delivery_stopped'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('event', 'endpoint'), name='one_delivery_an_endpoint'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lease_token__isnull', False), ('lease_until__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_token', None), ('lease_until', None)), _connector='OR'), name='delivery_leased_while_sending'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('endpoint', 'kind', 'episode'), name='one_notice_an_episode'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at', None), ('sent_at__gte', models.F('created_at')), _connector='OR'), name='notice_sent_after_it_was_made'),
        ),
        # Rows that change often: room for their next version on the same page, and a vacuum that
        # comes before the dead ones slow the claims.
        migrations.RunSQL(
            sql=[
                "ALTER TABLE webhooks_delivery SET (fillfactor = 70,"
                " autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000)",
                "ALTER TABLE webhooks_endpoint SET (fillfactor = 50,"
                " autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000)",
            ],
            reverse_sql=[
                "ALTER TABLE webhooks_delivery RESET (fillfactor,"
                " autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold)",
                "ALTER TABLE webhooks_endpoint RESET (fillfactor,"
                " autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold)",
            ],
        ),
    ]
