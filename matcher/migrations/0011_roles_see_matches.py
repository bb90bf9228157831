"""Curators see how far everybody's stored matches are: their lists move them."""

from django.db import migrations


def grant(apps, schema_editor):
    kinds = apps.get_model("contenttypes", "ContentType")
    permissions = apps.get_model("auth", "Permission")
    kind, _ = kinds.objects.get_or_create(app_label="matcher", model="matchgeneration")
    look, _ = permissions.objects.get_or_create(
        content_type=kind,
        codename="view_matchgeneration",
        defaults={"name": "Can view match generation"},
    )
    for role in apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Approvers"]):
        role.permissions.add(look)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("matcher", "0010_watch_who_stands_around"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
