"""The sectors as a tree, and what a word means of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matcher.reference.reference_data import ReferenceData
from pages.frame.language import in_language
from pages.presenters.sector_choice import KINDS, NamedSector, named_sector
from partners.lexicon import Outcome, shared_lexicon
from partners.reference.taxonomy import SectorRow

KIND_NAMES: Mapping[str, Promise] = {
    "manufacturing": _("Manufacturing"),
    "emerging": _("Emerging industries"),
    "service": _("Producer services"),
}
_MEANINGS = 8


@dataclass(frozen=True)
class SectorNode:
    """A sector with its groups; `partners` document it, `named` provinces name it or a part."""

    sector: NamedSector
    partners: int
    named: int
    groups: tuple[SectorNode, ...] = ()


@dataclass(frozen=True)
class SectorBranch:
    """The sectors of a kind."""

    kind: str
    name: Promise
    nodes: tuple[SectorNode, ...]


def sector_tree(
    reference: ReferenceData, partners: Mapping[str, int], named: Mapping[str, int]
) -> list[SectorBranch]:
    """All sectors by kind; `partners` and `named` count by code."""
    rows = sorted(reference.taxonomy.sectors.values(), key=lambda row: row.code)
    below: dict[str, list[SectorRow]] = {}
    for row in rows:
        below.setdefault(row.parent, []).append(row)

    def node(row: SectorRow) -> SectorNode:
        groups = tuple(map(node, below.get(row.code, ())))
        counts = partners.get(row.code, 0), named.get(row.code, 0)
        return SectorNode(named_sector(row), *counts, groups)

    tops = below.get("", [])
    return [
        SectorBranch(kind, KIND_NAMES[kind], tuple(node(row) for row in tops if row.kind == kind))
        for kind in KINDS
    ]


@dataclass(frozen=True)
class Meaning:
    """A sector that a word may mean, and those above it."""

    sector: NamedSector
    kind: Promise
    within: str
    partners: int


@dataclass(frozen=True)
class WordMeanings:
    """What the lexicon makes of a word. `sure`: it means one sector; `terms`: the terms that
    continue it, each with its sector.
    """

    text: str
    sure: bool
    known: bool
    meanings: tuple[Meaning, ...]
    terms: tuple[tuple[str, NamedSector], ...]


def word_meanings(text: str, reference: ReferenceData, partners: Mapping[str, int]) -> WordMeanings:
    """Ask the lexicon. A database may hold fewer sectors than the lexicon knows."""
    rows = reference.taxonomy.sectors
    found = shared_lexicon().resolve(text, KINDS)
    completions = shared_lexicon().complete(text, _MEANINGS, KINDS)
    return WordMeanings(
        text,
        found.outcome is Outcome.UNDERSTOOD,
        found.outcome is not Outcome.UNKNOWN,
        tuple(
            _meaning(rows[one.code], rows, partners) for one in found.results if one.code in rows
        ),
        tuple((one.term, named_sector(rows[one.code])) for one in completions if one.code in rows),
    )


def _meaning(row: SectorRow, rows: Mapping[str, SectorRow], partners: Mapping[str, int]) -> Meaning:
    within = in_language(rows[row.parent]) if row.parent else ""
    return Meaning(named_sector(row), KIND_NAMES[row.kind], within, partners.get(row.code, 0))
