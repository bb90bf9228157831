"""`manage.py undo_import NUMBER`: put back what an import changed."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from partners.errors import ImportRefused
from partners.intake.import_undo import undo_import


class Command(BaseCommand):
    help = "Put back the records that an import changed, and end those that it created."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, help="the number of the import")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = undo_import(options["number"])
        except ImportRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"undone: {run}")
