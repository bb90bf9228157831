"""Load the lists of real organisations in `seeds/partners`, each as a dataset of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from partners.intake.import_file import ImportRequest, import_file
from partners.intake.import_report import ImportReport
from partners.intake.mapping.column_map import read_map_text


def load_shipped_lists(
    folder: Path, progress: Callable[[str, int, int], None] | None = None
) -> list[ImportReport]:
    """Import the lists that `partners/datasets.toml` of the folder names; repeating it changes
    nothing. `progress` is called with (dataset and step, done, total). Raises `FileFault`.
    """
    listed = tomllib.loads((folder / "partners" / "datasets.toml").read_text("utf-8"))

    def load(entry: dict[str, str]) -> ImportReport:
        def told(step: str, done: int, total: int) -> None:
            if progress:
                progress(f"{entry['key']}, {step}", done, total)

        request = ImportRequest(
            path=folder / "partners" / entry["file"],
            dataset=entry["key"],
            map=read_map_text(folder / "maps" / f"{entry['map']}.toml"),
            whole=True,
        )
        return import_file(request, told)

    return [load(entry) for entry in listed["dataset"]]
