"""`manage.py reset_second_factor NAME --reason TEXT`: the second factor is lost."""

import getpass
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from pages.accounts.second_factor import reset_second_factors


class Command(BaseCommand):
    help = (
        "Delete the authenticator, the passkeys and the recovery codes of an account and end its"
        " sessions. Make sure who asks: the password alone lets in afterwards."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help="name or e-mail address of the account")
        parser.add_argument("--reason", required=True, help="why; it is logged")

    def handle(self, *args: Any, account: str, reason: str, **options: Any) -> None:
        found = list(User.objects.filter(Q(username=account) | Q(email__iexact=account))[:2])
        if len(found) != 1:
            why = "several accounts have" if found else "no account has"
            raise CommandError(f"{why} the name or address {account}")
        if not reason.strip():
            raise CommandError("say why: the reason is logged")
        number = reset_second_factors(found[0], by=getpass.getuser(), reason=reason.strip())
        self.stdout.write(f"{account}: second factors deleted: {number}; its sessions have ended")
