"""`manage.py issue_key FIRM [--scopes read …] [--member EMAIL] …`: print a new API key."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from firms import api_keys
from firms.errors import KeyRefused, KeySpecInvalid
from firms.management.lookups import find_member
from firms.models import DEFAULT_SCOPES, Firm, Scope


class Command(BaseCommand):
    help = (
        "Issue an API key for a firm, which is created when unknown, and print it. It is not shown"
        " again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("firm", help="the firm's name")
        parser.add_argument(
            "--scopes", nargs="+", choices=Scope.values, default=list(DEFAULT_SCOPES)
        )
        parser.add_argument(
            "--curator", metavar="EMAIL", help="the user that a key with the scope curate acts as"
        )
        parser.add_argument(
            "--member", metavar="EMAIL", help="the member whose key it is; the role limits it"
        )
        parser.add_argument("--name", default="", help="what the key is for")
        parser.add_argument("--days", type=int, help="the days that it lives; for ever by default")
        parser.add_argument(
            "--from",
            dest="networks",
            metavar="CIDR",
            nargs="+",
            default=[],
            help="the addresses and networks that it may be used from",
        )

    def handle(self, *args: Any, firm: str, scopes: list[str], **options: Any) -> None:
        curator, days = options.get("curator"), options.get("days")
        if (Scope.CURATE in scopes) != (curator is not None):
            raise CommandError(
                "the scope curate and --curator EMAIL go together: give both or neither"
            )
        user = _curator(curator) if curator is not None else None
        try:
            with transaction.atomic():
                # Created on the way, so that one command admits a firm. A misspelt name makes a
                # new tenant.
                tenant, _ = Firm.objects.get_or_create(name=firm)
                email = options.get("member")
                spec = api_keys.KeySpec(
                    scopes=scopes,
                    name=options.get("name", ""),
                    member=find_member(tenant, email) if email else None,
                    curator=user,
                    expires_at=None if days is None else timezone.now() + timedelta(days=days),
                    networks=options.get("networks", []),
                )
                _, text = api_keys.create_key(firm=tenant, spec=spec)
        except (KeyRefused, KeySpecInvalid) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(text)


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
