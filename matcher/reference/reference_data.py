"""The data of scoring besides partners and briefs: places, sectors, and the lists in force."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from matcher.reference.areas import Areas, build_areas
from matcher.reference.demand import DemandTables, build_demand
from matcher.reference.sectors import SectorTables, build_sectors
from partners.reference.atlas import Atlas
from partners.reference.taxonomy import Taxonomy
from priorities.editions.rows import EditionRow


# Compared by identity: a publication or a new day makes another.
@dataclass(frozen=True, eq=False)
class ListsInForce:
    """The editions in force on a day, by province code; a province without one holds no list."""

    editions: Mapping[str, EditionRow] = field(default_factory=dict)
    day: dt.date = dt.date.min


# Compared by identity: tables that were computed from it are kept under it (`priority_table`).
@dataclass(frozen=True, eq=False)
class ReferenceData:
    """Places and sectors, as rows and as numbered tables, and the lists in force. Immutable:
    `dataclasses.replace(reference, lists=...)` gives the same places under other lists.

    `named` gives a sector, place or cluster, by code, as a reason's argument: code and both names.
    """

    atlas: Atlas
    taxonomy: Taxonomy
    areas: Areas
    sectors: SectorTables
    demand: DemandTables
    lists: ListsInForce
    named: Callable[[str], dict[str, str]]


def build_reference_data(
    atlas: Atlas, taxonomy: Taxonomy, lists: ListsInForce | None = None
) -> ReferenceData:
    """The reference data of an atlas and a taxonomy; without lists no province holds one."""
    sectors = build_sectors(taxonomy)
    return ReferenceData(
        atlas,
        taxonomy,
        build_areas(atlas),
        sectors,
        build_demand(taxonomy, sectors),
        lists or ListsInForce(),
        _names(atlas, taxonomy).__getitem__,
    )


def _names(atlas: Atlas, taxonomy: Taxonomy) -> dict[str, dict[str, str]]:
    """Code and both names of every cluster, place and sector, by code."""
    # Made once: the reasons of one answer name the same few places and sectors again and again.
    return {
        code: {"code": code, "en": row.name_en, "zh": row.name_zh}
        for rows in (atlas.clusters, atlas.places, taxonomy.sectors)
        for code, row in rows.items()
    }
