"""Small invented lists, and the import of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from partners.intake.import_file import ImportRequest, import_file
from partners.intake.import_report import ImportReport

Import = Callable[..., ImportReport]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of text or bytes and return its path."""

    def written(content: str | bytes, name: str = "list.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return written


@pytest.fixture
def run(reference: None, write: Callable[..., Path]) -> Import:
    """Import a text as a list, with a map in TOML, and return the report."""

    def imported(
        content: str | bytes,
        map_: str = "",
        dataset: str = "own-list",
        dry_run: bool = False,
        whole: bool = False,
    ) -> ImportReport:
        return import_file(
            ImportRequest(write(content), dataset, map_, whole=whole, dry_run=dry_run)
        )

    return imported
