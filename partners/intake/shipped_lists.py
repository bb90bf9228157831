"""Load the lists of real organisations in `seeds/partners`, each as a dataset of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from partners.intake.import_file import ImportRequest, file_digest, import_file
from partners.intake.import_report import ImportReport
from partners.intake.mapping.column_map import read_map_text
from partners.models import ImportRun


def load_shipped_lists(
    folder: Path, progress: Callable[[str, int, int], None] | None = None
) -> list[ImportReport]:
    """Import the lists that `partners/datasets.toml` of the folder names, but for those of which
    the last import is of the same file and map. `progress` is called with (dataset and step, done,
    total). Raises `FileFault`.
    """
    listed = tomllib.loads((folder / "partners" / "datasets.toml").read_text("utf-8"))

    def load(entry: dict[str, str]) -> ImportReport:
        def told(step: str, done: int, total: int) -> None:
            if progress:
                progress(f"{entry['key']}, {step}", done, total)

        request = ImportRequest(
            path=folder / "partners" / entry["file"],
            dataset=entry["key"],
            map=_map(folder, entry),
            whole=True,
        )
        return import_file(request, told)

    return [load(entry) for entry in listed["dataset"] if not _is_loaded(folder, entry)]


def _is_loaded(folder: Path, entry: dict[str, str]) -> bool:
    """Whether the last import into the dataset was of this file with this map."""
    last = ImportRun.objects.filter(dataset=entry["key"], dry_run=False).first()
    return (
        last is not None
        and last.state == ImportRun.State.DONE
        and last.digest == file_digest(folder / "partners" / entry["file"])
        and last.map == _map(folder, entry)
    )


def _map(folder: Path, entry: dict[str, str]) -> str:
    return read_map_text(folder / "maps" / f"{entry['map']}.toml")
