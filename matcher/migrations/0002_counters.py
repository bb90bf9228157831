"""The three counter rows (see webhooks.counters)."""

from django.db import migrations


def create(apps, schema_editor):
    counter = apps.get_model("webhooks", "Counter")
    for name in ("policy", "partners", "event"):
        counter.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("matcher", "0001_initial"), ("webhooks", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
