"""`manage.py createsuperuser`, which stands in the security log."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.contrib.auth.models import User

from core.audit import security_log
from core.models import SecurityEvent


class Command(createsuperuser.Command):
    """Django's command, and an entry for the account that it makes."""

    def handle(self, *args: Any, **options: Any) -> None:
        # A name may be typed while Django's command runs, and it tells nobody which was taken.
        before = _superusers()
        super().handle(*args, **options)
        for account in sorted(_superusers() - before):
            security_log.record(SecurityEvent.Kind.ACCOUNT_CHANGED, subject=f"account:{account}")


def _superusers() -> set[int]:
    return set(User.objects.filter(is_superuser=True).values_list("pk", flat=True))
