from core.permissions import roles

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


def grant_roles(apps, schema_editor):
    """Both roles see what a published list moves."""
    viewed = *((m, m) for m in ("shortlist", "revision", "entry")), ("matchgeneration", "match generation")
    roles.grant_view(apps, "matcher", *viewed)



class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('firms', '0001_initial'),
        ('partners', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='IndexFile',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('partners_number', models.BigIntegerField(db_index=True, help_text='The partners number of the state that the file holds.')),
                ('partner_count', models.PositiveIntegerField()),
                ('built_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-partners_number'],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('brief_version', models.PositiveIntegerField()),
                ('model', models.CharField(max_length=20)),
                ('policy', models.BigIntegerField()),
                ('partners', models.BigIntegerField()),
                ('as_of', models.DateField()),
                ('understood', models.JSONField()),
                ('weights', models.JSONField()),
                ('excluded', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('changes', models.JSONField(default=list)),
                ('verdict', models.JSONField(default=dict)),
                ('beside', models.JSONField(default=dict)),
                ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['shortlist', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Brief',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=200)),
                ('asked', models.JSONField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('firm', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='briefs', to='firms.firm')),
            ],
        ),
        migrations.CreateModel(
            name='MatchGeneration',
            fields=[
                ('number', models.AutoField(primary_key=True, serialize=False)),
                ('simulated', models.BooleanField()),
                ('state', models.CharField(choices=[('building', 'being computed'), ('current', 'complete and read'), ('past', 'complete, and followed by another'), ('abandoned', 'abandoned: lists or partners changed meanwhile')], default='building', max_length=10)),
                ('model', models.CharField(max_length=20)),
                ('policy', models.BigIntegerField()),
                ('partners', models.BigIntegerField()),
                ('as_of', models.DateField()),
                ('total', models.PositiveIntegerField()),
                ('divisions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), default=list, size=None)),
                ('services', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), default=list, size=None)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'current')), fields=('simulated',), name='one_current_generation'), models.UniqueConstraint(condition=models.Q(('state', 'building')), fields=('simulated',), name='one_generation_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='MatchShard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('province', models.CharField(blank=True, max_length=6)),
                ('makers', models.PositiveIntegerField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('generation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shards', to='matcher.matchgeneration')),
            ],
            options={
                'ordering': ['generation', 'province'],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField()),
                ('points', models.PositiveIntegerField()),
                ('detail', models.JSONField()),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='matcher.revision')),
            ],
            options={
                'verbose_name_plural': 'entries',
                'ordering': ['revision', 'rank'],
            },
        ),
        migrations.CreateModel(
            name='Shortlist',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('checked_version', models.PositiveIntegerField(default=0)),
                ('checked_policy', models.BigIntegerField(default=0)),
                ('checked_partners', models.BigIntegerField(default=0)),
                ('checked_on', models.DateField(null=True)),
                ('refused', models.JSONField(null=True)),
                ('refusals', models.PositiveIntegerField(default=0)),
                ('depends_on_sectors', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), default=list, size=None)),
                ('depends_on_provinces', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=6), default=list, size=None)),
                ('depends_on_datasets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('brief', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='shortlist', to='matcher.brief')),
            ],
            options={
                'ordering': ['-created_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='revision',
            name='shortlist',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='matcher.shortlist'),
        ),
        migrations.CreateModel(
            name='StrongestPairs',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('division', models.CharField(blank=True, max_length=16)),
                ('service', models.CharField(blank=True, max_length=16)),
                ('province', models.CharField(blank=True, max_length=6)),
                ('packed', models.BinaryField()),
                ('generation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pairs', to='matcher.matchgeneration')),
            ],
            options={
                'verbose_name_plural': 'strongest pairs',
            },
        ),
        migrations.AddConstraint(
            model_name='brief',
            constraint=models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='brief_version_from_one'),
        ),
        migrations.AddConstraint(
            model_name='matchshard',
            constraint=models.UniqueConstraint(fields=('generation', 'province'), name='one_shard_per_province'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('revision', 'rank'), name='one_entry_per_rank'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('revision', 'partner'), name='one_entry_per_partner'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('points__lte', 65280), ('rank__gte', 1)), name='entry_in_range'),
        ),
        migrations.AddIndex(
            model_name='shortlist',
            index=models.Index(fields=['-created_at', 'id'], name='shortlist_newest'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('shortlist', 'number'), name='one_revision_per_number'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('shortlist', 'brief_version', 'model', 'policy', 'partners', 'as_of'), name='one_revision_per_basis'),
        ),
        migrations.AddConstraint(
            model_name='strongestpairs',
            constraint=models.UniqueConstraint(fields=('generation', 'division', 'service', 'province'), name='one_part_of_strongest_pairs'),
        ),
        migrations.RunPython(grant_roles, migrations.RunPython.noop),
    ]
