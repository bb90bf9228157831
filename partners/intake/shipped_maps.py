"""The maps of lists that ship in `seeds/maps`, and the map that a request gives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from core.languages.messages import Message
from partners.errors import FileFault, nearest_hint, nearest_words
from partners.intake.mapping.column_map import parse_map, read_map_text

# A map in TOML has a table or an entry; a name has neither.
_TOML_SIGNS = frozenset("=[\n")


def shipped_maps() -> Sequence[str]:
    """The names of the shipped maps, sorted."""
    return sorted(path.stem for path in _folder().glob("*.toml"))


def shipped_map(name: str) -> str:
    """The text of the shipped map. Raises `FileFault` for a name that is none."""
    known = shipped_maps()
    if name not in known:
        reason = Message("is not a map that ships{hint}", hint=nearest_hint(name, known))
        raise FileFault("map", 1, name[:60], reason, nearest_words(name, known))
    return read_map_text(_folder() / f"{name}.toml")


def map_text(given: str) -> str:
    """The text of the map that is given as TOML or by the name of a shipped one; "" for none.

    Raises `FileFault` for a name or a map that cannot be used.
    """
    given = given.strip()
    if given and _TOML_SIGNS.isdisjoint(given):
        return shipped_map(given)
    if given:
        parse_map("map", given)
    return given


def _folder() -> Path:
    return Path(settings.BASE_DIR) / "seeds" / "maps"
