"""`manage.py issue_key FIRM [--scopes ask …] [--curator EMAIL]`: print a new API key."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from firms import api_keys
from firms.models import Firm, Scope


class Command(BaseCommand):
    help = (
        "Issue an API key for a firm, which is created when unknown, and print it. It is not shown"
        " again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("firm", help="the firm's name")
        parser.add_argument("--scopes", nargs="+", choices=Scope.values, default=[Scope.ASK.value])
        parser.add_argument(
            "--curator", metavar="EMAIL", help="the user that a key with the scope curate acts as"
        )

    def handle(
        self, *args: Any, firm: str, scopes: list[str], curator: str | None = None, **options: Any
    ) -> None:
        if (Scope.CURATE in scopes) != (curator is not None):
            raise CommandError(
                "the scope curate and --curator EMAIL go together: give both or neither"
            )
        user = _curator(curator) if curator is not None else None
        # Created on the way, so that one command admits a firm. A misspelt name makes a new tenant.
        tenant, _ = Firm.objects.get_or_create(name=firm)
        self.stdout.write(api_keys.issue(firm=tenant, scopes=scopes, curator=user))


def _curator(email: str) -> User:
    """Return the one active user with this address. Raises `CommandError`."""
    found = list(User.objects.filter(email__iexact=email, is_active=True)[:2])
    if not found:
        raise CommandError(
            f"no active user has the e-mail address {email}: create one in the admin"
        )
    if len(found) > 1:
        raise CommandError(f"several active users have the e-mail address {email}")
    return found[0]
