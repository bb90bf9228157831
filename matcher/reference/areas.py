"""Places grouped by how near they act: one affinity look-up an area instead of one a place."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.reference.scale import TOP, UNKNOWN
from partners.reference.atlas import Atlas, PlaceRow

SAME_PROVINCE = 224
# A common city adds this to the affinity of its province.
SAME_CITY = TOP - SAME_PROVINCE


@dataclass(frozen=True, eq=False)
class Areas:
    """P places in A areas; the last place and the last area are `unknown`.

    `codes[p]` is the place's code, by which places are numbered (`numbers`); the places of one
    province follow each other. `area` uint8[P]; `city` uint16[P] is 0 where being in one city
    says nothing; `affinity` uint8[A, A] holds for two places that are not one city; `provinces[a]`
    is the province of an area, '' of the unknown area.
    """

    codes: tuple[str, ...]
    numbers: Mapping[str | None, int]
    area: npt.NDArray[np.uint8]
    city: npt.NDArray[np.uint16]
    affinity: npt.NDArray[np.uint8]
    provinces: tuple[str, ...]

    @cached_property
    def place_affinity(self) -> npt.NDArray[np.uint8]:
        """uint8[P, P]: `Atlas.affinity` of any two places that are known."""
        area, city = self.area[: self.unknown], self.city[: self.unknown]
        found = self.affinity[np.ix_(area, area)]
        found[(city[:, None] == city) & (city > 0)] += SAME_CITY
        return found

    @cached_property
    def of_province(self) -> Mapping[str, slice]:
        """The numbers of the places of each province, the province itself among them."""
        owners = np.array(self.provinces).take(self.area[: self.unknown])
        starts = np.flatnonzero(np.append(True, owners[1:] != owners[:-1])).tolist()
        bounds = zip(starts, [*starts[1:], self.unknown], strict=True)
        return {str(owners[start]): slice(start, end) for start, end in bounds}

    @property
    def unknown(self) -> int:
        """The number of the unknown place."""
        return len(self.codes)

    def affinity_between(self, first: int, second: int) -> int:
        """`Atlas.affinity` of two places by number; neutral where a place is unknown."""
        near = int(self.affinity[self.area[first], self.area[second]])
        same = self.city[first] != 0 and self.city[first] == self.city[second]
        return near + (SAME_CITY if same else 0)


def build_areas(atlas: Atlas) -> Areas:
    """The places of an atlas, grouped: an area is a province, or the part of a province that
    lies in the same affinity clusters.
    """
    rows = sorted(atlas.places.values(), key=lambda row: (row.province, row.code))
    keys = [(row.province, _clusters(atlas, row)) for row in rows]
    areas = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    samples = [rows[keys.index(key)] for key in areas]
    affinity = np.full((len(areas) + 1, len(areas) + 1), UNKNOWN, np.uint8)
    for a, first in enumerate(samples):
        for b, second in enumerate(samples):
            affinity[a, b] = _affinity_of_two_cities(atlas, first, second)
    return Areas(
        codes=tuple(row.code for row in rows),
        numbers={**{row.code: n for n, row in enumerate(rows)}, None: len(rows)},
        area=np.array([areas[key] for key in keys] + [len(areas)], np.uint8),
        city=np.array([_city(row, n) for n, row in enumerate(rows)] + [0], np.uint16),
        affinity=affinity,
        provinces=(*(row.province for row in samples), ""),
    )


def _clusters(atlas: Atlas, row: PlaceRow) -> tuple[str, ...]:
    names = {row.code, row.province}
    clusters = (row for row in atlas.clusters.values() if row.affinity)
    return tuple(sorted(cluster.code for cluster in clusters if names & {*cluster.members}))


def _affinity_of_two_cities(atlas: Atlas, first: PlaceRow, second: PlaceRow) -> int:
    """The affinity of places of the two areas that are not in one city."""
    if first.province != second.province:
        return atlas.affinity(first.code, second.code)
    return TOP if first.in_one_city else SAME_PROVINCE


def _city(row: PlaceRow, number: int) -> int:
    # A municipality is one city already by its area, and of a province no city is known.
    return 0 if row.is_province or row.in_one_city else number + 1
