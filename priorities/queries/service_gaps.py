"""Service gaps: the demand of a province's makers for a service against its supply there.

All figures are whole numbers. For a province and a service group:
  demand    the sum, over each pair of a maker there and a division that it makes, of the
            division's relative demand for the service in hundredths (100: average use);
  supply    the number of partners there with an offering of this very group; an offering of a
            whole class documents none of its groups;
  shortage  demand divided by supply, rounded down; the demand itself where the supply is 0.
Rank 1 is the greatest shortage; equal shortages share a rank. A partner of unknown place, and an
offering in an emerging industry alone, are not counted.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from core.clock import end_of_day, today
from partners.models import Demand, Offering, Sector
from priorities.editions.load_editions import lists_in_force
from priorities.editions.rows import EditionRow, PriorityRow

Pair = tuple[str, str]


@dataclass(frozen=True)
class Gap:
    """The figures of a province and a service group. `priorities`: what the province's list of
    today states about the service; they do not change the figures.
    """

    province: str
    service: str
    demand: int
    supply: int
    shortage: int
    rank: int
    rank_in_province: int
    priorities: tuple[PriorityRow, ...]

    @property
    def sort_key(self) -> tuple[int, int, str, str]:
        """The greatest shortage first; then the smallest supply, province and service."""
        return (-self.shortage, self.supply, self.province, self.service)


def compute_gaps(
    datasets: Collection[str], lists: Mapping[str, EditionRow] | None = None
) -> list[Gap]:
    """The gap of every province and service group with demand or supply, in `sort_key` order,
    from the partners of the datasets. `lists`: those in force today by province, where they are
    loaded. Eight queries, whatever the number of partners; with `lists` four.
    """
    demand, supply = _demand(datasets), _supply(datasets)
    shortages = {pair: demand[pair] // max(supply[pair], 1) for pair in demand.keys() | supply}
    overall = _ranks(shortages.items())
    within: dict[Pair, int] = {}
    for province in {province for province, _ in shortages}:
        within |= _ranks((p, n) for p, n in shortages.items() if p[0] == province)
    stated = _stated_priorities(lists)
    parents = dict(Sector.objects.services().values_list("code", "parent"))
    found = []
    for pair, shortage in shortages.items():
        province, service = pair
        # A province that names a class means each group of it.
        codes = {service, parents[service]}
        rows = tuple(row for row in stated.get(province, ()) if codes & set(row.targets))
        gap = Gap(*pair, demand[pair], supply[pair], shortage, overall[pair], within[pair], rows)
        found.append(gap)
    return sorted(found, key=lambda gap: gap.sort_key)


def _demand(datasets: Collection[str]) -> Counter[Pair]:
    makers = _offerings(datasets, verb=Offering.Verb.MAKES, sector__kind="manufacturing")
    counts = (
        makers.annotate(division=Coalesce("sector__parent", "sector"))
        .values_list("province", "division")
        .annotate(n=Count("partner", distinct=True))
    )
    # Hundredths as whole numbers: sums stay exact, and so do ties.
    needs: dict[str, list[tuple[str, int]]] = {}
    for sector, service, relative in Demand.objects.values_list("sector", "service", "relative"):
        needs.setdefault(sector, []).append((service, int(relative * 100)))
    total: Counter[Pair] = Counter()
    for province, division, n in counts:
        for service, hundredths in needs.get(division, ()):
            total[province, service] += n * hundredths
    # Unary plus drops the pairs whose demand is zero.
    return +total


def _supply(datasets: Collection[str]) -> Counter[Pair]:
    providers = _offerings(datasets, verb=Offering.Verb.SERVES, sector__parent__isnull=False)
    counts = providers.values_list("province", "sector").annotate(n=Count("partner", distinct=True))
    return Counter({(province, service): n for province, service, n in counts})


def _offerings(datasets: Collection[str], **which: Any) -> QuerySet[Any]:
    """Offerings of active partners of known place, with the partner's `province`."""
    # A province has no province above it, so a partner located only there counts there.
    return Offering.objects.filter(
        partner__datasets__overlap=list(datasets),
        partner__retired_at=None,
        partner__place__isnull=False,
        **which,
    ).annotate(province=Coalesce(F("partner__place__province"), F("partner__place")))


def _ranks(shortages: Iterable[tuple[Pair, int]]) -> dict[Pair, int]:
    """Pair -> rank, 1 for the greatest shortage. Equal shortages share a rank, and the ranks
    they would have filled stay empty.
    """
    descending = sorted(shortages, key=lambda item: -item[1])
    first: dict[int, int] = {}
    for position, (_, value) in enumerate(descending, 1):
        first.setdefault(value, position)
    return {pair: first[value] for pair, value in descending}


def _stated_priorities(lists: Mapping[str, EditionRow] | None) -> dict[str, list[PriorityRow]]:
    """Province -> the priorities of its government that are in effect today."""
    day = today()
    lists = lists_in_force(end_of_day(day)) if lists is None else lists
    return {
        province: [row for row in edition.priorities if row.is_official(day)]
        for province, edition in lists.items()
    }
