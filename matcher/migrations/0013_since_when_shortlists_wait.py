from django.db import migrations, models
from django.db.models.functions import Now
import django.utils.timezone

# Only the few that wait: the others stay without.
FILL = """
UPDATE matcher_shortlist SET waiting_since = matcher_brief.changed_at FROM matcher_brief
WHERE matcher_brief.id = matcher_shortlist.brief_id
  AND matcher_shortlist.checked_version < matcher_brief.version
"""


class Migration(migrations.Migration):

    dependencies = [
        ('matcher', '0012_operators_see_firms'),
    ]

    operations = [
        # Without a default first: with one, every shortlist there is would count as waiting.
        migrations.AddField(
            model_name='shortlist',
            name='waiting_since',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='shortlist',
            name='waiting_since',
            field=models.DateTimeField(
                db_default=Now(), default=django.utils.timezone.now, null=True
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
