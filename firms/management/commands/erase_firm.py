"""`manage.py erase_firm ID [--confirm NAME]`: erase all of a firm, and prove it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from firms.erasure.owned_tables import unguarded_references
from firms.erasure.removal import count_rows, erase_firm
from firms.models import Firm


class Command(BaseCommand):
    help = (
        "Erase all of a firm: members and accounts that belong to no other firm, keys, briefs,"
        " answers, statements, links, endpoints, events. Without --confirm it only counts."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("firm", type=int, metavar="ID", help="the firm's id, not its name")
        parser.add_argument("--confirm", metavar="NAME", help="the firm's name: erases it")

    def handle(self, *args: Any, firm: int, **options: Any) -> None:
        found = Firm.objects.filter(pk=firm).first()
        if found is None:
            raise CommandError(f"no firm has the id {firm}")
        if options["confirm"] is None:
            self._tell(count_rows(firm))
            self.stdout.write(f'nothing was erased: --confirm "{found.name}" erases it')
            return
        if options["confirm"] != found.name:
            raise CommandError(f"the firm {firm} is not called {options['confirm']}: nothing done")
        self._tell(erase_firm(found))
        self._prove(firm)

    def _tell(self, counts: dict[str, int]) -> None:
        for table, count in counts.items():
            self.stdout.write(f"{table:36}{count:>12,}")

    def _prove(self, firm: int) -> None:
        left, unguarded = count_rows(firm), unguarded_references()
        if left or unguarded:
            raise CommandError(f"rows are left: {left}; not held by PostgreSQL: {unguarded}")
        self.stdout.write(
            f"the firm {firm} is erased: no table has a row of it, and PostgreSQL holds every"
            " reference by which one could be left"
        )
