"""What stands around a sector: makers or providers by place, demand and supply, matches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matcher.matches.components import WEIGHTS
from matcher.matches.province_matches import PairMatches
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import POINTS_PER_SCORE
from matcher.sentences import TERMS
from pages.frame.addresses import page_url
from pages.frame.language import in_language, language
from pages.presenters.partner_names import NamedPartner, load_partner_names
from pages.presenters.province_tiles import province_url
from pages.presenters.sector_choice import NamedSector, named_sector
from partners.models import Dataset
from partners.reference.partner_counts import count_partners_by_province
from partners.reference.taxonomy import SectorRow

# Services or divisions that are told of a sector.
_TOLD = 12
# A sector uses a service more than others do from here on.
_AVERAGE = 1
COMPONENTS: Mapping[str, Promise] = {
    "need": _("Need"),
    "affinity": _("Nearness of the places"),
    "operations": _("Operations"),
    "quality": _("Quality"),
}


@dataclass(frozen=True)
class PlaceCount:
    """How many partners of a province document the sector; `share` of the most, of 100."""

    name: str
    url: str
    count: int
    share: int


def place_counts(row: SectorRow, reference: ReferenceData) -> list[PlaceCount]:
    """The provinces by their number of partners that document the sector or a part of it, the most
    first; those of the demonstration left out. Two queries.
    """
    places = reference.atlas.places
    real = list(Dataset.objects.filter(simulated=False).values_list("key", flat=True))
    counts = count_partners_by_province([row.code], real, makes=row.kind != "service")
    most = max((n for _code, n in counts), default=1)
    return [
        PlaceCount(in_language(places[code]), province_url(code), n, n * 100 // most)
        for code, n in counts
        if code in places
    ]


@dataclass(frozen=True)
class DemandLine:
    """A service that a sector uses, or a division that uses a service: `times` the average of all
    divisions, and how many partners document it.
    """

    sector: NamedSector
    times: str
    partners: int
    basis: str


def demand_lines(
    row: SectorRow, reference: ReferenceData, partners: Mapping[str, int]
) -> list[DemandLine]:
    """Of manufacturing the services that its division uses more than others do; of a service the
    divisions that do, of a class those of its groups. The strongest first.
    """
    taxonomy = reference.taxonomy
    if row.kind == "service":
        groups = set(taxonomy.groups(row.code))
        pairs = [
            ((pair[0], pair), use) for pair, use in taxonomy.demand.items() if pair[1] in groups
        ]
    else:
        division = taxonomy.division(row.code)
        pairs = [
            ((pair[1], pair), use) for pair, use in taxonomy.demand.items() if pair[0] == division
        ]
    strongest = sorted(pairs, key=lambda one: (-one[1], one[0]))
    found: dict[str, DemandLine] = {}
    for (code, pair), use in strongest:
        # A class of services: a division stands once, by the group that it uses most.
        if use > _AVERAGE and code not in found and len(found) < _TOLD:
            basis = TERMS["basis"].get(taxonomy.bases.get(pair, ""), TERMS["basis"]["not said"])
            sector = named_sector(taxonomy.sectors[code])
            found[code] = DemandLine(
                sector, f"{float(use):.2f}", partners.get(code, 0), basis[language()]
            )
    return [*found.values()]


@dataclass(frozen=True)
class ShownPair:
    """A maker and a provider; `parts`: each component in points of 100."""

    rank: int
    score: str
    maker: NamedPartner
    maker_url: str
    provider: NamedPartner
    provider_url: str
    service: NamedSector
    parts: tuple[tuple[Promise, str], ...]
    priority: str


def shown_pairs(found: PairMatches, reference: ReferenceData) -> list[ShownPair]:
    """The matches with the names of their partners. One query."""
    names = load_partner_names({pk for one in found.matches for pk in (one.maker, one.provider)})
    sectors = reference.taxonomy.sectors
    return [
        ShownPair(
            rank,
            f"{one.points / POINTS_PER_SCORE:.1f}",
            names.by_id[one.maker],
            page_url("partner", one.maker),
            names.by_id[one.provider],
            page_url("partner", one.provider),
            named_sector(sectors[one.need[1]]),
            tuple(
                (COMPONENTS[name], f"{WEIGHTS[name] * value / POINTS_PER_SCORE:.1f}")
                for name, value in one.values.items()
            ),
            in_language(one.priority, "title") if one.priority else "",
        )
        for rank, one in enumerate(found.matches, 1)
    ]
