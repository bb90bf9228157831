"""Where services are short: the demand of a province's makers against its providers.

All whole numbers. For a province and a service group:
  demand    the sum, over the partners that make something there and the divisions of what they
            make (each partner and division once), of the division's relative demand for the
            service in hundredths (100: as everybody uses it);
  supply    how many partners there have an offering of that very group; an offering of a whole
            class documents none of its groups;
  shortage  demand divided by supply, rounded down; the demand alone where nobody provides.
Rank 1 is the greatest shortage; equal shortages share a rank. A partner of unknown place, and
what is offered in an emerging industry alone, count nowhere.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from core.clock import end_of_day, today
from partners.models import Demand, Offering, Sector
from priorities.editions.load_editions import lists_in_force
from priorities.editions.rows import PriorityRow

Pair = tuple[str, str]


@dataclass(frozen=True)
class Gap:
    """One province and service group. `said`: what the province itself says of the service in
    its list of today; it has no part in the figures.
    """

    province: str
    service: str
    demand: int
    supply: int
    shortage: int
    rank: int
    rank_in_province: int
    said: tuple[PriorityRow, ...]

    @property
    def place(self) -> tuple[int, int, str, str]:
        """Its place in the order of the answer."""
        return (-self.shortage, self.supply, self.province, self.service)


def between(datasets: Collection[str]) -> list[Gap]:
    """Every province and service group with demand or supply, the greatest shortage first.
    Eight queries, whatever the partners' number.
    """
    demand, supply = _demand(datasets), _supply(datasets)
    shortages = {pair: demand[pair] // max(supply[pair], 1) for pair in demand.keys() | supply}
    overall = _ranks(shortages.items())
    within: dict[Pair, int] = {}
    for province in {province for province, _ in shortages}:
        within |= _ranks((p, n) for p, n in shortages.items() if p[0] == province)
    said = _sayings()
    found = [
        Gap(*pair, demand[pair], supply[pair], shortage, overall[pair], within[pair], said(pair))
        for pair, shortage in shortages.items()
    ]
    return sorted(found, key=lambda gap: gap.place)


def _demand(datasets: Collection[str]) -> Counter[Pair]:
    makers = _offerings(datasets, verb=Offering.Verb.MAKES, sector__kind="manufacturing")
    counts = (
        makers.annotate(division=Coalesce("sector__parent", "sector"))
        .values_list("province", "division")
        .annotate(n=Count("partner", distinct=True))
    )
    needs: dict[str, list[tuple[str, int]]] = {}
    for sector, service, relative in Demand.objects.values_list("sector", "service", "relative"):
        needs.setdefault(sector, []).append((service, int(relative * 100)))
    total: Counter[Pair] = Counter()
    for province, division, n in counts:
        for service, hundredths in needs.get(division, ()):
            total[province, service] += n * hundredths
    return +total


def _supply(datasets: Collection[str]) -> Counter[Pair]:
    providers = _offerings(datasets, verb=Offering.Verb.SERVES, sector__parent__isnull=False)
    counts = providers.values_list("province", "sector").annotate(n=Count("partner", distinct=True))
    return Counter({(province, service): n for province, service, n in counts})


def _offerings(datasets: Collection[str], **which: Any) -> QuerySet[Any]:
    """Offerings of active partners of known place, with the partner's `province`."""
    return Offering.objects.filter(
        partner__dataset__in=datasets,
        partner__retired_at=None,
        partner__place__isnull=False,
        **which,
    ).annotate(province=Coalesce(F("partner__place__province"), F("partner__place")))


def _ranks(shortages: Iterable[tuple[Pair, int]]) -> dict[Pair, int]:
    """1 for the greatest; equal ones share a rank, and the next is as many further."""
    pairs = list(shortages)
    of_value: dict[int, int] = {}
    for position, value in enumerate(sorted((n for _, n in pairs), reverse=True), 1):
        of_value.setdefault(value, position)
    return {pair: of_value[value] for pair, value in pairs}


def _sayings() -> Callable[[Pair], tuple[PriorityRow, ...]]:
    """What the government of a province says of a service group or of the class above it, in
    effect today.
    """
    day = today()
    rows: Mapping[str, Sequence[PriorityRow]] = {
        province: [
            row for row in edition.priorities if row.speaker == "government" and row.in_force(day)
        ]
        for province, edition in lists_in_force(end_of_day(day)).items()
    }

    parents = dict(Sector.objects.services().values_list("code", "parent"))

    def of(pair: Pair) -> tuple[PriorityRow, ...]:
        province, service = pair
        names = {service, parents[service]}
        return tuple(row for row in rows.get(province, ()) if names & set(row.targets))

    return of
