"""The maps of lists that ship in `seeds/maps`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from partners.errors import FileFault
from partners.intake.mapping.column_map import read_map_text


def shipped_maps() -> Sequence[str]:
    """The names of the shipped maps, sorted."""
    return sorted(path.stem for path in _folder().glob("*.toml"))


def shipped_map(name: str) -> str:
    """The text of the shipped map. Raises `FileFault` for a name that is none."""
    if name not in shipped_maps():
        raise FileFault(name[:60], 1, "", "is not a map that ships")
    return read_map_text(_folder() / f"{name}.toml")


def _folder() -> Path:
    return Path(settings.BASE_DIR) / "seeds" / "maps"
