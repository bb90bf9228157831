"""`manage.py changepassword`, which stands in the security log."""

from typing import Any

from django.contrib.auth.management.commands import changepassword

from core.audit.typed_commands import saved_accounts_recorded
from core.models import SecurityEvent


class Command(changepassword.Command):
    """Django's command, and an entry for the account whose password it changes."""

    def handle(self, *args: Any, **options: Any) -> None:
        with saved_accounts_recorded(SecurityEvent.Kind.PASSWORD_CHANGED):
            super().handle(*args, **options)
