"""Places and clusters as plain rows, and the affinity of two places.

No Django here, because scoring uses it; `partners.reference.reference_loader` loads it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

# Municipalities and special administrative regions, by the first two digits of GB/T 2260:
# Beijing, Tianjin, Shanghai, Chongqing, Hong Kong, Macao.
_SINGLE_CITY_PROVINCES = frozenset(("11", "12", "31", "50", "81", "82"))


@dataclass(frozen=True)
class PlaceRow:
    """A place. `province` of a province is its own code; `adjacent` are codes of provinces."""

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
        """Whether the place's province is a single city, so that all places in it count as one."""
        return self.province[:2] in _SINGLE_CITY_PROVINCES


@dataclass(frozen=True)
class ClusterRow:
    """A cluster. `members` are codes of provinces, or of cities where only some belong (GBA)."""

    code: str
    name_en: str
    name_zh: str
    affinity: bool
    members: tuple[str, ...]


@dataclass(frozen=True)
class Atlas:
    """All places and clusters, by code."""

    places: Mapping[str, PlaceRow] = field(default_factory=dict)
    clusters: Mapping[str, ClusterRow] = field(default_factory=dict)
    _affinity_clusters: dict[str, frozenset[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def within(self, place: str, scope: Iterable[str]) -> bool | None:
        """Whether the place lies in one of the scope's places or clusters.

        None (unknown) where the place is a province and the scope names only cities of it.
        """
        return self.scope_test(scope)(place)

    def scope_test(self, scope: Iterable[str]) -> Callable[[str], bool | None]:
        """The test `within` as a function of the place, for many places and one scope."""
        inside = self.expand_clusters(scope)
        partly_inside = {self.places[code].province for code in inside}

        def is_within(place: str) -> bool | None:
            row = self.places[place]
            if row.code in inside or row.province in inside:
                return True
            return None if row.is_province and row.code in partly_inside else False

        return is_within

    def expand_clusters(self, scope: Iterable[str]) -> set[str]:
        """The codes of the scope's places; each cluster is replaced by its members."""
        codes: set[str] = set()
        for code in scope:
            cluster = self.clusters.get(code)
            codes.update(cluster.members if cluster else (code,))
        return codes

    def affinity(self, one: str, other: str) -> int:
        """The affinity of two places, an integer 0..255. Symmetric.

        255 in one prefecture or single-city province, 224 in one province, 176 in one affinity
        cluster, 112 in adjacent provinces, 48 elsewhere.
        """
        # The values are our judgement. Steps and no distances in kilometres, because a partner's
        # place is known to the prefecture at best.
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
        """The codes of the place's affinity clusters, cached."""
        if row.code not in self._affinity_clusters:
            self._affinity_clusters[row.code] = frozenset(
                cluster.code
                for cluster in self.clusters.values()
                if cluster.affinity and {row.code, row.province} & set(cluster.members)
            )
        return self._affinity_clusters[row.code]
