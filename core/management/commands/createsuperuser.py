"""`manage.py createsuperuser`, which stands in the security log."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser

from core.audit.typed_commands import saved_accounts_recorded
from core.models import SecurityEvent


class Command(createsuperuser.Command):
    """Django's command, and an entry for the account that it makes."""

    def handle(self, *args: Any, **options: Any) -> None:
        with saved_accounts_recorded(SecurityEvent.Kind.ACCOUNT_CHANGED):
            super().handle(*args, **options)
