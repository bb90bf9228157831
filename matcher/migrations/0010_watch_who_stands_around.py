"""What a brief depends on is written when it is answered: have each answered once more.

Who stands around a maker depends on more than its entry does. A mark of the day before makes the
next sweep look at every shortlist, as midnight does.
"""

import datetime as dt

from django.db import migrations
from django.db.models import F


def look_again(apps, schema_editor):
    shortlists = apps.get_model("matcher", "Shortlist").objects
    shortlists.exclude(checked_on=None).update(checked_on=F("checked_on") - dt.timedelta(days=1))


class Migration(migrations.Migration):
    dependencies = [("matcher", "0009_refused_briefs")]
    operations = [migrations.RunPython(look_again, migrations.RunPython.noop)]
