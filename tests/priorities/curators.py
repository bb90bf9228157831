"""Curators and operators for the tests of the lifecycle and of the admin."""

from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group, Permission, User

_APPS = ("partners", "priorities", "matcher")


def curator(name: str, *verbs: str) -> User:
    """A user who may do the verbs: draft, approve, curate (partners)."""
    user = User.objects.create_user(name)
    codes = [f"{verb}_{'partner' if verb == 'curate' else 'edition'}" for verb in verbs]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return User.objects.get(pk=user.pk)


def staff(name: str, *roles: str, password: str | None = None) -> User:
    """A user who may enter the admin, with the roles that the migration makes.

    Only who types a password at the log-in needs one: hashing it costs a fifth of a second.
    """
    # A test that commits is cleaned up by emptying every table, the roles' rows too.
    if not Group.objects.exists():
        for app in _APPS:
            import_module(f"{app}.migrations.0001_initial").grant_roles(apps, None)
        import_module("matcher.migrations.0012_operators_see_firms").grant_operators(apps, None)
    user = User.objects.create_user(name, f"{name}@ronghe.example", password, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    return User.objects.get(pk=user.pk)
