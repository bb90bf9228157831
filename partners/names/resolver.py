"""Any spelling of a place, a cluster or a sector -> its row. No Django here.

A name resolves to one row or is an error that helps: the nearest names, or the candidates.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from partners.errors import AmbiguousName, UnknownName, WrongKind
from partners.names import towns
from partners.names.nearest import Nearest
from partners.names.spellings import (
    COUNTRY,
    ENDINGS,
    LONGEST,
    OTHER_CLUSTERS,
    OTHER_PLACES,
    OTHER_SECTORS,
    PROVINCE,
    PROVINCE_ENDINGS,
    key,
)
from partners.reference.atlas import Atlas, ClusterRow, PlaceRow
from partners.reference.taxonomy import SectorRow, Taxonomy

_PARENTHESIS = re.compile(r"\s*[(（]([^)）]*)[)）]\s*")
_KIND_WORDS = {
    "manufacturing": ("sector", "is manufacturing: put it in sectors"),
    "emerging": ("sector", "is an emerging industry: put it in sectors"),
    "service": ("service", "is a service: put it in services"),
}


@dataclass(frozen=True)
class Town:
    """A town, district or county-level city, and the prefecture that it lies in."""

    name: str
    prefecture: PlaceRow


class _Index:
    """Key of a name -> the codes that bear it."""

    def __init__(self) -> None:
        self._codes: dict[str, list[str]] = {}
        self._shown: set[str] = set()

    def add(self, code: str, names: Iterable[str], *, shown: bool = False) -> None:
        """Let the code be found by these names; `shown` ones are offered where a name is near."""
        for name in map(key, names):
            codes = self._codes.setdefault(name, [])
            if code not in codes:
                codes.append(code)
            if shown:
                self._shown.add(name)

    def codes(self, name: str) -> Sequence[str]:
        return self._codes.get(name, ())

    def nearest(self, text: str) -> tuple[str, ...]:
        """Codes whose shown names look most like the text, best first."""
        # Sorted, because equally near names would otherwise come in any order.
        near = difflib.get_close_matches(key(text), sorted(self._shown), n=8, cutoff=0.6)
        return tuple(dict.fromkeys(code for name in near for code in self._codes[name]))


class PlaceNames:
    """Resolves every spelling of an atlas's places and clusters."""

    def __init__(self, atlas: Atlas) -> None:
        self._places = atlas.places
        self._clusters = atlas.clusters
        self._index = _Index()
        for place in atlas.places.values():
            self._index.add(place.code, _names(place), shown=True)
            self._index.add(place.code, place_spellings(place))
        for cluster in atlas.clusters.values():
            self._index.add(cluster.code, cluster_spellings(cluster), shown=True)
        self._towns = {
            key(spelling): Town(name, atlas.places[code])
            for spelling, name, code in towns.spellings()
            if code in atlas.places
        }

    def resolve(self, text: str) -> PlaceRow | ClusterRow:
        """The place or cluster of this name; a province goes before a prefecture so called, and a
        town that bears no other place's name stands for its prefecture.

        Raises `UnknownName` or `AmbiguousName`.
        """
        if len(text) > LONGEST:
            raise UnknownName(text, what="place")
        for name in _without_country(key(text)):
            codes = self._index.codes(name) or self._qualified(name)
            wide = [code for code in codes if self._is_wide(code)]
            if len(wide) == 1 or len(codes) == 1:
                return self._row((*wide, *codes)[0])
            if codes:
                told = tuple(self._told_apart(code) for code in codes)
                raise AmbiguousName(text, told, what="place")
        if town := self.town(text):
            return town.prefecture
        raise UnknownName(text, self._nearest(text), what="place")

    def town(self, text: str) -> Town | None:
        """The town of this name, if it is a town's and no place's."""
        if len(text) > LONGEST:
            return None
        for name in _without_country(key(text)):
            if self._index.codes(name) or self._qualified(name):
                return None
            for own in (name, *self._without_province(name)):
                if own in self._towns:
                    return self._towns[own]
        return None

    def _without_province(self, name: str) -> Iterator[str]:
        """What is left of a town's name that is given with its province or prefecture."""
        for cut in range(1, len(name)):
            for inner, outer in ((name[:cut], name[cut:]), (name[cut:], name[:cut])):
                town = self._towns.get(inner)
                around = (town.prefecture.code, town.prefecture.province) if town else ()
                if any(code in around for code in self._index.codes(outer)):
                    yield inner

    def _qualified(self, name: str) -> list[str]:
        """Places named together with the province they are in, in either order."""
        found: list[str] = []
        for cut in range(1, len(name)):
            for inner, outer in ((name[:cut], name[cut:]), (name[cut:], name[:cut])):
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
        return code in self._clusters or self._places[code].is_province

    def _told_apart(self, code: str) -> str:
        row = self._row(code)
        if isinstance(row, ClusterRow):
            return f"{row.name_en} ({code})"
        return f"{row.name_en} {row.short_zh} in {self._places[row.province].name_en} ({code})"

    def _nearest(self, text: str) -> Nearest:
        def search() -> list[str]:
            codes = self._index.nearest(text)[:3]
            return [f"{self._row(code).name_en} ({code})" for code in codes]

        return Nearest(search)


class SectorNames:
    """Resolves the codes and names of a taxonomy's sectors."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._sectors = taxonomy.sectors
        # A loose name (without "Manufacture of") counts only where nothing is called just so.
        self._exact, self._loose = _Index(), _Index()
        for row in taxonomy.sectors.values():
            self._exact.add(row.code, (row.code, row.name_en, row.name_zh), shown=True)
            self._exact.add(row.code, OTHER_SECTORS.get(row.code, ()), shown=True)
            self._loose.add(row.code, _loose(row), shown=True)

    def resolve(self, text: str, kinds: Sequence[str] = ("manufacturing", "emerging")) -> SectorRow:
        """The sector of this code or name, of one of the kinds.

        Raises `UnknownName`, `AmbiguousName`, or `WrongKind` for a sector of another kind.
        """
        what = _KIND_WORDS[kinds[0]][0] if kinds else "sector"
        if len(text) > 2 * LONGEST:
            raise UnknownName(text, what=what)
        codes = self._exact.codes(key(text)) or self._loose.codes(key(text))
        rows = [self._sectors[code] for code in codes]
        right = [row for row in rows if row.kind in kinds]
        if len(right) == 1:
            return right[0]
        if right:
            raise AmbiguousName(text, tuple(map(_shown, right)), what=what)
        if rows:
            raise WrongKind(text, _shown(rows[0]), _KIND_WORDS[rows[0].kind][1])
        raise UnknownName(text, self._nearest(text, kinds), what=what)

    def _nearest(self, text: str, kinds: Sequence[str]) -> Nearest:
        def search() -> Sequence[str]:
            codes = dict.fromkeys((*self._exact.nearest(text), *self._loose.nearest(text)))
            rows = [self._sectors[code] for code in codes]
            return [_shown(row) for row in rows if row.kind in kinds][:3]

        return Nearest(search)


def place_spellings(place: PlaceRow) -> Iterator[str]:
    """Every spelling under which a place is found."""
    yield from (place.code, place.name_en, place.name_zh)
    if place.is_province:
        yield from (place.code[:2], place.iso)
    for name in _names(place):
        yield name
        for ending in _endings(place):
            yield f"{name} {ending}"


def cluster_spellings(cluster: ClusterRow) -> Iterator[str]:
    """Every spelling under which a cluster is found."""
    yield from (cluster.code, cluster.name_en, _bare(cluster.name_en), cluster.name_zh)
    yield from OTHER_CLUSTERS.get(cluster.code, ())


def _names(place: PlaceRow) -> list[str]:
    within = _PARENTHESIS.findall(place.name_en)  # Xizang (Tibet)
    names = [_bare(place.name_en), place.pinyin, place.short_zh or place.name_zh, *within]
    # ü is typed as v: Lvliang for Lüliang.
    names += [place.pinyin.replace("ü", "v"), *OTHER_PLACES.get(place.code, ())]
    return [name for name in dict.fromkeys(names) if name]


def _endings(place: PlaceRow) -> tuple[str, ...]:
    if place.is_province:
        return PROVINCE_ENDINGS.get(place.code, PROVINCE)
    fitting = (spoken for ending, spoken in ENDINGS.items() if place.name_zh.endswith(ending))
    return next(fitting, ())


def _without_country(name: str) -> Iterator[str]:
    yield name
    for country in COUNTRY:
        if name.endswith(country) and name != country:
            yield name.removesuffix(country)
        if name.startswith(country) and name != country:
            yield name.removeprefix(country)


def _loose(row: SectorRow) -> Iterator[str]:
    if row.kind == "manufacturing":
        yield row.code.removeprefix("C")
        yield re.sub(r"^(the )?manufacture of ", "", row.name_en, flags=re.IGNORECASE)
        yield re.sub(r"(制造业|制造|业)$", "", row.name_zh)
    elif row.kind == "service":
        yield row.code.removeprefix("PS")
        yield re.sub(r" services( for production)?$", "", row.name_en)
        yield row.name_zh.removesuffix("服务")
    else:
        yield row.code.removeprefix("EI-")
        yield _bare(row.name_en)
        yield from _PARENTHESIS.findall(row.name_en)


def _bare(name: str) -> str:
    return _PARENTHESIS.sub(" ", name).strip()


def _shown(row: SectorRow) -> str:
    return f"{row.name_en} ({row.code})"


@dataclass(frozen=True)
class Names:
    """Places and sectors by any spelling."""

    places: PlaceNames
    sectors: SectorNames
