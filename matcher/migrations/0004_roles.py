"""The curators' roles: who drafts, and who approves. Both see what a list moves."""

from django.db import migrations

EDITORS, APPROVERS = "Editors", "Approvers"
SEEN = {
    "matcher": ("edition", "document", "priority", "editionact", "shortlist", "revision", "entry"),
    "partners": (
        *("partner", "dataset", "place", "cluster", "sector", "demand"),
        *("offering", "profile", "certificate", "alias", "evidence"),
    ),
}
VERBS = {
    EDITORS: ("draft_edition", "Can draft and submit editions"),
    APPROVERS: ("approve_edition", "Can approve, schedule and publish editions"),
}


def create(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    seen = [
        _permission(apps, app, model, f"view_{model}", f"Can view {_spaced(model)}")
        for app, models in SEEN.items()
        for model in models
    ]
    for name, (code, title) in VERBS.items():
        role, _ = group.objects.get_or_create(name=name)
        role.permissions.add(_permission(apps, "matcher", "edition", code, title), *seen)


def _permission(apps, app, model, code, title):
    """The permission's row, which is otherwise made only when all migrations have run."""
    kinds = apps.get_model("contenttypes", "ContentType")
    permissions = apps.get_model("auth", "Permission")
    kind, _ = kinds.objects.get_or_create(app_label=app, model=model)
    found, _ = permissions.objects.get_or_create(
        content_type=kind, codename=code, defaults={"name": title}
    )
    return found


def _spaced(model):
    return "edition act" if model == "editionact" else model


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("matcher", "0003_context_figures"),
        ("partners", "0001_initial"),
    ]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
