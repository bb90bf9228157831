"""Resolve any spelling of a place or cluster to its row. No Django here.

A name resolves to exactly one row; otherwise the error gives the nearest names or the candidates.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from partners.errors import AmbiguousName, UnknownName
from partners.names import towns
from partners.names.nearest import LazyNames
from partners.names.spellings import (
    CLUSTER_ALIASES,
    COUNTRY_NAMES,
    MAX_NAME_LENGTH,
    PLACE_ALIASES,
    PLACE_ENDINGS,
    PROVINCE_ENDINGS,
    PROVINCE_WORDS,
    name_key,
)
from partners.reference.atlas import Atlas, ClusterRow, PlaceRow

_PARENTHESIS = re.compile(r"\s*[(（]([^)）]*)[)）]\s*")


@dataclass(frozen=True)
class Town:
    """A town, district or county-level city, and the prefecture that it lies in."""

    name: str
    name_zh: str
    prefecture: PlaceRow


class _NameIndex:
    """Name keys and the codes of the rows with that name."""

    def __init__(self) -> None:
        self._codes: dict[str, list[str]] = {}
        self._suggested: set[str] = set()

    def add(self, code: str, names: Iterable[str], *, suggested: bool = False) -> None:
        """Add names of a code; `nearest_codes` searches only the `suggested` ones."""
        for name in map(name_key, names):
            codes = self._codes.setdefault(name, [])
            if code not in codes:
                codes.append(code)
            if suggested:
                self._suggested.add(name)

    def codes(self, name: str) -> Sequence[str]:
        """The codes with this name key, in the order in which they were added."""
        return self._codes.get(name, ())

    def names(self) -> Iterator[str]:
        """Yield every name key."""
        yield from self._codes

    def nearest_codes(self, text: str) -> tuple[str, ...]:
        """The codes whose suggested names are most like the text, best first."""
        # Sorted, because the order of equally near names must not depend on a set's order. Eight
        # names, because several may belong to one code.
        near = difflib.get_close_matches(name_key(text), sorted(self._suggested), n=8, cutoff=0.6)
        return tuple(dict.fromkeys(code for name in near for code in self._codes[name]))


class PlaceResolver:
    """Resolver of all spellings of an atlas's places and clusters."""

    def __init__(self, atlas: Atlas) -> None:
        self._places = atlas.places
        self._clusters = atlas.clusters
        self._index = _NameIndex()
        # Messages suggest plain names only: spellings with "city" or "province" would be like each
        # other and crowd out the right name.
        for place in atlas.places.values():
            self._index.add(place.code, _names(place), suggested=True)
            self._index.add(place.code, place_spellings(place))
        for cluster in atlas.clusters.values():
            self._index.add(cluster.code, cluster_spellings(cluster), suggested=True)
        self._towns = {
            name_key(spelling): Town(name, name_zh, atlas.places[code])
            for spelling, name, name_zh, code in towns.town_spellings()
            if code in atlas.places
        }

    def resolve(self, text: str) -> PlaceRow | ClusterRow:
        """The place or cluster of this name.

        A province or cluster takes precedence over a prefecture of the same name (Jilin). A town
        whose name is no place's resolves to its prefecture. Raises `UnknownName` or
        `AmbiguousName`.
        """
        # The splits below take time that grows with the square of the length.
        if len(text) > MAX_NAME_LENGTH:
            raise UnknownName(text, what="place")
        for name in _without_country(name_key(text)):
            codes = self._index.codes(name) or self._qualified(name)
            wide = [code for code in codes if self._is_wide(code)]
            if len(wide) == 1 or len(codes) == 1:
                return self._row((*wide, *codes)[0])
            if codes:
                candidates = tuple(self._qualified_name(code) for code in codes)
                raise AmbiguousName(text, candidates, what="place")
        if town := self.find_town(text):
            return town.prefecture
        raise UnknownName(text, self._nearest(text), what="place")

    def row_of(self, code: str) -> PlaceRow | ClusterRow | None:
        """Return the place or cluster of a code; None where there is none."""
        return self._places.get(code) or self._clusters.get(code)

    def name_keys(self) -> Iterator[str]:
        """Yield the key of every name that `resolve` knows by itself, for a search in a text."""
        yield from self._index.names()
        yield from self._towns

    def find_town(self, text: str) -> Town | None:
        """The town of this name, or None where no town or also a place has it."""
        if len(text) > MAX_NAME_LENGTH:
            return None
        for name in _without_country(name_key(text)):
            if self._index.codes(name) or self._qualified(name):
                return None
            for town_name in (name, *self._without_province(name)):
                if town_name in self._towns:
                    return self._towns[town_name]
        return None

    def _without_province(self, name: str) -> Iterator[str]:
        """Yield the town's name where the text also names its province or prefecture."""
        for inner, outer in _splits(name):
            town = self._towns.get(inner)
            containing = (town.prefecture.code, town.prefecture.province) if town else ()
            if any(code in containing for code in self._index.codes(outer)):
                yield inner

    def _qualified(self, name: str) -> list[str]:
        """The codes of prefectures that the text names together with their province."""
        found: list[str] = []
        for inner, outer in _splits(name):
            provinces = self._index.codes(outer)
            found += [
                code
                for code in (self._index.codes(inner) if provinces else ())
                if not self._is_wide(code) and self._places[code].province in provinces
            ]
        return list(dict.fromkeys(found))

    def _row(self, code: str) -> PlaceRow | ClusterRow:
        return self._places.get(code) or self._clusters[code]

    def _is_wide(self, code: str) -> bool:
        """Whether the code is a cluster's or a province's."""
        return code in self._clusters or self._places[code].is_province

    def _qualified_name(self, code: str) -> str:
        row = self._row(code)
        if isinstance(row, ClusterRow):
            return f"{row.name_en} ({code})"
        return f"{row.name_en} {row.short_zh} in {self._places[row.province].name_en} ({code})"

    def _nearest(self, text: str) -> LazyNames:
        def search() -> list[str]:
            codes = self._index.nearest_codes(text)[:3]
            return [f"{self._row(code).name_en} ({code})" for code in codes]

        return LazyNames(search)


def place_spellings(place: PlaceRow) -> Iterator[str]:
    """Yield every spelling that resolves to the place, possibly to another one of its name too."""
    yield from (place.code, place.name_en, place.name_zh)
    if place.is_province:
        yield from (place.code[:2], place.iso)
    for name in _names(place):
        yield name
        for ending in _endings(place):
            yield f"{name} {ending}"


def cluster_spellings(cluster: ClusterRow) -> Iterator[str]:
    """Yield every spelling that resolves to the cluster."""
    yield from (
        cluster.code,
        cluster.name_en,
        _without_parentheses(cluster.name_en),
        cluster.name_zh,
    )
    yield from CLUSTER_ALIASES.get(cluster.code, ())


def _names(place: PlaceRow) -> list[str]:
    in_parentheses = _PARENTHESIS.findall(place.name_en)  # Xizang (Tibet)
    names = [
        _without_parentheses(place.name_en),
        place.pinyin,
        place.short_zh or place.name_zh,
        *in_parentheses,
    ]
    # Keyboards for pinyin write ü as v: Lvliang for Lüliang.
    names += [place.pinyin.replace("ü", "v"), *PLACE_ALIASES.get(place.code, ())]
    return [name for name in dict.fromkeys(names) if name]


def _endings(place: PlaceRow) -> tuple[str, ...]:
    if place.is_province:
        return PROVINCE_ENDINGS.get(place.code, PROVINCE_WORDS)
    fitting = (words for ending, words in PLACE_ENDINGS.items() if place.name_zh.endswith(ending))
    return next(fitting, ())


def _splits(name: str) -> Iterator[tuple[str, str]]:
    """Every division of the name into two parts, in both orders: "Suzhou Jiangsu" or reversed."""
    # At each sign, because `name_key` has removed the spaces and commas.
    for cut in range(1, len(name)):
        yield name[:cut], name[cut:]
        yield name[cut:], name[:cut]


def _without_country(name: str) -> Iterator[str]:
    yield name
    for country in COUNTRY_NAMES:
        if name.endswith(country) and name != country:
            yield name.removesuffix(country)
        if name.startswith(country) and name != country:
            yield name.removeprefix(country)


def _without_parentheses(name: str) -> str:
    return _PARENTHESIS.sub(" ", name).strip()
