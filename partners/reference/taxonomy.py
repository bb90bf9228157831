"""Sectors as plain rows: their hierarchy, HS codes and demand.

No Django here, because scoring uses it; `partners.reference.reference_loader` loads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class SectorRow:
    """A sector. `kind` is manufacturing, service or emerging; only emerging ones have `related`."""

    code: str
    kind: str
    name_en: str
    name_zh: str
    parent: str = ""
    hs: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taxonomy:
    """All sectors by code, and the demand for services.

    `demand` maps (division, service group) to relative use (1 = the average of all divisions);
    `bases` maps the same keys to what the figure rests on, for most in part our judgement.
    """

    sectors: Mapping[str, SectorRow] = field(default_factory=dict)
    demand: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
    bases: Mapping[tuple[str, str], str] = field(default_factory=dict)
    # A cache: scoring asks for the same few hundred lineages again and again.
    _lineages: dict[str, tuple[str, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def lineage(self, code: str) -> tuple[str, ...]:
        """The codes of the sector and its ancestors, nearest first; cached."""
        if code not in self._lineages:
            parent = self.sectors[code].parent
            self._lineages[code] = (code, *(self.lineage(parent) if parent else ()))
        return self._lineages[code]

    def covers(self, wide: str, narrow: str) -> bool:
        """Whether `narrow` is `wide` or below it."""
        return wide in self.lineage(narrow)

    def division(self, code: str) -> str:
        """The code of the top ancestor: the division of a group, the class of a service."""
        return self.lineage(code)[-1]

    def groups(self, code: str) -> tuple[str, ...]:
        """The codes of the service groups of a class; of a group, its own code."""
        below = tuple(row.code for row in self.sectors.values() if row.parent == code)
        return below or (code,)

    def by_hs(self, hs: str) -> tuple[str, ...]:
        """The codes of the sectors that make goods of an HS code of 2 to 6 digits.

        Groups by their heading (4 digits); where no group lists the heading, divisions by their
        chapter (2 digits).
        """
        heading, chapter = hs[:4], hs[:2]
        rows = [row for row in self.sectors.values() if row.kind == "manufacturing"]
        if len(heading) == 4:
            named = tuple(row.code for row in rows if heading in row.hs)
            if named:
                return named
        return tuple(row.code for row in rows if row.parent == "" and chapter in row.hs)
