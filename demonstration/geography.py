"""Draw the places of simulated partners. The weights are our rough estimate of industry size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from demonstration.random_choice import SeededRandom
from partners.reference.atlas import Atlas, PlaceRow

_PROVINCES = (
    ("440000", 190), ("320000", 150), ("330000", 150), ("370000", 95), ("350000", 60),
    ("410000", 45), ("420000", 40), ("510000", 38), ("310000", 36), ("340000", 36),
    ("430000", 32), ("130000", 32), ("360000", 22), ("610000", 18), ("500000", 18),
    ("210000", 18), ("110000", 14), ("120000", 14), ("450000", 12), ("140000", 10),
    ("530000", 7), ("520000", 6), ("220000", 6), ("150000", 6), ("230000", 5), ("650000", 5),
    ("810000", 5), ("620000", 4), ("640000", 3), ("460000", 2), ("630000", 1), ("540000", 1),
    ("820000", 1), ("710000", 1),
)  # fmt: skip

# Provinces in which a division has four times the province's weight.
_STRONG = {
    "C13": ("370000", "410000"), "C15": ("520000", "510000"), "C17": ("330000", "320000"),
    "C18": ("440000", "330000", "350000"), "C19": ("350000", "330000", "440000"),
    "C26": ("370000", "320000"), "C27": ("320000", "330000", "410000"), "C31": ("130000",),
    "C32": ("360000", "370000"), "C35": ("430000", "320000"), "C36": ("340000", "420000", "220000"),
    "C37": ("320000", "210000", "420000", "610000"), "C38": ("440000", "330000", "340000"),
    "C39": ("440000", "320000", "500000", "510000"), "C40": ("320000", "310000"),
}  # fmt: skip

# Prefectures with much of their province's industry; each other one has weight 2.
_PREFECTURES = {
    "440300": 24, "441900": 24, "440600": 20, "440100": 20, "442000": 10, "441300": 8,
    "440500": 8, "440700": 6, "320500": 24, "320200": 14, "320400": 12, "320600": 10,
    "320100": 10, "330200": 20, "330100": 18, "330300": 14, "331000": 12, "330700": 12,
    "330600": 12, "330400": 12, "370200": 20, "370600": 10, "370700": 10, "370100": 10,
    "350500": 20, "350200": 10, "350100": 8, "410100": 14, "420100": 20, "510100": 24,
    "340100": 16, "340200": 8, "430100": 16, "130100": 8, "130600": 8, "360100": 8,
    "610100": 16, "210200": 12, "210100": 12, "110108": 6, "310115": 8, "120116": 8,
}  # fmt: skip

_HUBS = (
    ("310115", 10), ("310104", 6), ("110108", 9), ("110105", 8), ("440300", 15), ("440100", 14),
    ("330100", 12), ("810000", 12), ("320100", 5), ("320500", 5), ("510100", 5), ("420100", 5),
    ("610100", 3), ("120116", 3), ("500103", 3), ("370200", 4), ("330200", 4), ("350200", 3),
    ("340100", 3), ("430100", 2), ("410100", 2), ("370100", 2), ("441900", 3), ("440600", 3),
    ("820000", 1),
)  # fmt: skip

# Garment towns, besides Panyu, with workshops that live by small orders.
GARMENT_TOWNS = (
    "Humen", "Dalang", "Xintang", "Shaxi", "Chashan", "Puyuan", "Zhili", "Linping", "Shishi",
    "Changshu", "Jimo", "Gongqingcheng",
)  # fmt: skip


@dataclass(frozen=True)
class Town:
    """A town or county with its prefecture and the divisions that it is known for."""

    name_en: str
    name_zh: str
    prefecture: str
    known_for: tuple[str, ...]


@dataclass(frozen=True)
class Location:
    """A place code, and the name of the town or place for the partner's name."""

    place: str
    name_en: str
    name_zh: str
    note: str = ""


class Geography:
    """Draws places for divisions and for services."""

    def __init__(self, atlas: Atlas, towns: Sequence[Town]) -> None:
        self._places = atlas.places
        self._towns = towns
        self._weights = dict(_PROVINCES)
        self._within: dict[str, list[tuple[PlaceRow, int]]] = {}
        for code in sorted(atlas.places):
            row = atlas.places[code]
            if not row.is_province:
                weight = _PREFECTURES.get(code, 2)
                self._within.setdefault(row.province, []).append((row, weight))

    def location_of_maker(self, rng: SeededRandom, division: str) -> Location:
        """Draw a town known for the division, or a place in a province that is strong in it."""
        towns = [
            (town, self._weights[self._places[town.prefecture].province])
            for town in self._towns
            if division in town.known_for
        ]
        if towns and rng.happens(55):
            return self.location_in_town(rng.weighted_choice(towns))
        strong = _STRONG.get(division, ())
        table = [(code, weight * (4 if code in strong else 1)) for code, weight in _PROVINCES]
        return self._location_in_province(rng, rng.weighted_choice(table))

    def location_of_provider(self, rng: SeededRandom) -> Location:
        """Draw a service hub, or sometimes any place."""
        if rng.happens(85):
            return _location_at(self._places[rng.weighted_choice(_HUBS)])
        return self._location_in_province(rng, rng.weighted_choice(_PROVINCES))

    def location_named(self, town: str) -> Location:
        """Return the town with this English name. Raises StopIteration for an unknown one."""
        return self.location_in_town(next(row for row in self._towns if row.name_en == town))

    def location_in_town(self, town: Town) -> Location:
        city = self._places[town.prefecture]
        note = f"Town: {town.name_en} {town.name_zh}, {city.name_en} {city.short_zh}"
        return Location(town.prefecture, town.name_en, town.name_zh, note)

    def _location_in_province(self, rng: SeededRandom, province: str) -> Location:
        within = self._within.get(province)
        return _location_at(rng.weighted_choice(within) if within else self._places[province])


def _location_at(row: PlaceRow) -> Location:
    return Location(row.code, row.name_en, row.short_zh or row.name_zh)
