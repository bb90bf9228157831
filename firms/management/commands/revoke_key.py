"""`manage.py revoke_key ID`: refuse the key from the next request on."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from firms import api_keys
from firms.management.lookups import find_key


class Command(BaseCommand):
    help = "Revoke an API key at once. A leaked key may be given as a whole."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", help="the id of the key, as list_keys shows it")

    def handle(self, *args: Any, key: str, **options: Any) -> None:
        found = api_keys.revoke_key(find_key(key))
        self.stdout.write(f"revoked: {found}")
