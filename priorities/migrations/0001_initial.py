from core.permissions import roles

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


# What was published stays as it was, whoever writes to the database: a published edition, its rows
# and the documents that it cites are not changed, except that its range ends once; and an act is
# never removed. The triggers are by row: TRUNCATE, as the tests use it, is not stopped.
REFUSE = "RAISE EXCEPTION '{}' USING ERRCODE = 'restrict_violation'"
NOT_CHANGED = REFUSE.format("a published edition is not changed")

FUNCTIONS = {
    # A row moved out of or into a published edition changes it, too.
    "priority": f"""
        IF EXISTS (SELECT FROM priorities_edition WHERE state = 'published'
                   AND id IN (OLD.edition_id, NEW.edition_id)) THEN {NOT_CHANGED}; END IF;
        RETURN COALESCE(NEW, OLD);""",
    "link": f"""
        IF EXISTS (SELECT FROM priorities_priority JOIN priorities_edition
                       ON priorities_edition.id = priorities_priority.edition_id
                   WHERE state = 'published'
                   AND priorities_priority.id IN (OLD.priority_id, NEW.priority_id))
        THEN {NOT_CHANGED}; END IF;
        RETURN COALESCE(NEW, OLD);""",
    "edition": f"""
        IF TG_OP = 'UPDATE'
            AND to_jsonb(OLD) - 'in_force' = to_jsonb(NEW) - 'in_force'
            AND (OLD.in_force IS NOT DISTINCT FROM NEW.in_force
                 OR upper_inf(OLD.in_force) AND lower(OLD.in_force) = lower(NEW.in_force))
        THEN RETURN NEW; END IF;
        {NOT_CHANGED};""",
    "document": f"""
        IF EXISTS (SELECT FROM priorities_priority JOIN priorities_edition
                       ON priorities_edition.id = priorities_priority.edition_id
                   WHERE state = 'published' AND document_id = OLD.id)
        THEN {REFUSE.format("a published edition cites the document as it is")}; END IF;
        RETURN COALESCE(NEW, OLD);""",
    "act": f"""
        {REFUSE.format("an act is not unsaid")};""",
}
# (table, function, events, condition)
TRIGGERS = (
    ("priorities_priority", "priority", "INSERT OR UPDATE OR DELETE", ""),
    ("priorities_priority_targets", "link", "INSERT OR UPDATE OR DELETE", ""),
    ("priorities_priority_places", "link", "INSERT OR UPDATE OR DELETE", ""),
    ("priorities_edition", "edition", "UPDATE OR DELETE", "WHEN (OLD.state = 'published')"),
    ("priorities_document", "document", "UPDATE OR DELETE", ""),
    ("priorities_editionact", "act", "UPDATE OR DELETE", ""),
)


def immutability_sql():
    for name, body in FUNCTIONS.items():
        yield (
            f"CREATE FUNCTION published_{name}_stays() RETURNS trigger LANGUAGE plpgsql"
            f" AS $$ BEGIN {body} END $$"
        )
    for table, name, events, condition in TRIGGERS:
        yield (
            f"CREATE TRIGGER published_stays BEFORE {events} ON {table} FOR EACH ROW"
            f" {condition} EXECUTE FUNCTION published_{name}_stays()"
        )


VERBS = {
    roles.EDITORS: ("draft_edition", "Can draft and submit editions"),
    roles.APPROVERS: ("approve_edition", "Can approve, schedule and publish editions"),
}


def grant_roles(apps, schema_editor):
    """Editors draft, approvers approve, and both see every list."""
    viewed = (*((m, m) for m in ("edition", "document", "priority")), ("editionact", "edition act"))
    roles.grant_view(apps, "priorities", *viewed)
    for role, (codename, title) in VERBS.items():
        roles.grant(apps, role, "priorities", "edition", codename, title)



class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('partners', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name='LastPriorityKey',
            fields=[
                ('province', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='partners.place')),
                ('last', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=240)),
                ('title_zh', models.CharField(blank=True, max_length=240)),
                ('year', models.PositiveSmallIntegerField()),
                ('published_on', models.DateField(blank=True, null=True)),
                ('precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5)),
                ('kind', models.CharField(choices=[('work-report', 'government work report'), ('plan', 'plan'), ('measure', 'measure'), ('other', 'other')], default='other', max_length=11)),
                ('address', models.URLField(blank=True, max_length=400)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('paragraph_count', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='partners.place')),
            ],
            options={
                'ordering': ['-published_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DocumentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=240)),
                ('title_zh', models.CharField(blank=True, max_length=240)),
                ('year', models.PositiveSmallIntegerField()),
                ('published_on', models.DateField(blank=True, null=True)),
                ('precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5)),
                ('kind', models.CharField(choices=[('work-report', 'government work report'), ('plan', 'plan'), ('measure', 'measure'), ('other', 'other')], default='other', max_length=11)),
                ('address', models.URLField(blank=True, max_length=400)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('paragraph_count', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='priorities.document')),
                ('province', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.place')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Doubt',
            fields=[
                ('key', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('money', 'can it be paid for?'), ('capacity', 'can it be carried out?')], max_length=10)),
                ('speaker', models.CharField(choices=[('government', 'the province or city itself'), ('statistic', 'a statistic'), ('company', 'a company'), ('press', 'a newspaper'), ('scholar', 'a scholar')], max_length=12)),
                ('author', models.CharField(max_length=120)),
                ('summary', models.TextField()),
                ('source', models.TextField()),
                ('confidence', models.CharField(choices=[('high', 'from a cited page or standard'), ('medium', 'common knowledge or a secondary source'), ('low', 'our judgement or a mirrored page')], max_length=10)),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='doubts', to='partners.place')),
            ],
            options={
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('list', 'list'), ('withdrawal', 'withdrawal')], default='list', max_length=10)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('approved', 'approved'), ('published', 'published'), ('discarded', 'discarded')], default='draft', max_length=10)),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('coverage', models.CharField(choices=[('complete', 'holds all that was published'), ('document', 'holds the whole of one document, not all that was published'), ('excerpt', 'holds only what the pages that were read contain')], max_length=8)),
                ('version', models.PositiveIntegerField(default=1)),
                ('content', models.CharField(max_length=64)),
                ('approved_content', models.CharField(blank=True, max_length=64)),
                ('publish_at', models.DateTimeField(blank=True, null=True)),
                ('in_force', django.contrib.postgres.fields.ranges.DateTimeRangeField(blank=True, null=True)),
                ('policy', models.BigIntegerField(blank=True, null=True, unique=True)),
                ('affected_sectors', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), blank=True, default=list, size=None)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('base', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='priorities.edition')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='partners.place')),
            ],
            options={
                'ordering': ['province', models.OrderBy(models.F('number'), descending=True, nulls_first=True)],
                'permissions': [('draft_edition', 'Can draft and submit editions'), ('approve_edition', 'Can approve, schedule and publish editions')],
            },
        ),
        migrations.CreateModel(
            name='EditionAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(choices=[('open', 'opened'), ('revise', 'revised'), ('submit', 'submitted'), ('send_back', 'sent back'), ('approve', 'approved'), ('schedule', 'scheduled'), ('publish', 'published'), ('discard', 'discarded')], max_length=10)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField()),
                ('content', models.CharField(max_length=64)),
                ('note', models.TextField(blank=True, db_default='', default='')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='priorities.edition')),
            ],
            options={
                'ordering': ['edition', 'id'],
            },
        ),
        migrations.CreateModel(
            name='EditionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('list', 'list'), ('withdrawal', 'withdrawal')], default='list', max_length=10)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('approved', 'approved'), ('published', 'published'), ('discarded', 'discarded')], default='draft', max_length=10)),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('coverage', models.CharField(choices=[('complete', 'holds all that was published'), ('document', 'holds the whole of one document, not all that was published'), ('excerpt', 'holds only what the pages that were read contain')], max_length=8)),
                ('version', models.PositiveIntegerField(default=1)),
                ('content', models.CharField(max_length=64)),
                ('approved_content', models.CharField(blank=True, max_length=64)),
                ('publish_at', models.DateTimeField(blank=True, null=True)),
                ('in_force', django.contrib.postgres.fields.ranges.DateTimeRangeField(blank=True, null=True)),
                ('policy', models.BigIntegerField(blank=True, null=True)),
                ('affected_sectors', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), blank=True, default=list, size=None)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('base', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='priorities.edition')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='priorities.edition')),
                ('province', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.place')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Priority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=20)),
                ('title_en', models.CharField(max_length=240)),
                ('title_zh', models.CharField(max_length=240)),
                ('category', models.CharField(max_length=40)),
                ('signal', models.CharField(choices=[('support', 'promised help'), ('strength', 'named as a strength'), ('shortage', 'named as lacking'), ('context', 'shown, scores nothing')], max_length=10)),
                ('speaker', models.CharField(choices=[('government', 'the province or city itself'), ('statistic', 'a statistic'), ('company', 'a company'), ('press', 'a newspaper'), ('scholar', 'a scholar')], max_length=12)),
                ('stage', models.CharField(choices=[('pledged', 'pledged'), ('launched', 'launched'), ('under way', 'under way'), ('delivered', 'delivered'), ('lapsed', 'lapsed')], max_length=10)),
                ('summary_en', models.TextField()),
                ('summary_zh', models.TextField(blank=True)),
                ('source', models.TextField()),
                ('paragraph', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('section', models.CharField(blank=True, choices=[('review', 'what was done'), ('plan', 'aims'), ('tasks', 'work of the year')], max_length=6)),
                ('anchor', models.CharField(blank=True, max_length=20)),
                ('emphasis', models.CharField(blank=True, choices=[('headline', 'a heading, or in the list that a heading introduces'), ('list', 'a statement of its own'), ('mention', 'named in passing')], max_length=8)),
                ('reviewed', models.BooleanField(default=True)),
                ('rank', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('effective_from', models.DateField()),
                ('effective_to', models.DateField(blank=True, null=True)),
                ('precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5)),
                ('confidence', models.CharField(choices=[('high', 'from a cited page or standard'), ('medium', 'common knowledge or a secondary source'), ('low', 'our judgement or a mirrored page')], max_length=10)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='priorities', to='priorities.document')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='priorities', to='priorities.edition')),
                ('places', models.ManyToManyField(blank=True, related_name='priorities', to='partners.place')),
                ('targets', models.ManyToManyField(blank=True, related_name='priorities', to='partners.sector')),
            ],
            options={
                'verbose_name_plural': 'priorities',
                'ordering': ['edition', models.OrderBy(models.F('rank'), nulls_last=True), 'key'],
            },
        ),
        migrations.CreateModel(
            name='PriorityChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('published', 'entered the list'), ('moved', 'moved to another stage'), ('revised', 'changed in another way'), ('removed', 'removed by the next edition'), ('withdrawn', 'withdrawn with the whole list')], max_length=10)),
                ('stage_before', models.CharField(blank=True, choices=[('pledged', 'pledged'), ('launched', 'launched'), ('under way', 'under way'), ('delivered', 'delivered'), ('lapsed', 'lapsed')], max_length=10, null=True)),
                ('at', models.DateTimeField()),
                ('on', models.DateField()),
                ('precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5)),
                ('policy', models.BigIntegerField()),
                ('key', models.CharField(max_length=20)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='priorities.edition')),
                ('priority', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='changes', to='priorities.priority')),
            ],
            options={
                'ordering': ['-on', '-policy', 'key'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PriorityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.CharField(max_length=20)),
                ('title_en', models.CharField(max_length=240)),
                ('title_zh', models.CharField(max_length=240)),
                ('category', models.CharField(max_length=40)),
                ('signal', models.CharField(choices=[('support', 'promised help'), ('strength', 'named as a strength'), ('shortage', 'named as lacking'), ('context', 'shown, scores nothing')], max_length=10)),
                ('speaker', models.CharField(choices=[('government', 'the province or city itself'), ('statistic', 'a statistic'), ('company', 'a company'), ('press', 'a newspaper'), ('scholar', 'a scholar')], max_length=12)),
                ('stage', models.CharField(choices=[('pledged', 'pledged'), ('launched', 'launched'), ('under way', 'under way'), ('delivered', 'delivered'), ('lapsed', 'lapsed')], max_length=10)),
                ('summary_en', models.TextField()),
                ('summary_zh', models.TextField(blank=True)),
                ('source', models.TextField()),
                ('paragraph', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('section', models.CharField(blank=True, choices=[('review', 'what was done'), ('plan', 'aims'), ('tasks', 'work of the year')], max_length=6)),
                ('anchor', models.CharField(blank=True, max_length=20)),
                ('emphasis', models.CharField(blank=True, choices=[('headline', 'a heading, or in the list that a heading introduces'), ('list', 'a statement of its own'), ('mention', 'named in passing')], max_length=8)),
                ('reviewed', models.BooleanField(default=True)),
                ('rank', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('effective_from', models.DateField()),
                ('effective_to', models.DateField(blank=True, null=True)),
                ('precision', models.CharField(choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=5)),
                ('confidence', models.CharField(choices=[('high', 'from a cited page or standard'), ('medium', 'common knowledge or a secondary source'), ('low', 'our judgement or a mirrored page')], max_length=10)),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='priorities.document')),
                ('edition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='priorities.edition')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='priorities.priority')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PriorityPlaceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('place', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.place')),
                ('priority', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='priorities.priority')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PriorityTargetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('priority', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='priorities.priority')),
                ('sector', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.sector')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContextFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=60)),
                ('period', models.CharField(max_length=20)),
                ('value', models.DecimalField(decimal_places=2, max_digits=16)),
                ('qualifier', models.CharField(blank=True, max_length=40)),
                ('unit', models.CharField(max_length=40)),
                ('note', models.TextField(blank=True)),
                ('source', models.TextField()),
                ('confidence', models.CharField(choices=[('high', 'from a cited page or standard'), ('medium', 'common knowledge or a secondary source'), ('low', 'our judgement or a mirrored page')], max_length=10)),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='partners.place')),
            ],
            options={
                'ordering': ['place', 'indicator', 'period'],
                'constraints': [models.UniqueConstraint(fields=('place', 'indicator', 'period'), name='one_figure_per_period', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='figure_has_a_source')],
            },
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('province', 'title', 'title_zh', 'year', 'published_on', 'precision'), name='one_document_per_title', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('published_on__isnull', False), ('precision', 'year'), _connector='OR'), name='undated_document_has_a_year'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "priorities_documentevent" ("address", "digest", "id", "kind", "paragraph_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "province_id", "published_on", "title", "title_zh", "year") VALUES (OLD."address", OLD."digest", OLD."id", OLD."kind", OLD."paragraph_count", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."precision", OLD."province_id", OLD."published_on", OLD."title", OLD."title_zh", OLD."year"); RETURN NULL;', hash='e1d24cb45dd9e87ec44420b89336bad61eebb2e1', operation='UPDATE', pgid='pgtrigger_update_update_bacd2', table='priorities_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "priorities_documentevent" ("address", "digest", "id", "kind", "paragraph_count", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "province_id", "published_on", "title", "title_zh", "year") VALUES (OLD."address", OLD."digest", OLD."id", OLD."kind", OLD."paragraph_count", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."precision", OLD."province_id", OLD."published_on", OLD."title", OLD."title_zh", OLD."year"); RETURN NULL;', hash='8d0541919312065771ddae470d2440dd2c313e7e', operation='DELETE', pgid='pgtrigger_delete_delete_4df57', table='priorities_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='010da2a1f185a1dde6b83a35b066a215b2cef7d4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7e0e4', table='priorities_documentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='doubt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), models.Q(('author', ''), _negated=True), models.Q(('summary', ''), _negated=True)), name='doubt_has_author_and_source'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('province', 'number'), name='one_edition_per_number'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'approved'])), fields=('province',), name='one_open_draft'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('province', '='), ('in_force', '&&')], name='one_edition_in_force'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('policy__isnull', False), ('published_at__isnull', False), ('state', 'published')), models.Q(models.Q(('state', 'published'), _negated=True), ('in_force', None), ('number', None), ('policy', None)), _connector='OR'), name='published_edition_has_policy_and_instant'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'list'), ('state', 'published'), _negated=True), models.Q(('in_force__isnull', False), ('number__isnull', False)), _connector='OR'), name='published_list_has_number_and_range'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), models.Q(('approved_content', ''), _negated=True), _connector='OR'), name='approval_binds_content'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "priorities_editionevent" ("affected_sectors", "approved_content", "base_id", "content", "coverage", "id", "in_force", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy", "province_id", "publish_at", "published_at", "reason", "state", "version") VALUES (OLD."affected_sectors", OLD."approved_content", OLD."base_id", OLD."content", OLD."coverage", OLD."id", OLD."in_force", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."policy", OLD."province_id", OLD."publish_at", OLD."published_at", OLD."reason", OLD."state", OLD."version"); RETURN NULL;', hash='14f1d22260c9363616e697b165941fdc26ea1afc', operation='UPDATE', pgid='pgtrigger_update_update_abaef', table='priorities_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "priorities_editionevent" ("affected_sectors", "approved_content", "base_id", "content", "coverage", "id", "in_force", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy", "province_id", "publish_at", "published_at", "reason", "state", "version") VALUES (OLD."affected_sectors", OLD."approved_content", OLD."base_id", OLD."content", OLD."coverage", OLD."id", OLD."in_force", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."policy", OLD."province_id", OLD."publish_at", OLD."published_at", OLD."reason", OLD."state", OLD."version"); RETURN NULL;', hash='e6fe41a1bfd4ce6a2f9fcab1bb71beb76feb5f91', operation='DELETE', pgid='pgtrigger_delete_delete_5d071', table='priorities_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='editionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9e91722e346b54f42e9b108290fee0a02b7b0eb2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_041e4', table='priorities_editionevent', when='BEFORE')),
        ),
        migrations.CreateModel(
            name='PriorityPlace',
            fields=[
            ],
            options={
                'verbose_name': 'place',
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('priorities.priority_places',),
        ),
        migrations.AddConstraint(
            model_name='priority',
            constraint=models.UniqueConstraint(fields=('edition', 'key'), name='one_priority_per_key'),
        ),
        migrations.AddConstraint(
            model_name='priority',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='priority_has_a_source'),
        ),
        migrations.AddConstraint(
            model_name='priority',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title_en', ''), _negated=True), models.Q(('title_zh', ''), _negated=True)), name='priority_has_both_titles'),
        ),
        migrations.AddConstraint(
            model_name='priority',
            constraint=models.CheckConstraint(condition=models.Q(('effective_to', None), ('effective_to__gte', models.F('effective_from')), _connector='OR'), name='priority_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='priority',
            constraint=models.CheckConstraint(condition=models.Q(('rank', None), ('rank__gte', 1), _connector='OR'), name='priority_rank_from_one'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='priority',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "priorities_priorityevent" ("anchor", "category", "confidence", "document_id", "edition_id", "effective_from", "effective_to", "emphasis", "id", "key", "paragraph", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "rank", "reviewed", "section", "signal", "source", "speaker", "stage", "summary_en", "summary_zh", "title_en", "title_zh") VALUES (OLD."anchor", OLD."category", OLD."confidence", OLD."document_id", OLD."edition_id", OLD."effective_from", OLD."effective_to", OLD."emphasis", OLD."id", OLD."key", OLD."paragraph", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."precision", OLD."rank", OLD."reviewed", OLD."section", OLD."signal", OLD."source", OLD."speaker", OLD."stage", OLD."summary_en", OLD."summary_zh", OLD."title_en", OLD."title_zh"); RETURN NULL;', hash='010a8d80c72e41b622b9b5ef82f6a43e297fbfec', operation='UPDATE', pgid='pgtrigger_update_update_10be1', table='priorities_priority', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='priority',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "priorities_priorityevent" ("anchor", "category", "confidence", "document_id", "edition_id", "effective_from", "effective_to", "emphasis", "id", "key", "paragraph", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "rank", "reviewed", "section", "signal", "source", "speaker", "stage", "summary_en", "summary_zh", "title_en", "title_zh") VALUES (OLD."anchor", OLD."category", OLD."confidence", OLD."document_id", OLD."edition_id", OLD."effective_from", OLD."effective_to", OLD."emphasis", OLD."id", OLD."key", OLD."paragraph", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."precision", OLD."rank", OLD."reviewed", OLD."section", OLD."signal", OLD."source", OLD."speaker", OLD."stage", OLD."summary_en", OLD."summary_zh", OLD."title_en", OLD."title_zh"); RETURN NULL;', hash='dd05d798f661f13351047beb5baefb58529ba7a8', operation='DELETE', pgid='pgtrigger_delete_delete_0e0f9', table='priorities_priority', when='AFTER')),
        ),
        migrations.CreateModel(
            name='PriorityTarget',
            fields=[
            ],
            options={
                'verbose_name': 'target',
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('priorities.priority_targets',),
        ),
        migrations.AddIndex(
            model_name='prioritychange',
            index=models.Index(fields=['-on', '-policy', 'key'], name='timeline_order'),
        ),
        migrations.AddIndex(
            model_name='prioritychange',
            index=models.Index(fields=['policy'], name='changes_by_policy'),
        ),
        migrations.AddConstraint(
            model_name='prioritychange',
            constraint=models.UniqueConstraint(fields=('edition', 'key'), name='one_change_per_publication'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prioritychange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f3a142c1dc4c61618d186038439a0bdfe826aedb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9adb9', table='priorities_prioritychange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='priorityevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cc1fc12a49063fadb45509eedcb71e0f9573efae', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_13687', table='priorities_priorityevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='priorityplaceevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='931d6823abf5e6cfe3f0a497950def08737eb9d9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6c7d3', table='priorities_priorityplaceevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prioritytargetevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8b1a40f00ae981d88ec4c7e9bcf7c3fc1fc76432', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0e4ff', table='priorities_prioritytargetevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='priorityplace',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "priorities_priorityplaceevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "place_id", "priority_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."place_id", OLD."priority_id"); RETURN NULL;', hash='1335a0002a641b002639e82fe7933979229bc3f9', operation='DELETE', pgid='pgtrigger_delete_delete_25d80', table='priorities_priority_places', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='priorityplace',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "priorities_priorityplaceevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "place_id", "priority_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."place_id", NEW."priority_id"); RETURN NULL;', hash='5f7eb62175ba2449211433d13ee7f9738e6d6a69', operation='INSERT', pgid='pgtrigger_insert_insert_2be88', table='priorities_priority_places', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prioritytarget',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "priorities_prioritytargetevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "priority_id", "sector_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."priority_id", OLD."sector_id"); RETURN NULL;', hash='f6a92a9d3620973b92a31a97963a1d58d5e66e38', operation='DELETE', pgid='pgtrigger_delete_delete_0b683', table='priorities_priority_targets', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prioritytarget',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "priorities_prioritytargetevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "priority_id", "sector_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."priority_id", NEW."sector_id"); RETURN NULL;', hash='a3590758376844d8e23ccab6844c1226426548b3', operation='INSERT', pgid='pgtrigger_insert_insert_2db16', table='priorities_priority_targets', when='AFTER')),
        ),
        migrations.RunSQL(list(immutability_sql()), migrations.RunSQL.noop),
        migrations.RunPython(grant_roles, migrations.RunPython.noop),
    ]
