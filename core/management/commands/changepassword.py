"""`manage.py changepassword`, which stands in the security log."""

import getpass
from typing import Any

from django.contrib.auth.management.commands import changepassword
from django.contrib.auth.models import User

from core.audit import security_log
from core.models import SecurityEvent


class Command(changepassword.Command):
    """Django's command, and an entry for the account whose password it changes."""

    def handle(self, *args: Any, **options: Any) -> Any:
        told = super().handle(*args, **options)
        # As Django's command reads it: the account of who types, if none is named.
        changed = User.objects.get(username=options["username"] or getpass.getuser())
        security_log.record(SecurityEvent.Kind.PASSWORD_CHANGED, subject=f"account:{changed.pk}")
        return told
