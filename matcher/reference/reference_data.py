"""What scoring stands on besides the partners: places, taxonomy, and the lists in force."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from matcher.reference import areas, demand, sectors
from matcher.reference.areas import Areas
from matcher.reference.demand import Demand
from matcher.reference.reasons import Reason
from matcher.reference.sectors import Sectors
from partners.reference.atlas import Atlas
from partners.reference.taxonomy import Taxonomy
from priorities.editions.rows import EditionRow

if TYPE_CHECKING:
    from matcher.scoring.priority_table import PriorityTable


@dataclass(frozen=True)
class ReferenceData:
    """`editions` by province code: a province without one holds no list. `on` is the day. `tables`
    keeps what `lists.of` has made of them.
    """

    atlas: Atlas
    taxonomy: Taxonomy
    editions: Mapping[str, EditionRow] = field(default_factory=dict)
    on: dt.date = dt.date.min
    tables: dict[frozenset[str], "PriorityTable"] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def areas(self) -> Areas:
        """The places, numbered."""
        return areas.survey(self.atlas)

    @cached_property
    def sectors(self) -> Sectors:
        """The taxonomy, numbered."""
        return sectors.number(self.taxonomy)

    @cached_property
    def demand(self) -> Demand:
        """What divisions use, as tables."""
        return demand.tabulate(self.taxonomy, self.sectors)

    def at(self, editions: Mapping[str, EditionRow], on: dt.date) -> "ReferenceData":
        """The same places and taxonomy under the lists of another day."""
        other = ReferenceData(self.atlas, self.taxonomy, editions, on)
        vars(other).update(areas=self.areas, sectors=self.sectors, demand=self.demand)
        return other

    def named(self, code: str) -> dict[str, str]:
        """A sector, place or cluster as a reason's argument: code and both names."""
        row = (
            self.taxonomy.sectors.get(code)
            or self.atlas.places.get(code)
            or self.atlas.clusters[code]
        )
        return {"code": code, "en": row.name_en, "zh": row.name_zh}

    def reason(self, code: str, **args: object) -> Reason:
        return Reason(code, args)
