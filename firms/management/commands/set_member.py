"""`manage.py set_member FIRM EMAIL ROLE`: enter a member of a firm, or change the role."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from firms import members
from firms.management.lookups import find_firm
from firms.models import Role


class Command(BaseCommand):
    help = "Give a person a role in a firm. The keys of the person follow the role at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("firm", help="the firm's name")
        parser.add_argument("email")
        parser.add_argument("role", choices=Role.values)

    def handle(self, *args: Any, firm: str, email: str, role: str, **options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError as fault:
            raise CommandError(f"{email} is no e-mail address") from fault
        found = members.set_member(firm=find_firm(firm), email=email, role=Role(role))
        self.stdout.write(f"{found} of {firm}: {found.role}")
