"""`manage.py import_priorities FILE --province 440000 --by EMAIL [--dry-run]`."""

from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.faults import DomainError
from partners.models import Place
from priorities.importing.list_import import check_table, import_into_province
from priorities.importing.spreadsheet import UnreadableTable, read_table


class Command(BaseCommand):
    help = (
        "Import a province's whole list from a CSV or XLSX file into its open draft or a new one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--province", required=True, help="its code, as in 440000")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="the curator")
        parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        province = Place.objects.provinces().filter(code=options["province"]).first()
        if province is None:
            raise CommandError(f"{options['province']} is the code of no province")
        by = _curator(options["by"])
        try:
            table = read_table(options["file"].name, options["file"].read_bytes())
            check = check_table(province=province, table=table)
            # Every fault, not the first alone: the file is corrected in one go.
            for fault in check.faults:
                self.stderr.write(str(fault))
            if check.faults:
                raise CommandError(f"{len(check.faults)} faults: nothing was written")
            if options["dry_run"]:
                self.stdout.write(f"{len(check.rows)} rows, no fault; nothing was written")
                return
            draft = import_into_province(province=province, table=table, by=by)
        except (DomainError, UnreadableTable, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{len(check.rows)} rows are in draft {draft.pk}, version {draft.version}"
        )


def _curator(email: str) -> User:
    """The only active user with this address. Raises `CommandError`."""
    found = list(User.objects.filter(email__iexact=email, is_active=True)[:2])
    if len(found) != 1:
        many = "several active users have" if found else "no active user has"
        raise CommandError(f"{many} the e-mail address {email}")
    return found[0]
