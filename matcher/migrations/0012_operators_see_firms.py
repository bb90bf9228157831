"""What firms ask and say is for operators: curators of lists and partners see none of it."""

from django.db import migrations

from core.permissions import roles

_ASKED = ("shortlist", "revision", "entry")
# App -> model -> its words, and the verbs of operators.
_OPERATORS = {
    "firms": {
        "firm": ("firm", ("view", "add", "change")),
        "member": ("member", ("view", "add", "change", "delete")),
        "apikey": ("API key", ("view", "add", "change")),
        "keyusage": ("key usage", ("view",)),
    },
    "webhooks": {
        "event": ("event", ("view",)),
        "endpoint": ("endpoint", ("view",)),
        "delivery": ("delivery", ("view", "change")),
        "attempt": ("attempt", ("view",)),
        "notice": ("notice", ("view",)),
    },
    "matcher": {
        **{model: (model, ("view",)) for model in _ASKED},
        "matchgeneration": ("match generation", ("view",)),
    },
}


def grant_operators(apps, schema_editor):
    for app, models in _OPERATORS.items():
        for model, (words, verbs) in models.items():
            for verb in verbs:
                title = f"Can {verb} {words}"
                roles.grant(apps, roles.OPERATORS, app, model, f"{verb}_{model}", title)
    for role in (roles.EDITORS, roles.APPROVERS):
        roles.revoke(apps, role, "matcher", *(f"view_{model}" for model in _ASKED))


def let_curators_look(apps, schema_editor):
    roles.grant_view(apps, "matcher", *((model, model) for model in _ASKED))


class Migration(migrations.Migration):
    dependencies = [
        ("matcher", "0011_assumptions_in_both_languages"),
        ("firms", "0003_members_have_accounts"),
        ("webhooks", "0002_epochs_of_the_stream"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(grant_operators, let_curators_look)]
