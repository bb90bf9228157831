"""`manage.py seed_member FIRM EMAIL`: an owner to try out the pages. Development only."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.crypto import salted_hmac

from firms import members
from firms.membership import accounts
from firms.models import Firm, Role


class Command(BaseCommand):
    help = (
        "Make an owner of the firm, which is created when unknown, and print EMAIL PASSWORD; EMAIL"
        " alone where the owner has set another password."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("firm", help="the firm's name")
        parser.add_argument("email", help="the owner's e-mail address")

    def handle(self, *args: Any, firm: str, email: str, **options: Any) -> None:
        # The password is printed again by whoever knows the secret key.
        if settings.ENV.production:
            raise CommandError("members are seeded in development only: enter them in the admin")
        with transaction.atomic():
            tenant, _ = Firm.objects.get_or_create(name=firm)
            members.set_member(firm=tenant, email=email, role=Role.OWNER)
            account = accounts.open_account(email)
        if account is None:
            raise CommandError(f"several accounts have the address {email}")
        self.stdout.write(f"{email} {_password_of(account)}".strip())


def _password_of(account: User) -> str:
    """Return the seeded password, the same at each call, and set it where there is none; '' where
    the member has set another.
    """
    # Derived, not drawn: a second demo of a checkout prints what the first one did.
    password = salted_hmac("seed_member", account.get_username()).hexdigest()[:16]
    if not account.has_usable_password():
        account.set_password(password)
        account.save(update_fields=["password"])
    return password if account.check_password(password) else ""
