"""`manage.py import_partners FILE --dataset KEY`: import a list of organisations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, CommandParser

from partners.errors import PartnersError
from partners.intake.annotated_file import kind_of_copy, write_annotated
from partners.intake.import_file import ImportRequest, import_file
from partners.intake.import_report import ImportReport
from partners.intake.mapping.column_map import read_map_text
from partners.intake.seed_command import SeedCommand

_SHOWN = 10


class Command(SeedCommand):
    help = (
        "Import organisations from a CSV, TSV, XLSX or JSON Lines file into a dataset. Without"
        " --map the columns are guessed and shown."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dataset", required=True, help="the key of the dataset")
        parser.add_argument("--map", default="", help="a TOML file, or a name from seeds/maps")
        parser.add_argument("--dry-run", action="store_true", help="report, and change nothing")
        parser.add_argument(
            "--whole",
            action="store_true",
            help="the file is the whole list: records that it does not name are gone",
        )
        parser.add_argument("--name", default="", help="the name of the dataset")
        parser.add_argument("--notice", default="", help="text shown with each record")
        parser.add_argument("--report", type=Path, help="write a report: .csv or .json")
        parser.add_argument(
            "--annotated",
            type=Path,
            help="write the file again, with what became of each row: .xlsx for XLSX, else .csv",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            request = ImportRequest(
                path=options["file"],
                dataset=options["dataset"],
                map=_map(options["map"]),
                name=options["name"],
                notice=options["notice"],
                whole=options["whole"],
                dry_run=options["dry_run"],
            )
            _check_outputs(request.path, options["report"], options["annotated"])
            report = import_file(request, self.progress)
        except PartnersError as fault:
            raise CommandError(str(fault)) from fault
        self._print(report, guessed=not request.map)
        if report.run:
            self.stdout.write(
                f"import {report.run}; to undo it: manage.py undo_import {report.run}"
            )
        if options["report"]:
            report.write(options["report"])
            self.stdout.write(f"report: {options['report']}")
        if options["annotated"]:
            with options["annotated"].open("wb") as file:
                write_annotated(request.path, file, report.outcomes())
            self.stdout.write(f"annotated file: {options['annotated']}")

    def _print(self, report: ImportReport, *, guessed: bool) -> None:
        origin = "guessed, check them" if guessed else "of the map"
        named = (f"{field} <- {', '.join(names)}" for field, names in report.columns.items())
        self.stdout.write(f"columns ({origin}): {'; '.join(named)}")
        if report.unread_columns:
            self.stdout.write(f"columns not read: {', '.join(report.unread_columns)}")
        for notice in report.notices:
            self.stdout.write(f"notice: {notice}")
        if report.dry_run:
            self.stdout.write("dry run: nothing was changed")
        self.stdout.write(report.summary())
        for what, remarks in (("error", report.errors), ("remark", report.remarks)):
            for one in remarks[:_SHOWN]:
                where = f"row {one.row}, {one.column}" if one.column else f"row {one.row}"
                self.stdout.write(f"{what}: {where}: {one.told}")
            if len(remarks) > _SHOWN:
                self.stdout.write(f"and {len(remarks) - _SHOWN} more of the kind {what}: --report")


def _check_outputs(file: Path, report: Path | None, annotated: Path | None) -> None:
    """Refuse to write over the file that is read, and a name that says another format than the
    annotated file has.
    """
    for out in (report, annotated):
        if out is not None and out.resolve() == file.resolve():
            raise CommandError(f"{out}: is the file to import; give another name")
    if annotated is None or not file.is_file():
        # The import says what is wrong with a file that is not there.
        return
    suffix = kind_of_copy(file).suffix
    if annotated.suffix.casefold() != suffix:
        raise CommandError(f"{annotated}: the annotated file of {file.name} ends with {suffix}")


def _map(given: str) -> str:
    """The text of the map in a file, or of the shipped one of this name."""
    if not given:
        return ""
    path = Path(given)
    shipped = Path(settings.BASE_DIR) / "seeds" / "maps" / f"{given}.toml"
    return read_map_text(shipped if not path.suffix and shipped.exists() else path)
