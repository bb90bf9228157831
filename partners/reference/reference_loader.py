"""Load the atlas and the taxonomy from the database."""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

from partners.models import Cluster, Demand, Place, Sector
from partners.reference.atlas import Atlas, ClusterRow, PlaceRow
from partners.reference.taxonomy import SectorRow, Taxonomy


def read_atlas() -> Atlas:
    """All places and clusters. Four queries."""
    # Sorted, so that two loads of the same data compare equal.
    adjacent = _grouped(
        Place.adjacent.through.objects.values_list("from_place", "to_place").order_by("to_place")
    )
    members = _grouped(
        Cluster.members.through.objects.values_list("cluster", "place").order_by("place")
    )
    places = Place.objects.values_list(
        "code", "province", "name_en", "name_zh", "iso", "short_zh", "pinyin", "qualifier"
    )
    clusters = Cluster.objects.values_list("code", "name_en", "name_zh", "affinity")
    return Atlas(
        places={
            code: PlaceRow(
                code=code,
                province=province or code,
                name_en=name_en,
                name_zh=name_zh,
                iso=iso or "",
                short_zh=short_zh,
                pinyin=pinyin,
                qualifier=qualifier,
                adjacent=adjacent[code],
            )
            for code, province, name_en, name_zh, iso, short_zh, pinyin, qualifier in places
        },
        clusters={
            code: ClusterRow(code, name_en, name_zh, affinity, members[code])
            for code, name_en, name_zh, affinity in clusters
        },
    )


def read_taxonomy() -> Taxonomy:
    """All sectors and their demand. Three queries."""
    related = _grouped(
        Sector.related.through.objects.values_list("from_sector", "to_sector").order_by("to_sector")
    )
    sectors = Sector.objects.values_list("code", "kind", "name_en", "name_zh", "parent", "hs")
    demands = list(Demand.objects.values_list("sector", "service", "relative", "basis"))
    return Taxonomy(
        sectors={
            code: SectorRow(
                code=code,
                kind=kind,
                name_en=name_en,
                name_zh=name_zh,
                parent=parent or "",
                hs=tuple(hs),
                related=related[code],
            )
            for code, kind, name_en, name_zh, parent, hs in sectors
        },
        demand={(sector, service): Fraction(relative) for sector, service, relative, _ in demands},
        bases={(sector, service): basis for sector, service, _, basis in demands},
    )


def _grouped(rows: Iterable[tuple[str, str]]) -> defaultdict[str, tuple[str, ...]]:
    """First element -> second elements of its pairs, in their order; () where there is none."""
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for key, value in rows:
        found[key] += (value,)
    return found
