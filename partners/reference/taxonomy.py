"""Sectors as plain rows: what covers what, what an HS code is, what a sector needs.

No Django here: scoring reads it. `partners.reference.reference_loader` makes one from the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class SectorRow:
    """`kind` is manufacturing, service or emerging; `related` only on emerging ones."""

    code: str
    kind: str
    name_en: str
    name_zh: str
    parent: str = ""
    hs: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taxonomy:
    """All sectors by code, and demand: (division, service group) -> relative use (1 = as all).
    `bases`: the same keys -> what the figure rests on, for most rows in part on judgement.
    """

    sectors: Mapping[str, SectorRow] = field(default_factory=dict)
    demand: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    bases: Mapping[tuple[str, str], str] = field(default_factory=dict)
    _lines: dict[str, tuple[str, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def lineage(self, code: str) -> tuple[str, ...]:
        """The sector and its ancestors, nearest first; remembered."""
        if code not in self._lines:
            parent = self.sectors[code].parent
            self._lines[code] = (code, *(self.lineage(parent) if parent else ()))
        return self._lines[code]

    def covers(self, wide: str, narrow: str) -> bool:
        """Is `narrow` the same as `wide` or below it?"""
        return wide in self.lineage(narrow)

    def division(self, code: str) -> str:
        """The top of the sector's line: the division of a group, the class of a service."""
        return self.lineage(code)[-1]

    def groups(self, code: str) -> tuple[str, ...]:
        """The service groups that a service class or group stands for."""
        below = tuple(row.code for row in self.sectors.values() if row.parent == code)
        return below or (code,)

    def by_hs(self, hs: str) -> tuple[str, ...]:
        """The sectors that make goods of an HS code (2 to 6 digits): groups by their heading,
        divisions by their chapter where no group lists the heading.
        """
        heading, chapter = hs[:4], hs[:2]
        rows = [row for row in self.sectors.values() if row.kind == "manufacturing"]
        if len(heading) == 4:
            named = tuple(row.code for row in rows if heading in row.hs)
            if named:
                return named
        return tuple(row.code for row in rows if row.parent == "" and chapter in row.hs)
