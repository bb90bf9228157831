"""Curators for the tests of the lifecycle."""

from django.contrib.auth.models import Permission, User


def curator(name: str, *verbs: str) -> User:
    """A user who may do the verbs: draft, approve."""
    user = User.objects.create_user(name)
    codes = [f"{verb}_edition" for verb in verbs]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return User.objects.get(pk=user.pk)
