"""Places as plain rows: which is in which, which act as one, and how near two are.

No Django here: scoring reads it. `partners.reference.reference_loader` makes one from the database.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

# Municipalities and special administrative regions, by the first two digits of GB/T 2260:
# Beijing, Tianjin, Shanghai, Chongqing, Hong Kong, Macao.
_ONE_CITY = frozenset(("11", "12", "31", "50", "81", "82"))


@dataclass(frozen=True)
class PlaceRow:
    """`province` is the place's own code for a province; `adjacent` are codes of provinces."""

    code: str
    province: str
    name_en: str
    name_zh: str
    iso: str = ""
    short_zh: str = ""
    pinyin: str = ""
    qualifier: str = ""
    adjacent: tuple[str, ...] = ()

    @property
    def is_province(self) -> bool:
        return self.code == self.province

    @property
    def in_one_city(self) -> bool:
        """Is its province a single city, so that the place needs no other to be near?"""
        return self.province[:2] in _ONE_CITY


@dataclass(frozen=True)
class ClusterRow:
    """`members` are place codes: provinces, or cities where only cities belong (GBA)."""

    code: str
    name_en: str
    name_zh: str
    affinity: bool
    members: tuple[str, ...]


@dataclass(frozen=True)
class Atlas:
    """All places and clusters by code."""

    places: Mapping[str, PlaceRow] = field(default_factory=dict)
    clusters: Mapping[str, ClusterRow] = field(default_factory=dict)
    _together: dict[str, frozenset[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def within(self, place: str, scope: Iterable[str]) -> bool | None:
        """Does the place lie in one of the scope's places or clusters?

        None: cannot be told, for only the province is known and the scope names a city in it.
        """
        return self.among(scope)(place)

    def among(self, scope: Iterable[str]) -> Callable[[str], bool | None]:
        """`within`, for many places of one scope."""
        wide = self.spread(scope)
        partly = {self.places[code].province for code in wide}

        def lies(place: str) -> bool | None:
            row = self.places[place]
            if row.code in wide or row.province in wide:
                return True
            return None if row.is_province and row.code in partly else False

        return lies

    def spread(self, scope: Iterable[str]) -> set[str]:
        """The places that the scope names, each cluster by its members."""
        codes: set[str] = set()
        for code in scope:
            cluster = self.clusters.get(code)
            codes.update(cluster.members if cluster else (code,))
        return codes

    def affinity(self, one: str, other: str) -> int:
        """How near two places act, 0..255: same prefecture (a municipality with its districts
        is one), same province, one affinity cluster, neighbouring provinces, elsewhere.
        Symmetric.
        """
        a, b = self.places[one], self.places[other]
        if a.province == b.province:
            same = a.in_one_city or (a.code == b.code and not a.is_province)
            return 255 if same else 224
        if self._clusters(a) & self._clusters(b):
            return 176
        if b.province in self.places[a.province].adjacent:
            return 112
        return 48

    def _clusters(self, row: PlaceRow) -> frozenset[str]:
        """The affinity clusters that the place is in; remembered."""
        if row.code not in self._together:
            self._together[row.code] = frozenset(
                cluster.code
                for cluster in self.clusters.values()
                if cluster.affinity and {row.code, row.province} & set(cluster.members)
            )
        return self._together[row.code]
