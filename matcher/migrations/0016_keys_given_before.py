"""How far keys were given out before it was written down: in lists, drafts and their history."""

import re
from itertools import chain

from django.db import migrations


def fill(apps, schema_editor):
    given = apps.get_model("matcher", "KeysGiven")
    for province in apps.get_model("partners", "Place").objects.filter(province=None):
        own = re.compile(rf"{(province.iso or province.code)[-2:]}(\d+)")
        keys = chain.from_iterable(
            apps.get_model("matcher", name)
            .objects.filter(edition__province=province)
            .values_list("key", flat=True)
            for name in ("Priority", "PriorityEvent")
        )
        numbers = [int(found[1]) for key in keys if (found := own.fullmatch(key))]
        if numbers:
            given.objects.update_or_create(province=province, defaults={"last": max(numbers)})


class Migration(migrations.Migration):
    dependencies = [("matcher", "0015_keys_given"), ("partners", "0006_link_history")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
