"""The lists in force as tables: the strongest priority of each place for each sector."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.csr import Bytes, Flags
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP, UNKNOWN
from matcher.scoring.wanted import LEVELS
from priorities.editions.rows import CLIENT_SIGNALS, EditionRow, PriorityRow
from priorities.editions.strength import stage_strength

NOT_NAMED = -1


@dataclass(frozen=True, eq=False)
class PriorityTable:
    """P places, the unknown one last, by S sectors. `lift` int16[P + 1, S]: the strongest
    priority that covers the sector, 0..255, or NOT_NAMED; `cities` bool[P + 1, S]: a priority
    counts in some cities of the place, of which only the province is known; `unnamed`
    uint8[P + 1]: the component's value where nothing is named.
    """

    lift: npt.NDArray[np.int16]
    cities: Flags
    unnamed: Bytes

    @cached_property
    def values(self) -> Bytes:
        """uint8[levels, S, P + 1]: for each of `wanted.LEVELS` the component where an offering
        that answers at it is named; named for what is offered or for what is needed, the higher
        counts.
        """
        unnamed = np.where(self.cities, UNKNOWN, self.unnamed[:, None])
        by_level = []
        for level in LEVELS:
            named = policy_value(self.lift.astype(np.int64), level)
            found = np.where(self.lift >= 0, named, unnamed).astype(np.uint8)
            found[-1] = UNKNOWN
            by_level.append(found.T)
        return np.stack(by_level)


def policy_value(lift: Any, level: int) -> Any:
    """The component's value when a priority counts: neutral plus its lift, as far as the fit
    goes. Of a number or an int64 array.
    """
    return UNKNOWN + (TOP - UNKNOWN) * lift * level // (TOP * TOP)


def priority_lift(priority: PriorityRow) -> int:
    """0..255 above neutral: its strength."""
    return stage_strength(priority.stage, priority.emphasis, priority.rank)


# A process answers on one state of the lists, with two sets of signals; while a publication moves
# through, briefs on the old and on the new state alternate.
@lru_cache(maxsize=8)
def priority_table(reference: ReferenceData, signals: frozenset[str]) -> PriorityTable:
    """The lists in force on the day: government priorities with one of the signals."""
    places, sectors = len(reference.areas.codes) + 1, len(reference.sectors.codes)
    found = PriorityTable(
        np.full((places, sectors), NOT_NAMED, np.int16),
        np.zeros((places, sectors), np.bool_),
        np.full(places, UNKNOWN, np.uint8),
    )
    for edition in reference.lists.editions.values():
        if edition.complete:
            found.unnamed[_places_in(reference, edition.province)] = 0
        for priority in edition.priorities:
            if priority.counts(reference.lists.day, signals):
                _enter(reference, found, edition, priority)
    return found


@lru_cache(maxsize=8)
def provinces_naming(reference: ReferenceData) -> Mapping[str, int]:
    """Sector -> the number of provinces whose list in force names it, or a sector that it is part
    of, as a government priority. Shown and not scored: what is rare is not better.
    """
    day, sectors = reference.lists.day, reference.sectors
    count = np.zeros(len(sectors.codes), np.int64)
    for edition in reference.lists.editions.values():
        named = {
            sectors.numbers[code]
            for priority in edition.priorities
            if priority.counts(day, CLIENT_SIGNALS)
            for code in priority.targets
        }
        count += sectors.covers[sorted(named)].any(axis=0)
    return dict(zip(sectors.codes, map(int, count), strict=True))


def _places_in(reference: ReferenceData, province: str) -> list[int]:
    places, numbers = reference.atlas.places, reference.areas.numbers
    return [numbers[code] for code, row in places.items() if row.province == province]


def _enter(
    reference: ReferenceData, found: PriorityTable, edition: EditionRow, priority: PriorityRow
) -> None:
    sectors, codes = reference.sectors, reference.areas.codes
    targets = [sectors.numbers[code] for code in priority.targets]
    covered = np.flatnonzero(sectors.covers[targets].any(axis=0))
    inside = _places_in(reference, edition.province)
    here = np.array([place for place in inside if priority.applies_in(codes[place])], np.intp)
    at = np.ix_(here, covered)
    found.lift[at] = np.maximum(found.lift[at], priority_lift(priority))
    if priority.places and len(here):
        province = reference.areas.numbers[edition.province]
        found.cities[province, covered] = True
