"""How the Chinese names of those that are there already sound.

Made for a table in use: some hundred rows a transaction, each of which takes the dataset first,
as a registration does, so that neither can stand in the other's way; and again is the same.
"""

from django.db import migrations, transaction

from partners import sounds

BATCH = 500


def fill(apps, schema_editor):
    dataset = apps.get_model("partners", "Dataset")
    for key in dataset.objects.order_by("key").values_list("key", flat=True):
        last = 0
        while last is not None:
            last = _fill_batch(apps, key, last)


def _fill_batch(apps, dataset, after):
    """Fill the next partners of the dataset; the last one's id, or None when there was none."""
    partner = apps.get_model("partners", "Partner")
    with transaction.atomic():
        held = apps.get_model("partners", "Dataset").objects.filter(key=dataset)
        list(held.select_for_update(no_key=True))
        rows = partner.objects.filter(dataset=dataset, pk__gt=after).order_by("pk")
        rows = list(rows.prefetch_related("aliases")[:BATCH])
        for row in rows:
            aliases = sorted(alias.name for alias in row.aliases.all())
            row.sounds = sounds.of([row.name_zh, *aliases])
        partner.objects.bulk_update(rows, ["sounds"])
    return rows[-1].pk if rows else None


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("partners", "0004_sounds")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
