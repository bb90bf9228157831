from core.permissions import roles

import django.contrib.postgres.fields
import django.contrib.postgres.operations
import django.contrib.postgres.indexes
import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
import partners.models.partner_ids
import partners.models.pinyin_field
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


VIEWED = (
    *("partner", "record", "dataset", "place", "cluster", "sector", "demand"),
    *("offering", "profile", "certificate", "alias", "evidence"),
    *("partnermerge", "possibleduplicate", "importrun", "importedrow", "suggestion"),
)


def grant_roles(apps, schema_editor):
    """Both roles see partners; editors change them."""
    roles.grant_view(apps, "partners", *((model, model) for model in VIEWED))
    title = "Can change partners"
    roles.grant(apps, roles.EDITORS, "partners", "partner", "curate_partner", title)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('firms', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(),
        # The number of a new partner; its id is this number with a check digit.
        migrations.RunSQL("CREATE SEQUENCE partners_partner_number"),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigIntegerField(default=partners.models.partner_ids.next_partner_id, editable=False, primary_key=True, serialize=False)),
                ('datasets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('simulated', models.BooleanField()),
                ('form', models.CharField(choices=[('company', 'Company'), ('research_institute', 'Research institute'), ('public_body', 'Public body'), ('unknown', 'Unknown')], default='unknown', max_length=20)),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('name_en_is_transliteration', models.BooleanField(default=False, verbose_name='name in English is our transliteration')),
                ('name_zh', models.CharField(blank=True, max_length=200, verbose_name='name in Chinese')),
                ('address', models.CharField(blank=True, default='', max_length=300)),
                ('phone', models.CharField(blank=True, default='', max_length=60)),
                ('note', models.TextField(blank=True)),
                ('identifiers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                ('pinyin', partners.models.pinyin_field.PinyinField(blank=True, db_default='', default='', editable=False)),
                ('changed_number', models.BigIntegerField(verbose_name='partners number')),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('retirement_reason', models.CharField(blank=True, default='', max_length=200)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='partners.partner')),
            ],
            options={
                'verbose_name': 'partner',
                'verbose_name_plural': 'partners',
                'ordering': ['id'],
                'permissions': [('curate_partner', 'Can change partners')],
            },
        ),
        migrations.CreateModel(
            name='Dataset',
            fields=[
                ('key', models.SlugField(max_length=40, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('simulated', models.BooleanField()),
                ('notice', models.TextField(help_text='Shown wherever a record of this dataset is shown.')),
            ],
            options={
                'ordering': ['key'],
                'constraints': [models.CheckConstraint(condition=models.Q(('notice', ''), _negated=True), name='dataset_has_a_notice')],
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dataset', models.CharField(max_length=40)),
                ('name', models.CharField(blank=True, default='', max_length=120)),
                ('notice', models.TextField(blank=True, default='')),
                ('file', models.CharField(max_length=200)),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('content', models.BinaryField(null=True)),
                ('map', models.TextField(blank=True, default='')),
                ('whole', models.BooleanField(default=False, verbose_name='the file is the whole list')),
                ('dry_run', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed'), ('cancelled', 'Cancelled'), ('undone', 'Undone')], default='queued', max_length=9, verbose_name='state')),
                ('step', models.CharField(blank=True, default='', max_length=20)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('columns', models.JSONField(default=dict)),
                ('unread_columns', models.JSONField(default=list)),
                ('notices', models.JSONField(default=list)),
                ('endings', models.JSONField(default=dict)),
                ('fault', models.TextField(blank=True, default='')),
                ('undone_because', models.CharField(blank=True, default='', max_length=200)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='imports', to='partners.importrun')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Screening',
            fields=[
                ('partner', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='screening', serialize=False, to='partners.partner')),
                ('outcome', models.CharField(choices=[('clear', 'Clear'), ('hit', 'Hit'), ('unscreened', 'Unscreened')], max_length=10)),
                ('provider', models.CharField(max_length=200)),
                ('list_version', models.CharField(blank=True, default='', max_length=100)),
                ('hits', models.JSONField(default=list)),
                ('fault', models.CharField(blank=True, default='', max_length=200)),
                ('partners_number', models.BigIntegerField()),
                ('checked_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('partner', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_entry', serialize=False, to='partners.partner')),
                ('rank', models.PositiveSmallIntegerField()),
                ('names', models.TextField()),
                ('facets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None)),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
            ],
            options={
                'verbose_name_plural': 'search entries',
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fact', models.CharField(max_length=60)),
                ('kind', models.CharField(choices=[('declared', 'declared by the partner or on its behalf'), ('reported', 'reported by a third party'), ('verified', 'verified by an independent party'), ('inferred', 'concluded by us from another fact')], max_length=10)),
                ('speaker', models.CharField(max_length=200)),
                ('quote', models.TextField(blank=True)),
                ('source', models.TextField()),
                ('checked_on', models.DateField(blank=True, null=True)),
                ('confidence', models.CharField(choices=[('high', 'from a cited page or standard'), ('medium', 'common knowledge or a secondary source'), ('low', 'our judgement or a mirrored page')], max_length=10)),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.dataset')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='partners.partner')),
            ],
            options={
                'verbose_name_plural': 'evidence',
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('standard', models.CharField(max_length=40)),
                ('issuer', models.CharField(blank=True, max_length=160)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certificates', to='partners.partner')),
            ],
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='partners.partner')),
            ],
            options={
                'verbose_name_plural': 'aliases',
            },
        ),
        migrations.CreateModel(
            name='PartnerMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('records', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('followers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('reason', models.CharField(max_length=200)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='partners.partner')),
            ],
        ),
        migrations.CreateModel(
            name='PartnersChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(db_index=True)),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('dataset', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='partners_changes', to='partners.dataset')),
            ],
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('code', models.CharField(max_length=6, primary_key=True, serialize=False)),
                ('iso', models.CharField(blank=True, max_length=6, null=True, unique=True, verbose_name='ISO 3166-2')),
                ('kind', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=80, verbose_name='name in English')),
                ('name_zh', models.CharField(max_length=40, verbose_name='name in Chinese')),
                ('short_zh', models.CharField(max_length=40, verbose_name='short name in Chinese')),
                ('pinyin', models.CharField(max_length=80)),
                ('qualifier', models.CharField(blank=True, max_length=80)),
                ('latitude', models.FloatField(blank=True, null=True)),
                ('longitude', models.FloatField(blank=True, null=True)),
                ('tile_row', models.SmallIntegerField(blank=True, null=True)),
                ('tile_column', models.SmallIntegerField(blank=True, null=True)),
                ('confidence', models.CharField(choices=[('high', 'from a cited page or standard'), ('medium', 'common knowledge or a secondary source'), ('low', 'our judgement or a mirrored page')], max_length=10)),
                ('source', models.TextField()),
                ('adjacent', models.ManyToManyField(blank=True, to='partners.place', verbose_name='adjacent provinces')),
                ('province', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='prefectures', to='partners.place')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='PartnerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField(default=partners.models.partner_ids.next_partner_id, editable=False, serialize=False)),
                ('datasets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('simulated', models.BooleanField()),
                ('form', models.CharField(choices=[('company', 'Company'), ('research_institute', 'Research institute'), ('public_body', 'Public body'), ('unknown', 'Unknown')], default='unknown', max_length=20)),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('name_zh', models.CharField(blank=True, max_length=200, verbose_name='name in Chinese')),
                ('address', models.CharField(blank=True, default='', max_length=300)),
                ('phone', models.CharField(blank=True, default='', max_length=60)),
                ('note', models.TextField(blank=True)),
                ('identifiers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                ('changed_number', models.BigIntegerField(verbose_name='partners number')),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('retirement_reason', models.CharField(blank=True, default='', max_length=200)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partner')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partners.partner')),
                ('place', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.place')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='partner',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='partners.place'),
        ),
        migrations.CreateModel(
            name='Cluster',
            fields=[
                ('code', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('name_en', models.CharField(max_length=160, verbose_name='name in English')),
                ('name_zh', models.CharField(max_length=80, verbose_name='name in Chinese')),
                ('affinity', models.BooleanField(verbose_name='counts as one place')),
                ('confidence', models.CharField(choices=[('high', 'from a cited page or standard'), ('medium', 'common knowledge or a secondary source'), ('low', 'our judgement or a mirrored page')], max_length=10)),
                ('source', models.TextField()),
                ('members', models.ManyToManyField(related_name='clusters', to='partners.place')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='PlaceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('code', models.CharField(max_length=6, serialize=False)),
                ('iso', models.CharField(blank=True, max_length=6, null=True, verbose_name='ISO 3166-2')),
                ('kind', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=80, verbose_name='name in English')),
                ('name_zh', models.CharField(max_length=40, verbose_name='name in Chinese')),
                ('short_zh', models.CharField(max_length=40, verbose_name='short name in Chinese')),
                ('pinyin', models.CharField(max_length=80)),
                ('qualifier', models.CharField(blank=True, max_length=80)),
                ('latitude', models.FloatField(blank=True, null=True)),
                ('longitude', models.FloatField(blank=True, null=True)),
                ('tile_row', models.SmallIntegerField(blank=True, null=True)),
                ('tile_column', models.SmallIntegerField(blank=True, null=True)),
                ('confidence', models.CharField(choices=[('high', 'from a cited page or standard'), ('medium', 'common knowledge or a secondary source'), ('low', 'our judgement or a mirrored page')], max_length=10)),
                ('source', models.TextField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partners.place')),
                ('province', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.place')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minimum_order', models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True)),
                ('minimum_order_unit', models.CharField(blank=True, choices=[('piece', 'piece'), ('dozen', 'dozen'), ('pair', 'pair'), ('set', 'set'), ('kilogram', 'kilogram'), ('tonne', 'tonne'), ('metre', 'metre'), ('square metre', 'square metre'), ('cubic metre', 'cubic metre'), ('litre', 'litre')], max_length=12)),
                ('lead_time_days', models.PositiveIntegerField(blank=True, null=True, verbose_name='lead time in days')),
                ('monthly_capacity', models.DecimalField(blank=True, decimal_places=3, max_digits=16, null=True)),
                ('monthly_capacity_unit', models.CharField(blank=True, choices=[('piece', 'piece'), ('dozen', 'dozen'), ('pair', 'pair'), ('set', 'set'), ('kilogram', 'kilogram'), ('tonne', 'tonne'), ('metre', 'metre'), ('square metre', 'square metre'), ('cubic metre', 'cubic metre'), ('litre', 'litre')], max_length=12)),
                ('export_years', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='years of export')),
                ('markets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, null=True, size=None)),
                ('markets_complete', models.BooleanField(default=False, verbose_name='list of markets is complete')),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), blank=True, null=True, size=None)),
                ('languages_complete', models.BooleanField(default=False, verbose_name='list of languages is complete')),
                ('certificates_complete', models.BooleanField(default=False, verbose_name='list of certificates is complete')),
                ('employees', models.PositiveIntegerField(blank=True, null=True)),
                ('size_class', models.CharField(blank=True, choices=[('micro', 'Micro'), ('small', 'Small'), ('medium', 'Medium'), ('large', 'Large')], default='', max_length=8)),
                ('founded', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='founding year')),
                ('overseas_share', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='share of sales abroad in per cent')),
                ('partner', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='profile', to='partners.partner')),
            ],
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120)),
                ('facts', models.JSONField()),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('file', models.CharField(blank=True, default='', max_length=200)),
                ('row', models.PositiveIntegerField(blank=True, null=True)),
                ('gone_on', models.DateField(blank=True, null=True)),
                ('gone_because', models.CharField(blank=True, default='', max_length=200)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='partners.dataset')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='partners.partner')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='PossibleDuplicate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.FloatField()),
                ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list, size=None)),
                ('state', models.CharField(choices=[('open', 'Open'), ('same', 'The same organisation'), ('different', 'Not the same organisation')], default='open', max_length=9, verbose_name='state')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_because', models.CharField(blank=True, default='', max_length=200)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('left', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.record')),
                ('right', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.record')),
            ],
            options={
                'verbose_name': 'possible duplicate',
                'verbose_name_plural': 'possible duplicates',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ImportedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField(null=True)),
                ('ending', models.CharField(max_length=9)),
                ('key', models.CharField(blank=True, default='', max_length=120)),
                ('reason', models.TextField(blank=True, default='')),
                ('remarks', models.JSONField(default=list)),
                ('before', models.JSONField(null=True)),
                ('digest', models.CharField(blank=True, default='', max_length=64)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='partners.importrun')),
                ('record', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partners.record')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='RecordEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(max_length=120)),
                ('facts', models.JSONField()),
                ('file', models.CharField(blank=True, default='', max_length=200)),
                ('row', models.PositiveIntegerField(blank=True, null=True)),
                ('gone_on', models.DateField(blank=True, null=True)),
                ('gone_because', models.CharField(blank=True, default='', max_length=200)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('dataset', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.dataset')),
                ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partner')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partners.record')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Sector',
            fields=[
                ('code', models.CharField(max_length=16, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('manufacturing', 'Manufacturing (GB/T 4754-2017)'), ('service', 'Producer service (NBS 2019)'), ('emerging', 'Emerging industry')], max_length=14)),
                ('name_en', models.CharField(max_length=200, verbose_name='name in English')),
                ('name_zh', models.CharField(max_length=120, verbose_name='name in Chinese')),
                ('isic', models.CharField(blank=True, max_length=20, verbose_name='ISIC')),
                ('hs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, size=None, verbose_name='HS codes')),
                ('confidence', models.CharField(choices=[('high', 'from a cited page or standard'), ('medium', 'common knowledge or a secondary source'), ('low', 'our judgement or a mirrored page')], max_length=10)),
                ('source', models.TextField()),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='partners.sector')),
                ('related', models.ManyToManyField(blank=True, related_name='+', to='partners.sector', verbose_name='draws on')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Offering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(choices=[('makes', 'makes'), ('serves', 'serves')], max_length=6)),
                ('products', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None)),
                ('hs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=6), blank=True, default=list, size=None, verbose_name='HS codes')),
                ('processes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None)),
                ('main', models.BooleanField(default=False, verbose_name='main business')),
                ('inferred', models.BooleanField(db_default=False, default=False, verbose_name='concluded by us')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offerings', to='partners.partner')),
                ('for_sectors', models.ManyToManyField(blank=True, related_name='+', to='partners.sector', verbose_name='for sectors')),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offerings', to='partners.sector')),
            ],
        ),
        migrations.CreateModel(
            name='Demand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('intensity', models.DecimalField(decimal_places=2, max_digits=4)),
                ('relative', models.DecimalField(decimal_places=2, max_digits=5)),
                ('band', models.CharField(max_length=10)),
                ('basis', models.CharField(max_length=40)),
                ('confidence', models.CharField(choices=[('high', 'from a cited page or standard'), ('medium', 'common knowledge or a secondary source'), ('low', 'our judgement or a mirrored page')], max_length=10)),
                ('source', models.TextField()),
                ('sector', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='demands', to='partners.sector')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='demanded_by', to='partners.sector')),
            ],
            options={
                'ordering': ['sector', models.OrderBy(models.F('relative'), descending=True), 'service'],
            },
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('correction', 'Correct the entry'), ('removal', 'Take the entry out')], default='correction', max_length=10)),
                ('organisation', models.CharField(blank=True, default='', max_length=200)),
                ('changes', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('source', models.CharField(max_length=500)),
                ('note', models.TextField(blank=True, default='')),
                ('state', models.CharField(choices=[('open', 'Open'), ('accepted', 'Accepted'), ('refused', 'Refused')], default='open', max_length=8)),
                ('answer', models.CharField(blank=True, default='', max_length=200)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('firm', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='firms.firm')),
                ('partner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='partners.partner')),
            ],
            options={
                'ordering': ['created_at', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='importrun',
            index=models.Index(condition=models.Q(('state__in', ('queued', 'running'))), fields=['id'], name='unfinished_import'),
        ),
        migrations.AddConstraint(
            model_name='screening',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hits', []), ('outcome', 'unscreened')), models.Q(('fault', ''), models.Q(('list_version', ''), _negated=True)), _connector='OR'), name='screened_by_a_known_list_or_unscreened'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['keys'], gin_pending_list_limit=256, name='search_by_key'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), models.Q(('speaker', ''), _negated=True)), name='evidence_has_speaker_and_source'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(fields=('partner', 'standard'), name='one_certificate_per_standard'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_until', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='certificate_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='alias',
            constraint=models.UniqueConstraint(fields=('partner', 'name'), name='unique_alias_per_partner'),
        ),
        migrations.AddConstraint(
            model_name='alias',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='alias_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='partnermerge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('partner',), name='one_merge_in_force'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^\\d{6}$')), name='place_code_gbt2260'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('iso__isnull', False), ('province', None)), models.Q(('iso', None), ('province__isnull', False)), _connector='OR'), name='place_iso_for_provinces_only'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='place_has_a_source'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partners_placeevent" ("code", "confidence", "iso", "kind", "latitude", "longitude", "name_en", "name_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "province_id", "qualifier", "short_zh", "source", "tile_column", "tile_row") VALUES (OLD."code", OLD."confidence", OLD."iso", OLD."kind", OLD."latitude", OLD."longitude", OLD."name_en", OLD."name_zh", _pgh_attach_context(), NOW(), \'update\', OLD."code", OLD."pinyin", OLD."province_id", OLD."qualifier", OLD."short_zh", OLD."source", OLD."tile_column", OLD."tile_row"); RETURN NULL;', hash='9a3eb1560eb8b4dbdf7fc82797b8332d7dc90bbc', operation='UPDATE', pgid='pgtrigger_update_update_c96a9', table='partners_place', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_placeevent" ("code", "confidence", "iso", "kind", "latitude", "longitude", "name_en", "name_zh", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinyin", "province_id", "qualifier", "short_zh", "source", "tile_column", "tile_row") VALUES (OLD."code", OLD."confidence", OLD."iso", OLD."kind", OLD."latitude", OLD."longitude", OLD."name_en", OLD."name_zh", _pgh_attach_context(), NOW(), \'delete\', OLD."code", OLD."pinyin", OLD."province_id", OLD."qualifier", OLD."short_zh", OLD."source", OLD."tile_column", OLD."tile_row"); RETURN NULL;', hash='317d665a3aca05b83c02cac36803b7915e25626c', operation='DELETE', pgid='pgtrigger_delete_delete_f3d07', table='partners_place', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a13e8879ffafbd590ff94ddd2a82e6a6ef165dbd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_20581', table='partners_partnerevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=models.Index(fields=['place', 'id'], name='partner_by_place'),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=django.contrib.postgres.indexes.GinIndex(fields=['datasets'], name='partner_by_dataset'),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=models.Index(fields=['changed_number'], name='partner_by_changed_number'),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=django.contrib.postgres.indexes.GinIndex(fields=['identifiers'], name='partner_by_identifier'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('name_en', ''), ('name_zh', ''), _negated=True), name='partner_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('retired_at__isnull', False), models.Q(('merged_into', None), ('retirement_reason', '')), _connector='OR'), name='retirement_fields_need_retired_at'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='partner_merged_into_another'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."retired_at" IS DISTINCT FROM (NEW."retired_at") OR OLD."retirement_reason" IS DISTINCT FROM (NEW."retirement_reason"))', func='INSERT INTO "partners_partnerevent" ("address", "changed_number", "created_at", "datasets", "form", "id", "identifiers", "merged_into_id", "name_en", "name_zh", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_id", "retired_at", "retirement_reason", "simulated") VALUES (OLD."address", OLD."changed_number", OLD."created_at", OLD."datasets", OLD."form", OLD."id", OLD."identifiers", OLD."merged_into_id", OLD."name_en", OLD."name_zh", OLD."note", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."phone", OLD."place_id", OLD."retired_at", OLD."retirement_reason", OLD."simulated"); RETURN NULL;', hash='aa721ca2d9371730801e6cf37c5bce4028d8189e', operation='UPDATE', pgid='pgtrigger_update_update_17ece', table='partners_partner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_partnerevent" ("address", "changed_number", "created_at", "datasets", "form", "id", "identifiers", "merged_into_id", "name_en", "name_zh", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_id", "retired_at", "retirement_reason", "simulated") VALUES (OLD."address", OLD."changed_number", OLD."created_at", OLD."datasets", OLD."form", OLD."id", OLD."identifiers", OLD."merged_into_id", OLD."name_en", OLD."name_zh", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."place_id", OLD."retired_at", OLD."retirement_reason", OLD."simulated"); RETURN NULL;', hash='2b229a217c50303bd4fd7ea8284b14422c7863da', operation='DELETE', pgid='pgtrigger_delete_delete_e7dd8', table='partners_partner', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='cluster',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='cluster_has_a_source'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='10cebfdf6df49aa0680c77c35a265c34bc805bbd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bc8d7', table='partners_placeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='profile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('minimum_order', None), ('minimum_order_unit', '')), models.Q(('minimum_order__gte', 0), models.Q(('minimum_order_unit', ''), _negated=True)), _connector='OR'), name='minimum_order_has_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='profile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('monthly_capacity', None), ('monthly_capacity_unit', '')), models.Q(('monthly_capacity__gte', 0), models.Q(('monthly_capacity_unit', ''), _negated=True)), _connector='OR'), name='capacity_has_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='record',
            constraint=models.UniqueConstraint(fields=('dataset', 'key'), name='one_record_per_key'),
        ),
        migrations.AddConstraint(
            model_name='record',
            constraint=models.CheckConstraint(condition=models.Q(('gone_on__isnull', False), ('gone_because', ''), _connector='OR'), name='reason_of_a_gone_record_only'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='record',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."dataset_id" IS DISTINCT FROM (NEW."dataset_id") OR OLD."facts" IS DISTINCT FROM (NEW."facts") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."gone_because" IS DISTINCT FROM (NEW."gone_because") OR OLD."gone_on" IS DISTINCT FROM (NEW."gone_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."partner_id" IS DISTINCT FROM (NEW."partner_id") OR OLD."row" IS DISTINCT FROM (NEW."row"))', func='INSERT INTO "partners_recordevent" ("created_at", "dataset_id", "facts", "file", "gone_because", "gone_on", "id", "key", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row") VALUES (OLD."created_at", OLD."dataset_id", OLD."facts", OLD."file", OLD."gone_because", OLD."gone_on", OLD."id", OLD."key", OLD."partner_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."row"); RETURN NULL;', hash='64c348642510afab0386cf885752dd7ad9dd6859', operation='UPDATE', pgid='pgtrigger_update_update_1596e', table='partners_record', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='record',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_recordevent" ("created_at", "dataset_id", "facts", "file", "gone_because", "gone_on", "id", "key", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row") VALUES (OLD."created_at", OLD."dataset_id", OLD."facts", OLD."file", OLD."gone_because", OLD."gone_on", OLD."id", OLD."key", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."row"); RETURN NULL;', hash='7d53879963d46c3aa6cdc8880e2f949627489a86', operation='DELETE', pgid='pgtrigger_delete_delete_bfd9a', table='partners_record', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='record',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."dataset_id" = \'curated\')', func='INSERT INTO "partners_recordevent" ("created_at", "dataset_id", "facts", "file", "gone_because", "gone_on", "id", "key", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row") VALUES (NEW."created_at", NEW."dataset_id", NEW."facts", NEW."file", NEW."gone_because", NEW."gone_on", NEW."id", NEW."key", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."row"); RETURN NULL;', hash='c528713c73a4544558ed39c3f92c6897b94a88fc', operation='INSERT', pgid='pgtrigger_insert_insert_33e06', table='partners_record', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='possibleduplicate',
            constraint=models.UniqueConstraint(fields=('left', 'right'), name='one_question_per_pair'),
        ),
        migrations.AddConstraint(
            model_name='possibleduplicate',
            constraint=models.CheckConstraint(condition=models.Q(('left__lt', models.F('right'))), name='pair_is_ordered'),
        ),
        migrations.AddConstraint(
            model_name='possibleduplicate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='decision_has_a_time'),
        ),
        migrations.AddIndex(
            model_name='importedrow',
            index=models.Index(fields=['run', 'ending', 'id'], name='imported_row_by_ending'),
        ),
        migrations.AddConstraint(
            model_name='importedrow',
            constraint=models.UniqueConstraint(fields=('run', 'row'), name='one_ending_per_row'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recordevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c267f7c2adb12116d3fd5bd39126c37265a1ba2f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_73180', table='partners_recordevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='sector',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('code__regex', '^C\\d{2,3}$'), ('kind', 'manufacturing')), models.Q(('code__regex', '^PS\\d{2,3}$'), ('kind', 'service')), models.Q(('code__regex', '^EI-[A-Z0-9]+$'), ('kind', 'emerging')), _connector='OR'), name='sector_code_form'),
        ),
        migrations.AddConstraint(
            model_name='sector',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='sector_has_a_source'),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.UniqueConstraint(fields=('partner', 'verb', 'sector'), name='one_offering_per_sector'),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sector__lt', 'PS'), ('verb', 'makes')), models.Q(('sector__gte', 'PS'), ('verb', 'serves')), _connector='OR'), name='offering_makes_goods_or_serves'),
        ),
        migrations.AddConstraint(
            model_name='demand',
            constraint=models.UniqueConstraint(fields=('sector', 'service'), name='one_demand_per_pair'),
        ),
        migrations.AddConstraint(
            model_name='demand',
            constraint=models.CheckConstraint(condition=models.Q(('intensity__gte', 0), ('intensity__lte', 1), ('relative__gte', 0)), name='demand_in_range'),
        ),
        migrations.AddConstraint(
            model_name='demand',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='demand_has_a_source'),
        ),
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(fields=['state', 'created_at', 'id'], name='suggestion_by_state'),
        ),
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(fields=['firm', 'state'], name='suggestion_by_firm'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(('partner__isnull', False), models.Q(('organisation', ''), _negated=True), _connector='OR'), name='suggestion_names_an_organisation'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='suggestion_decision_has_a_time'),
        ),
        # PostgreSQL knows how frequent the ten thousand most frequent keys are, and takes any other
        # for half as frequent as the last of them: with too few it would read all entries by rank.
        migrations.RunSQL(
            "ALTER TABLE partners_searchentry ALTER COLUMN keys SET STATISTICS 1000",
            migrations.RunSQL.noop,
        ),
        migrations.RunPython(grant_roles, migrations.RunPython.noop),
    ]
