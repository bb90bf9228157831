"""`manage.py issue_key FIRM [--scopes ask …]`: prints a new API key, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from firms import keys
from firms.models import Firm, Scope


class Command(BaseCommand):
    help = "Issue an API key for a firm (made when unknown) and print it: it is shown only once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("firm", help="the firm's name")
        parser.add_argument("--scopes", nargs="+", choices=Scope.values, default=[Scope.ASK.value])

    def handle(self, *args: Any, firm: str, scopes: list[str], **options: Any) -> None:
        tenant, _ = Firm.objects.get_or_create(name=firm)
        self.stdout.write(keys.issue(firm=tenant, scopes=scopes))
