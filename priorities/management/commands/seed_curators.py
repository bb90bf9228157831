"""`manage.py seed_curators`: an editor and an approver to try out four eyes. Development only."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.utils.crypto import salted_hmac

CURATORS = {"editor": "Editors", "approver": "Approvers"}


class Command(BaseCommand):
    help = (
        "Make an editor and an approver, and print NAME PASSWORD of each; NAME - of one who has set"
        " another password."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        # The names are well known and the passwords printed: no account of a real service.
        if settings.ENV.production:
            raise CommandError("curators are seeded in development only: make yours in the admin")
        for name, role in CURATORS.items():
            self.stdout.write(f"{name} {_password_of(_curator(name, role)) or '-'}")


def _curator(name: str, role: str) -> User:
    user, _ = User.objects.get_or_create(
        username=name, defaults={"email": f"{name}@ronghe.example", "is_staff": True}
    )
    user.groups.add(Group.objects.get(name=role))
    return user


def _password_of(user: User) -> str:
    """Return the seeded password, the same at each call, and set it where there is none; '' where
    the curator has set another.
    """
    # Derived, not drawn: a second demo of a checkout changes nothing that somebody wrote down.
    password = salted_hmac("seed_curators", user.get_username()).hexdigest()[:16]
    if not user.password:
        user.set_password(password)
        user.save(update_fields=["password"])
    return password if user.check_password(password) else ""
