"""What scoring stands on besides the partners: places, taxonomy, and the lists in force."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from matcher.scoring import areas, demand, sectors
from matcher.scoring.areas import Areas
from matcher.scoring.demand import Demand
from matcher.scoring.part import Reason
from matcher.scoring.sectors import Sectors
from partners.atlas import Atlas
from partners.taxonomy import Taxonomy

if TYPE_CHECKING:
    from matcher.scoring.lists import Lists


@dataclass(frozen=True)
class PriorityRow:
    """A priority of an edition. `places` empty: the whole province; `rank` 0: not ranked;
    `key` is stable across editions and breaks ties.
    """

    key: str
    title: str
    signal: str
    speaker: str
    stage: str
    effective_from: dt.date
    effective_to: dt.date | None = None
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    rank: int = 0
    document: str = ""
    quote: str = ""
    source: str = ""

    def in_force(self, on: dt.date) -> bool:
        """Does it hold on the day? An ended or lapsed one counts nothing."""
        ended = self.effective_to is not None and self.effective_to < on
        return self.effective_from <= on and not ended and self.stage != "lapsed"


@dataclass(frozen=True)
class EditionRow:
    """The list a province has in force; `complete` only when it holds all that was published."""

    province: str
    number: int
    complete: bool
    priorities: tuple[PriorityRow, ...]

    @cached_property
    def by_key(self) -> tuple[PriorityRow, ...]:
        """The priorities by key, in whatever order they came."""
        return tuple(sorted(self.priorities, key=lambda row: row.key))


@dataclass(frozen=True)
class Ground:
    """`editions` by province code: a province without one holds no list. `on` is the day. `tables`
    keeps what `lists.of` has made of them.
    """

    atlas: Atlas
    taxonomy: Taxonomy
    editions: Mapping[str, EditionRow] = field(default_factory=dict)
    on: dt.date = dt.date.min
    tables: dict[frozenset[str], "Lists"] = field(
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

    def at(self, editions: Mapping[str, EditionRow], on: dt.date) -> "Ground":
        """The same places and taxonomy under the lists of another day."""
        other = Ground(self.atlas, self.taxonomy, editions, on)
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
