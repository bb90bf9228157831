"""Grant permissions to the roles of curators and operators, in migrations."""

from typing import Any

EDITORS, APPROVERS, OPERATORS = "Editors", "Approvers", "Operators"


def grant(apps: Any, role: str, app: str, model: str, codename: str, title: str) -> None:
    """Give the role the permission on the model; create both where they are missing."""
    # Django creates permissions only after all migrations have run, and the role needs them now.
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=model
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": title}
    )
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
    group.permissions.add(permission)


def grant_view(apps: Any, app: str, *models: tuple[str, str]) -> None:
    """Let both roles view the models, each given as its name and its verbose name."""
    for role in (EDITORS, APPROVERS):
        for model, words in models:
            grant(apps, role, app, model, f"view_{model}", f"Can view {words}")


def revoke(apps: Any, role: str, app: str, *codenames: str) -> None:
    """Take the permissions from the role."""
    found = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label=app, codename__in=codenames
    )
    for group in apps.get_model("auth", "Group").objects.filter(name=role):
        group.permissions.remove(*found)
