"""The lists in force as tables: what each place has put first, sector by sector."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.csr import Bytes, Flags
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP, UNKNOWN
from matcher.scoring.fitting import LEVELS
from priorities.editions.rows import EditionRow, PriorityRow

# How far a stage lifts a priority above neutral, of 255. A pledge is not a deed.
STRENGTH = {"pledged": 102, "launched": 153, "under way": 204, "delivered": 255, "lapsed": 0}
NOT_NAMED = -1


@dataclass(frozen=True)
class PriorityTable:
    """P places, the unknown one last, by S sectors. `lift` int16[P + 1, S]: the strongest
    priority that covers the sector, 0..255, or NOT_NAMED; `cities`: one counts in some cities of
    the place, of which only the province is known; `bare` uint8[P + 1]: the component's value
    where nothing is named.
    """

    lift: npt.NDArray[np.int16]
    cities: Flags
    bare: Bytes

    @cached_property
    def values(self) -> Bytes:
        """uint8[levels, S, P + 1]: for each of `fitting.LEVELS` the component where an offering
        that answers at it is named; named for what is offered or for what is needed, the higher
        counts.
        """
        bare = np.where(self.cities, UNKNOWN, self.bare[:, None])
        every = []
        for level in LEVELS:
            named = raised(self.lift.astype(np.int64), level)
            found = np.where(self.lift >= 0, named, bare).astype(np.uint8)
            found[-1] = UNKNOWN
            every.append(found.T)
        return np.stack(every)


def raised(lift: Any, level: int) -> Any:
    """The component's value when a priority counts: neutral plus its lift, as far as the fit
    goes. Of numbers or arrays.
    """
    return UNKNOWN + (TOP - UNKNOWN) * lift * level // (TOP * TOP)


def lift(priority: PriorityRow) -> int:
    """0..255 above neutral: by stage, and by rank only where the document ranks: the first
    counts whole, each further place a tenth less, no less than half.
    """
    lifted = STRENGTH[priority.stage]
    if priority.rank > 1:
        lifted = lifted * max(5, 11 - priority.rank) // 10
    return lifted


def of(reference: ReferenceData, signals: frozenset[str]) -> PriorityTable:
    """The lists in force on the day: government priorities with one of the signals."""
    if signals not in reference.tables:
        reference.tables[signals] = _tabulate(reference, signals)
    return reference.tables[signals]


def _tabulate(reference: ReferenceData, signals: frozenset[str]) -> PriorityTable:
    places, sectors = len(reference.areas.codes) + 1, len(reference.sectors.codes)
    found = PriorityTable(
        np.full((places, sectors), NOT_NAMED, np.int16),
        np.zeros((places, sectors), np.bool_),
        np.full(places, UNKNOWN, np.uint8),
    )
    for edition in reference.editions.values():
        if edition.complete:
            found.bare[_inside(reference, edition)] = 0
        for priority in edition.priorities:
            if counts(reference, priority, signals):
                _enter(reference, found, edition, priority)
    return found


def counts(reference: ReferenceData, priority: PriorityRow, signals: frozenset[str]) -> bool:
    """Only a government's own words, of the right signal, on the day."""
    return (
        priority.speaker == "government"
        and priority.signal in signals
        and priority.in_force(reference.on)
    )


def _inside(reference: ReferenceData, edition: EditionRow) -> list[int]:
    places = reference.atlas.places
    numbers = reference.areas.numbers
    return [numbers[code] for code, row in places.items() if row.province == edition.province]


def _enter(
    reference: ReferenceData, found: PriorityTable, edition: EditionRow, priority: PriorityRow
) -> None:
    sectors = reference.sectors
    targets = [sectors.numbers[code] for code in priority.targets]
    covered = np.flatnonzero(sectors.covers[targets].any(axis=0))
    inside = _inside(reference, edition)
    cities = {reference.areas.numbers[code] for code in priority.places}
    here = np.array([place for place in inside if not cities or place in cities], np.intp)
    at = np.ix_(here, covered)
    found.lift[at] = np.maximum(found.lift[at], lift(priority))
    if any(place in cities for place in inside):
        whole = reference.areas.numbers[edition.province]
        found.cities[whole, covered] = True
