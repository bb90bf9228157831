"""`manage.py remove_member FIRM EMAIL`: delete a member, and revoke the member's keys at once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from firms import members
from firms.management.lookups import find_firm, find_member


class Command(BaseCommand):
    help = "Delete a member of a firm, with the address, and revoke the member's keys at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("firm", help="the firm's name")
        parser.add_argument("email")

    def handle(self, *args: Any, firm: str, email: str, **options: Any) -> None:
        revoked = members.remove_member(find_member(find_firm(firm), email))
        self.stdout.write(f"removed; keys revoked: {revoked}")
