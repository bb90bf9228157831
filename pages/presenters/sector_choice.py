"""The sector that a visitor names in a form: by its code, its name, or any word for its goods."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from matcher import loaded
from matcher.reference.reference_data import ReferenceData
from pages.frame.addresses import page_url
from pages.frame.language import in_language
from partners.errors import AmbiguousName, NameFault
from partners.reference.taxonomy import SectorRow
from priorities.queries.sector_priorities import sector_relations

KINDS = ("manufacturing", "emerging", "service")
_CODE = re.compile(r"\(((?:C|PS|EI-)[A-Z0-9]+)\)$")


@dataclass(frozen=True)
class NamedSector:
    """A sector by its name in the visitor's language, and its page."""

    code: str
    name: str
    kind: str

    @property
    def url(self) -> str:
        return page_url("sector", self.code)

    @property
    def asked(self) -> str:
        """The text by which a form asks for it: its name and its code."""
        return f"{self.name} ({self.code})"


@dataclass(frozen=True)
class SectorChoice:
    """What a form says. `row` None: nothing, or nothing that is one sector; then `nearest` are the
    sectors that may be meant. `several`: the text means more than one.
    """

    text: str
    row: SectorRow | None = None
    nearest: tuple[NamedSector, ...] = ()
    several: bool = False

    @property
    def sector(self) -> NamedSector | None:
        return named_sector(self.row) if self.row else None

    @property
    def shown(self) -> str:
        """The text to stand in the form."""
        return self.sector.asked if self.sector else self.text


def choose_sector(text: str, reference: ReferenceData) -> SectorChoice:
    """Read the text of a form; an empty one chooses nothing."""
    text = text.strip()
    if not text:
        return SectorChoice("")
    coded = _CODE.search(text)
    try:
        row = loaded.names().sectors.resolve(coded[1] if coded else text, KINDS)
    except NameFault as fault:
        sectors = reference.taxonomy.sectors
        codes = [found[1] for one in fault.nearest if (found := _CODE.search(one))]
        near = named_sectors(sectors[code] for code in codes if code in sectors)
        return SectorChoice(text, None, near, isinstance(fault, AmbiguousName))
    return SectorChoice(text, row)


def related_codes(reference: ReferenceData, code: str) -> dict[str, str]:
    """The sector, those above it and those below it, each with its relation to it."""
    return sector_relations(reference.taxonomy, code)


def related_to_any(reference: ReferenceData, codes: Iterable[str]) -> frozenset[str]:
    """The sectors with all above and below them; unknown codes are left out."""
    known = [code for code in codes if code in reference.taxonomy.sectors]
    return frozenset(one for code in known for one in related_codes(reference, code))


def named_sector(row: SectorRow) -> NamedSector:
    """Name a sector in the visitor's language."""
    return NamedSector(row.code, in_language(row), row.kind)


def named_sectors(rows: Iterable[SectorRow]) -> tuple[NamedSector, ...]:
    """Name sectors in the visitor's language."""
    return tuple(map(named_sector, rows))


def offered_sectors(reference: ReferenceData) -> tuple[NamedSector, ...]:
    """What a form offers while one types: all but the groups of manufacturing, which any word for
    their goods finds.
    """
    rows = reference.taxonomy.sectors.values()
    offered = [row for row in rows if not row.parent or row.kind == "service"]
    return named_sectors(sorted(offered, key=lambda row: (KINDS.index(row.kind), row.code)))
