"""`manage.py seed_curators`: an editor and an approver to try out four eyes. Development only."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError

CURATORS = {"editor": "Editors", "approver": "Approvers"}


class Command(BaseCommand):
    help = "Make an editor and an approver, and print NAME PASSWORD of each: it is shown only once."

    def handle(self, *args: Any, **options: Any) -> None:
        # The names are well known and the passwords printed: no account of a real service.
        if settings.ENV.production:
            raise CommandError("curators are seeded in development only: make yours in the admin")
        for name, role in CURATORS.items():
            password = secrets.token_urlsafe(12)
            _curator(name, role, password)
            self.stdout.write(f"{name} {password}")


def _curator(name: str, role: str, password: str) -> None:
    """Create the curator, or give an existing one a new password: the old is stored as a hash."""
    user, _ = User.objects.get_or_create(
        username=name, defaults={"email": f"{name}@ronghe.example", "is_staff": True}
    )
    user.set_password(password)
    user.save()
    user.groups.add(Group.objects.get(name=role))
