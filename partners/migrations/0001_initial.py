from core.permissions import roles

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import django.utils.timezone
import partners.models.pinyin_field
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


VIEWED = (
    *("partner", "dataset", "place", "cluster", "sector", "demand"),
    *("offering", "profile", "certificate", "alias", "evidence"),
)


def grant_roles(apps, schema_editor):
    """Both roles see partners; editors retire and merge them."""
    roles.grant_view(apps, "partners", *((model, model) for model in VIEWED))
    title = "Can retire and merge partners"
    roles.grant(apps, roles.EDITORS, "partners", "partner", "curate_partner", title)



class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
            ],
            options={
                'verbose_name_plural': 'aliases',
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
            ],
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fact', models.CharField(max_length=60)),
                ('kind', models.CharField(choices=[('declared', 'declared by the partner or on its behalf'), ('reported', 'reported by a third party'), ('verified', 'verified by an independent party')], max_length=10)),
                ('speaker', models.CharField(max_length=200)),
                ('quote', models.TextField(blank=True)),
                ('source', models.TextField()),
                ('checked_on', models.DateField(blank=True, null=True)),
                ('confidence', models.CharField(choices=[('high', 'from a cited page or standard'), ('medium', 'common knowledge or a secondary source'), ('low', 'our judgement or a mirrored page')], max_length=10)),
            ],
            options={
                'verbose_name_plural': 'evidence',
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
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120)),
                ('form', models.CharField(choices=[('company', 'Company'), ('research_institute', 'Research institute'), ('public_body', 'Public body'), ('unknown', 'Unknown')], default='unknown', max_length=20)),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('name_zh', models.CharField(blank=True, max_length=200, verbose_name='name in Chinese')),
                ('note', models.TextField(blank=True)),
                ('identifiers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                ('pinyin', partners.models.pinyin_field.PinyinField(blank=True, db_default='', default='', editable=False)),
                ('changed_number', models.BigIntegerField(verbose_name='partners number')),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('retirement_reason', models.CharField(blank=True, default='', max_length=200)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='partners.dataset')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='partners.partner')),
            ],
            options={
                'ordering': ['id'],
                'permissions': [('curate_partner', 'Can retire and merge partners')],
            },
        ),
        migrations.CreateModel(
            name='Offering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(choices=[('makes', 'makes'), ('serves', 'serves')], max_length=6)),
                ('products', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None)),
                ('hs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=6), blank=True, default=list, size=None, verbose_name='HS codes')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offerings', to='partners.partner')),
            ],
        ),
        migrations.CreateModel(
            name='EvidenceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('fact', models.CharField(max_length=60)),
                ('kind', models.CharField(choices=[('declared', 'declared by the partner or on its behalf'), ('reported', 'reported by a third party'), ('verified', 'verified by an independent party')], max_length=10)),
                ('speaker', models.CharField(max_length=200)),
                ('quote', models.TextField(blank=True)),
                ('source', models.TextField()),
                ('checked_on', models.DateField(blank=True, null=True)),
                ('confidence', models.CharField(choices=[('high', 'from a cited page or standard'), ('medium', 'common knowledge or a secondary source'), ('low', 'our judgement or a mirrored page')], max_length=10)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partners.evidence')),
                ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='evidence',
            name='partner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='partners.partner'),
        ),
        migrations.CreateModel(
            name='CertificateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('standard', models.CharField(max_length=40)),
                ('issuer', models.CharField(blank=True, max_length=160)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partners.certificate')),
                ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='certificate',
            name='partner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certificates', to='partners.partner'),
        ),
        migrations.CreateModel(
            name='AliasEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partners.alias')),
                ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='alias',
            name='partner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='partners.partner'),
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
                ('id', models.BigIntegerField()),
                ('key', models.CharField(max_length=120)),
                ('form', models.CharField(choices=[('company', 'Company'), ('research_institute', 'Research institute'), ('public_body', 'Public body'), ('unknown', 'Unknown')], default='unknown', max_length=20)),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('name_zh', models.CharField(blank=True, max_length=200, verbose_name='name in Chinese')),
                ('note', models.TextField(blank=True)),
                ('identifiers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                ('changed_number', models.BigIntegerField(verbose_name='partners number')),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('retirement_reason', models.CharField(blank=True, default='', max_length=200)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('dataset', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.dataset')),
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
                ('partner', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='profile', to='partners.partner')),
            ],
        ),
        migrations.CreateModel(
            name='ProfileEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
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
                ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partner')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partners.profile')),
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
            name='OfferingForEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('offering', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.offering')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('sector', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.sector')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OfferingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('verb', models.CharField(choices=[('makes', 'makes'), ('serves', 'serves')], max_length=6)),
                ('products', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None)),
                ('hs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=6), blank=True, default=list, size=None, verbose_name='HS codes')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='partners.offering')),
                ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.partner')),
                ('sector', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.sector')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='offering',
            name='for_sectors',
            field=models.ManyToManyField(blank=True, related_name='+', to='partners.sector', verbose_name='for sectors'),
        ),
        migrations.AddField(
            model_name='offering',
            name='sector',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offerings', to='partners.sector'),
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
        pgtrigger.migrations.AddTrigger(
            model_name='evidenceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b4821bdd0eff77179a22e26d3aa1cbb0c8bd2c3d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b5181', table='partners_evidenceevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), models.Q(('speaker', ''), _negated=True)), name='evidence_has_speaker_and_source'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partners_evidenceevent" ("checked_on", "confidence", "fact", "id", "kind", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote", "source", "speaker") VALUES (OLD."checked_on", OLD."confidence", OLD."fact", OLD."id", OLD."kind", OLD."partner_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."quote", OLD."source", OLD."speaker"); RETURN NULL;', hash='3082af662c6d880cd90ca920cfbf7842f423f951', operation='UPDATE', pgid='pgtrigger_update_update_c3d82', table='partners_evidence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_evidenceevent" ("checked_on", "confidence", "fact", "id", "kind", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote", "source", "speaker") VALUES (OLD."checked_on", OLD."confidence", OLD."fact", OLD."id", OLD."kind", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quote", OLD."source", OLD."speaker"); RETURN NULL;', hash='57ad86ca4343476d7c711e7edf8f5a2ea4524f7c', operation='DELETE', pgid='pgtrigger_delete_delete_ccd20', table='partners_evidence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='certificateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4c8a20f3e5d54f0767e11d97362fa2c77bbad901', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6d2f2', table='partners_certificateevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(fields=('partner', 'standard'), name='one_certificate_per_standard'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_until', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='certificate_dates_in_order'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='certificate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partners_certificateevent" ("id", "issuer", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard", "valid_from", "valid_until") VALUES (OLD."id", OLD."issuer", OLD."partner_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."standard", OLD."valid_from", OLD."valid_until"); RETURN NULL;', hash='52a5069ba8b7d8808421e86e5a482c8c650faec8', operation='UPDATE', pgid='pgtrigger_update_update_25b9a', table='partners_certificate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='certificate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_certificateevent" ("id", "issuer", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standard", "valid_from", "valid_until") VALUES (OLD."id", OLD."issuer", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."standard", OLD."valid_from", OLD."valid_until"); RETURN NULL;', hash='c417ef4b19b3695c45f978539e4adcee9320de3c', operation='DELETE', pgid='pgtrigger_delete_delete_0af15', table='partners_certificate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='aliasevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='05e15619e7ca96a45aa47842a990641fde179668', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_db056', table='partners_aliasevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='alias',
            constraint=models.UniqueConstraint(fields=('partner', 'name'), name='unique_alias_per_partner'),
        ),
        migrations.AddConstraint(
            model_name='alias',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='alias_has_a_name'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='alias',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partners_aliasevent" ("id", "name", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."name", OLD."partner_id", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='9910a026151920d9ae74d177ef5ae3610f868839', operation='UPDATE', pgid='pgtrigger_update_update_cafb5', table='partners_alias', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='alias',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_aliasevent" ("id", "name", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."name", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='91fc1194a7c926f9fcfd905315a9cd8cc8c719c7', operation='DELETE', pgid='pgtrigger_delete_delete_8e83f', table='partners_alias', when='AFTER')),
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
            index=models.Index(fields=['dataset', 'place', 'id'], name='partner_by_place'),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=models.Index(fields=['changed_number'], name='partner_by_changed_number'),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=django.contrib.postgres.indexes.GinIndex(fields=['name_zh'], name='partner_by_name_zh', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=django.contrib.postgres.indexes.GinIndex(fields=['name_en'], name='partner_by_name_en', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=django.contrib.postgres.indexes.GinIndex(fields=['identifiers'], name='partner_by_identifier'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(fields=('dataset', 'key'), name='one_record_per_key'),
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
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."dataset_id" IS DISTINCT FROM (NEW."dataset_id") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."identifiers" IS DISTINCT FROM (NEW."identifiers") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_zh" IS DISTINCT FROM (NEW."name_zh") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."retired_at" IS DISTINCT FROM (NEW."retired_at") OR OLD."retirement_reason" IS DISTINCT FROM (NEW."retirement_reason"))', func='INSERT INTO "partners_partnerevent" ("changed_number", "created_at", "dataset_id", "form", "id", "identifiers", "key", "merged_into_id", "name_en", "name_zh", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "retired_at", "retirement_reason") VALUES (OLD."changed_number", OLD."created_at", OLD."dataset_id", OLD."form", OLD."id", OLD."identifiers", OLD."key", OLD."merged_into_id", OLD."name_en", OLD."name_zh", OLD."note", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."place_id", OLD."retired_at", OLD."retirement_reason"); RETURN NULL;', hash='1010f7df564f47181df14e777167fd72ba454abe', operation='UPDATE', pgid='pgtrigger_update_update_17ece', table='partners_partner', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_partnerevent" ("changed_number", "created_at", "dataset_id", "form", "id", "identifiers", "key", "merged_into_id", "name_en", "name_zh", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "retired_at", "retirement_reason") VALUES (OLD."changed_number", OLD."created_at", OLD."dataset_id", OLD."form", OLD."id", OLD."identifiers", OLD."key", OLD."merged_into_id", OLD."name_en", OLD."name_zh", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."retired_at", OLD."retirement_reason"); RETURN NULL;', hash='614659b9b87236149d037a08d48ab105cf8d0b37', operation='DELETE', pgid='pgtrigger_delete_delete_e7dd8', table='partners_partner', when='AFTER')),
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
        pgtrigger.migrations.AddTrigger(
            model_name='profile',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partners_profileevent" ("certificates_complete", "export_years", "id", "languages", "languages_complete", "lead_time_days", "markets", "markets_complete", "minimum_order", "minimum_order_unit", "monthly_capacity", "monthly_capacity_unit", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."certificates_complete", OLD."export_years", OLD."id", OLD."languages", OLD."languages_complete", OLD."lead_time_days", OLD."markets", OLD."markets_complete", OLD."minimum_order", OLD."minimum_order_unit", OLD."monthly_capacity", OLD."monthly_capacity_unit", OLD."partner_id", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;', hash='18873c02180c44df68ba56a4bf27c41a621b8b10', operation='UPDATE', pgid='pgtrigger_update_update_ac95b', table='partners_profile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='profile',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_profileevent" ("certificates_complete", "export_years", "id", "languages", "languages_complete", "lead_time_days", "markets", "markets_complete", "minimum_order", "minimum_order_unit", "monthly_capacity", "monthly_capacity_unit", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."certificates_complete", OLD."export_years", OLD."id", OLD."languages", OLD."languages_complete", OLD."lead_time_days", OLD."markets", OLD."markets_complete", OLD."minimum_order", OLD."minimum_order_unit", OLD."monthly_capacity", OLD."monthly_capacity_unit", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='47dcc95fe652c5220f0f725e2cbbdf977e3a8f30', operation='DELETE', pgid='pgtrigger_delete_delete_a2091', table='partners_profile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='profileevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9eec2872da1b9b9eb1fb1a00b670a6dabec747d9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4f514', table='partners_profileevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='sector',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('code__regex', '^C\\d{2,3}$'), ('kind', 'manufacturing')), models.Q(('code__regex', '^PS\\d{2,3}$'), ('kind', 'service')), models.Q(('code__regex', '^EI-[A-Z0-9]+$'), ('kind', 'emerging')), _connector='OR'), name='sector_code_form'),
        ),
        migrations.AddConstraint(
            model_name='sector',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='sector_has_a_source'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offeringforevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6242629df1f9902f6276a3108c6c0a5774ebf0e5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c08d4', table='partners_offeringforevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offeringevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c784b8fa1fa03ea90a3e07a6f3b2ca128ba1317c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8c6e2', table='partners_offeringevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='OfferingFor',
            fields=[
            ],
            options={
                'verbose_name': 'sector that the offering is for',
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('partners.offering_for_sectors',),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.UniqueConstraint(fields=('partner', 'verb', 'sector'), name='one_offering_per_sector'),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sector__lt', 'PS'), ('verb', 'makes')), models.Q(('sector__gte', 'PS'), ('verb', 'serves')), _connector='OR'), name='offering_makes_goods_or_serves'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offering',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partners_offeringevent" ("hs", "id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "products", "sector_id", "verb") VALUES (OLD."hs", OLD."id", OLD."partner_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."products", OLD."sector_id", OLD."verb"); RETURN NULL;', hash='c50d3b41d8fe3690f857b18cd86b06c3e045765b', operation='UPDATE', pgid='pgtrigger_update_update_2587b', table='partners_offering', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offering',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_offeringevent" ("hs", "id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "products", "sector_id", "verb") VALUES (OLD."hs", OLD."id", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."products", OLD."sector_id", OLD."verb"); RETURN NULL;', hash='f8addd8303d96986c5e70ff788e64b30a6b01dc1', operation='DELETE', pgid='pgtrigger_delete_delete_1a09b', table='partners_offering', when='AFTER')),
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
        pgtrigger.migrations.AddTrigger(
            model_name='offeringfor',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_offeringforevent" ("id", "offering_id", "pgh_context_id", "pgh_created_at", "pgh_label", "sector_id") VALUES (OLD."id", OLD."offering_id", _pgh_attach_context(), NOW(), \'delete\', OLD."sector_id"); RETURN NULL;', hash='bacd5d03a1b9e991fb4fca10a8778333d8722969', operation='DELETE', pgid='pgtrigger_delete_delete_bda10', table='partners_offering_for_sectors', when='AFTER')),
        ),
        migrations.RunPython(grant_roles, migrations.RunPython.noop),
    ]
