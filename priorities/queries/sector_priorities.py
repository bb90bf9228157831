"""A sector across the provinces: who puts it first, how strongly and since when."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from core.clock import CHINA
from partners.models import Place
from partners.reference.taxonomy import Taxonomy
from priorities.editions.rows import CLIENT_SIGNALS
from priorities.editions.statement_filter import StatementFilter
from priorities.editions.strength import shown_strength
from priorities.models import Edition, Priority

EXACT, BROADER, NARROWER = "exact", "broader", "narrower"
# The nearest relation first: a priority that targets a sector and a part of it names the sector.
RELATIONS = (EXACT, BROADER, NARROWER)


class SectorPosition(NamedTuple):
    """The position of a priority: the strongest first, then the earliest, province and key."""

    weakness: int
    since: dt.date
    province: str
    key: str


@dataclass(frozen=True)
class SectorPriority:
    """A priority of a province that names the sector. `relation`: whether a target is the sector
    itself, one above it (broader) or one below it (narrower). `strength`: 0..255.
    """

    priority: Priority
    relation: str
    strength: int

    @property
    def province(self) -> Place:
        return self.priority.edition.province

    @property
    def position(self) -> SectorPosition:
        row = self.priority
        return SectorPosition(-self.strength, row.effective_from, self.province.code, row.key)

    @property
    def counts(self) -> bool:
        """Whether the priority may count in a score."""
        return self.priority.signal in CLIENT_SIGNALS and self.priority.stage != "lapsed"


@dataclass(frozen=True)
class SectorTotals:
    """Numbers of provinces, whatever the filters. `lists`: with a list in force. `named_by`: of
    these, those with a priority that counts and names the sector or one above it, as the reasons
    of a shortlist say it. `part_named_by`: those of the others that name a part of it.
    """

    lists: int
    named_by: int
    part_named_by: int


def sector_relations(taxonomy: Taxonomy, code: str) -> dict[str, str]:
    """Code -> its relation to the sector, for the sector, those above it and those below it."""
    above = set(taxonomy.lineage(code)) - {code}
    below = {other for other in taxonomy.sectors if taxonomy.covers(code, other)} - {code}
    return {
        code: EXACT,
        **dict.fromkeys(sorted(above), BROADER),
        **dict.fromkeys(sorted(below), NARROWER),
    }


def priorities_of_sector(relations: Mapping[str, str], at: dt.datetime) -> list[SectorPriority]:
    """The priorities of the lists in force at the instant that name the sector, in the order of
    their positions: governments' own words that a curator has read, begun and not ended. Three
    queries.
    """
    day = at.astimezone(CHINA).date()
    targets = Priority.targets.through.objects.filter(
        priority=OuterRef("pk"), sector__in=relations.keys()
    )
    rows = Priority.objects.official(day).with_facts().select_related("edition__province")
    rows = rows.filter(Exists(targets), edition__in=Edition.objects.in_force(at))
    found = [SectorPriority(row, _relation(row, relations), _strength(row)) for row in rows]
    return sorted(found, key=lambda one: one.position)


def count_provinces(found: list[SectorPriority], at: dt.datetime) -> SectorTotals:
    """The totals of `priorities_of_sector`. One query."""
    counting = [one for one in found if one.counts]
    whole = {one.province.code for one in counting if one.relation != NARROWER}
    part = {one.province.code for one in counting} - whole
    return SectorTotals(Edition.objects.in_force(at).count(), len(whole), len(part))


def page_of_sector(
    found: list[SectorPriority], wanted: StatementFilter, after: SectorPosition | None, limit: int
) -> list[SectorPriority]:
    """The first `limit` of those that pass the filter, after the position."""
    rows = [one for one in found if wanted.passes(one.priority)]
    return [one for one in rows if after is None or one.position > after][:limit]


def _relation(priority: Priority, relations: Mapping[str, str]) -> str:
    named = {relations[row.code] for row in priority.targets.all() if row.code in relations}
    return next(one for one in RELATIONS if one in named)


def _strength(priority: Priority) -> int:
    return shown_strength(priority.signal, priority.stage, priority.emphasis, priority.rank)
