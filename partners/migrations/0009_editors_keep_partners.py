"""Editors may retire and merge partners, too; the role is made by whoever comes first."""

from django.db import migrations


def create(apps, schema_editor):
    kinds = apps.get_model("contenttypes", "ContentType")
    kind, _ = kinds.objects.get_or_create(app_label="partners", model="partner")
    may, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind,
        codename="curate_partner",
        defaults={"name": "Can retire and merge partners"},
    )
    editors, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Editors")
    editors.permissions.add(may)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("partners", "0008_retired_and_merged"),
    ]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
