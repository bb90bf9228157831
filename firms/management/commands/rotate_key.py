"""`manage.py rotate_key ID [--overlap-hours 24]`: print the successor of a key."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from firms import api_keys
from firms.errors import KeyRefused, KeySpecInvalid
from firms.management.lookups import find_key


class Command(BaseCommand):
    help = (
        "Print a new API key with the settings of an old one, which still works for the overlap."
        " The new key is not shown again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", help="the id of the old key, as list_keys shows it")
        parser.add_argument(
            "--overlap-hours", type=int, choices=range(169), default=24, metavar="0..168"
        )

    def handle(self, *args: Any, key: str, overlap_hours: int = 24, **options: Any) -> None:
        try:
            _, text = api_keys.rotate_key(find_key(key), overlap=timedelta(hours=overlap_hours))
        except (KeyRefused, KeySpecInvalid) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(text)
