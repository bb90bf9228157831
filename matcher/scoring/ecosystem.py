"""`ecosystem`: the article's thesis as a number, in three criteria of which a brief has one.

`MakerEcosystem`: how well the providers around a maker cover what its sector needs more than
others do. `ClientEcosystem`, for a provider with a client: how near it is, and how much the
client's sector uses the service. `ProviderEcosystem`, without a client: the makers around, by how
much more than others their divisions use the service. Demand and affinity only, never
priorities: policy counts once.

It only adds: what is on record around a place is never all there is, so that few counterparts
score no lower than an unknown place, and leaving a place out never helps. No partner counts among
its own surroundings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, ClassVar

import numpy as np

from matcher.index.candidate import Candidate
from matcher.index.criterion_values import PerCohort
from matcher.index.csr import Longs, run_starts
from matcher.index.factorize import factorize
from matcher.index.segment import SegmentQuery
from matcher.reference.demand import NOT_MEASURED
from matcher.reference.reasons import Reason
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP, UNKNOWN, lifted
from matcher.reference.sectors import MANUFACTURING
from matcher.scoring.coverage import Coverage, exact_product, maker_values, sums_by_position
from matcher.scoring.criterion import Assessment, Criterion, unknown
from matcher.scoring.wanted import SectorFits, Wanted

# The value of a use as strong as the average; of twice the average it is full. Where no figure
# is known, the use counts as average.
AS_EVERYONE = 128
_NAMED_AT_MOST = 3
# Services that are done as well from afar (own judgement): research and design, e-commerce support.
FAR_SERVICES = ("PS011", "PS033")


def ecosystem_criterion(
    reference: ReferenceData, wanted: Wanted, fits: SectorFits, coverage: Coverage
) -> Criterion:
    """The criterion of the side that is sought. Every brief has one."""
    if wanted.seeks_makers:
        return MakerEcosystem(reference, fits, coverage)
    if wanted.client_place is None and wanted.client_sector is None:
        return ProviderEcosystem(reference, fits, coverage)
    place = wanted.client_place if needs_nearness(reference, wanted) else None
    if place is None and wanted.client_sector is None:
        return ProviderEcosystem(reference, fits, coverage)
    return ClientEcosystem(reference, fits, place, wanted.client_sector)


def needs_nearness(reference: ReferenceData, wanted: Wanted) -> bool:
    """Is any of the services done better near the client? Files and platforms travel."""
    covers = reference.taxonomy.covers
    return not all(any(covers(far, one) for far in FAR_SERVICES) for one in wanted.services)


def divisions_of(reference: ReferenceData, sector: str) -> tuple[str, ...]:
    """The division of a manufacturing sector; an emerging industry has none of its own."""
    sectors, number = reference.sectors, reference.sectors.numbers[sector]
    return (sectors.codes[sectors.top[number]],) if sectors.kind[number] == MANUFACTURING else ()


def _divisions_made(reference: ReferenceData, sectors: Sequence[str]) -> list[str]:
    """The divisions of the sectors, each once, in their order."""
    divisions = (code for sector in sectors for code in divisions_of(reference, sector))
    return list(dict.fromkeys(divisions))


@dataclass(frozen=True, eq=False)
class _Ecosystem(Criterion):
    component: ClassVar[str] = "ecosystem"
    name: ClassVar[str] = "around"
    reference: ReferenceData
    fits: SectorFits

    def name_strongest(self, excess: Mapping[str, int]) -> list[dict[str, str]]:
        """The few sectors of the greatest excess, named."""
        strongest = sorted(excess, key=lambda code: (-excess[code], code))[:_NAMED_AT_MOST]
        return [self.reference.named(code) for code in strongest]


def _no_place() -> Assessment:
    return unknown(Reason("ask.place"), Reason("ecosystem.no_place"))


@dataclass(frozen=True, eq=False)
class MakerEcosystem(_Ecosystem):
    """How well the providers around cover the needs of the maker's division, each need weighted
    by how far it is above the average; of several divisions the best covered counts.
    """

    coverage: Coverage

    def assess(self, candidate: Candidate) -> Assessment:
        if candidate.place is None:
            return _no_place()
        if not self.coverage.has_providers:
            return unknown(None, Reason("ecosystem.no_providers"))
        divisions = _divisions_made(self.reference, self.fits.sectors_of(candidate.offers))
        served = {offer.sector for offer in candidate.offers if offer.verb == "serves"}
        assessed = [
            self._assess_division(candidate.place, division, excess, served)
            for division in divisions
            if (excess := self._excess(division))
        ]
        if not assessed:
            return unknown(None, Reason("ecosystem.no_demand"))
        # A maker of several wanted divisions is judged by the best supplied, as in `query.highest`.
        return max(assessed, key=lambda assessment: assessment.value)

    def tabulate(self, query: SegmentQuery) -> PerCohort:
        return PerCohort(
            query.max_by_posting(query.take_postings(maker_values(self.coverage, query.columns)))
        )

    def _excess(self, division: str) -> dict[str, int]:
        """Service -> the excess of the division's use over the average use, where there is one."""
        sectors = self.reference.sectors
        row = self.reference.demand.excess[sectors.numbers[division]]
        return {sectors.codes[n]: int(row[n]) for n in np.flatnonzero(row).tolist()}

    def _assess_division(
        self, place: str, division: str, excess: Mapping[str, int], served: set[str]
    ) -> Assessment:
        value, covered = self.coverage.cover(excess, place, served)
        gaps = {code: most for code, most in excess.items() if covered[code] < TOP // 2}
        supplied = {code: most for code, most in excess.items() if code not in gaps}
        sector = self.reference.named(division)
        reasons = tuple(
            Reason(code, {"sector": sector, "services": self.name_strongest(services)})
            for code, services in (("ecosystem.supplied", supplied), ("ecosystem.gaps", gaps))
            if services
        )
        return Assessment(lifted(value), reasons=reasons)


@dataclass(frozen=True, eq=False)
class ClientEcosystem(_Ecosystem):
    """The provider's nearness to the client times its sector's use of the service."""

    client_place: str | None
    client_sector: str | None

    def assess(self, candidate: Candidate) -> Assessment:
        if candidate.place is None:
            return _no_place()
        named = self.reference.named
        # A product of both: a near provider of what is not needed helps as little as a far one.
        value, known, reasons = TOP, True, []
        if self.client_place is not None:
            value = self.reference.atlas.affinity(self.client_place, candidate.place)
            args: dict[str, Any] = {
                "place": named(candidate.place),
                "client": named(self.client_place),
            }
            reasons.append(Reason(f"ecosystem.affinity_{value}", args))
        if self.client_sector is not None:
            strongest = self._demand(self.client_sector, self.fits.sectors_of(candidate.offers))
            if strongest is None:
                known = False
                value = value * AS_EVERYONE // TOP
                reasons.append(Reason("ecosystem.no_demand"))
            else:
                hundredths, service, basis = strongest
                value = value * int(_use_value(hundredths)) // TOP
                args = {
                    "sector": named(self.client_sector),
                    "service": named(service),
                    "times": f"{hundredths / 100:.2f}",
                    "basis": basis,
                }
                reasons.append(Reason("ecosystem.demand", args))
        return Assessment(lifted(value), known=known, reasons=tuple(reasons))

    def tabulate(self, query: SegmentQuery) -> PerCohort:
        areas, place = self.reference.areas, query.places
        value = np.full(len(place), TOP, np.int64)
        if self.client_place is not None:
            near = areas.place_affinity[areas.numbers[self.client_place]]
            value = np.append(near, 0).astype(np.int64).take(place)
        if self.client_sector is not None:
            value = value * self._demand_values(self.client_sector, query) // TOP
        known = place < areas.unknown
        return PerCohort(np.where(known, lifted(value), UNKNOWN).astype(np.uint8))

    def _demand(self, sector: str, services: Sequence[str]) -> tuple[int, str, str] | None:
        """The strongest relative demand of the sector for one of the services: hundredths, the
        service group, and what the figure rests on. A class documents none of its groups: it
        counts as the least used of them.
        """
        taxonomy = self.reference.taxonomy
        found = []
        for division, service in product(divisions_of(self.reference, sector), services):
            pairs = [(division, group) for group in taxonomy.groups(service)]
            if used := [(int(taxonomy.demand[p] * 100), p) for p in pairs if p in taxonomy.demand]:
                found.append(min(used))
        if not found:
            return None
        hundredths, pair = max(found)
        return hundredths, pair[1], taxonomy.bases.get(pair, "not said")

    def _demand_values(self, sector: str, query: SegmentQuery) -> Longs:
        """int64[f]: how much the client's sector uses the best of what each cohort offers."""
        sectors = self.reference.sectors
        client = sectors.numbers[sector]
        if sectors.kind[client] != MANUFACTURING:
            return np.full(len(query.cohorts), AS_EVERYONE)
        used = self.reference.demand.used[sectors.top[client]]
        measured = used != NOT_MEASURED
        values = np.where(measured, _use_value(used), 0).astype(np.uint8)
        best = query.max_by_fitting_sector(values.take(query.fitting_sectors))
        known = query.max_by_fitting_sector(measured.astype(np.uint8).take(query.fitting_sectors))
        return np.where(known > 0, best, AS_EVERYONE).astype(np.int64)


def _use_value(hundredths: Any) -> Any:
    """0..255 of a relative demand; of a number or an array."""
    return np.minimum(TOP, AS_EVERYONE * hundredths // 100)


@dataclass(frozen=True, eq=False)
class ProviderEcosystem(_Ecosystem):
    """How well the divisions that need the provider's services more than others do are present
    around it, each weighted by how far its use is above the average; of a class of services the
    least used group counts.
    """

    coverage: Coverage

    def assess(self, candidate: Candidate) -> Assessment:
        if candidate.place is None:
            return _no_place()
        sectors = self.reference.sectors
        services = [sectors.numbers[code] for code in self.fits.sectors_of(candidate.offers)]
        made = [offer.sector for offer in candidate.offers if offer.verb == "makes"]
        own = set(_divisions_made(self.reference, made))
        excess = {}
        for division in sectors.divisions:
            code = sectors.codes[division]
            most = int(self.reference.demand.offered_excess[division, services].max(initial=0))
            if most and self.coverage.totals[division] > (code in own):
                excess[code] = most
        if not excess:
            return unknown(None, Reason("ecosystem.no_makers"))
        value, _ = self.coverage.cover(excess, candidate.place, own)
        reason = Reason("ecosystem.makers", {"sectors": self.name_strongest(excess)})
        return Assessment(lifted(value), reasons=(reason,))

    def tabulate(self, query: SegmentQuery) -> PerCohort:
        """Cohorts alike in what they offer, and where, at once; then each without itself."""
        place = query.places.astype(np.int64)
        known = np.flatnonzero(place < self.reference.areas.unknown)
        # A taxonomy has 45 services, so that 63 bits hold those of any brief.
        kinds = factorize(query.bits_of_fitting_sectors().take(known))
        divisions = np.array(self.reference.sectors.divisions, np.intp)
        present = self.coverage.totals[divisions] > 0
        # Divisions that no partner of the datasets makes are no market, however much they need.
        excess = np.where(present, self._excess_of_kinds(query, kinds.distinct), 0)
        everywhere = exact_product(excess, self.coverage.covered[0, divisions])
        covered = everywhere[kinds.codes, place.take(known)]
        total = excess.sum(axis=1).take(kinds.codes)

        position, division = self._made(query, query.cohorts.take(known))
        own = excess[kinds.codes.take(position), division]
        where = place.take(known).take(position)
        with_it, without = self.coverage.covered[:, divisions[division], where].astype(np.int64)
        # A provider that is the only maker of a division loses that division altogether.
        alone = self.coverage.totals[divisions[division]] == 1
        part = own * np.where(alone, with_it, with_it - without)
        covered -= sums_by_position(position, part, len(known))
        total -= sums_by_position(position, np.where(alone, own, 0), len(known))

        found = np.full(len(query.cohorts), UNKNOWN, np.uint8)
        value = lifted(covered // np.maximum(total, 1))
        found[known] = np.where(total > 0, value, UNKNOWN)
        return PerCohort(found)

    def _excess_of_kinds(self, query: SegmentQuery, kinds: Longs) -> Longs:
        """int64[kinds, D]: how much more than others each division uses the best of the services
        whose bits are set.
        """
        divisions = np.array(self.reference.sectors.divisions, np.intp)
        offered = self.reference.demand.offered_excess[divisions]
        most = np.zeros((len(kinds), len(divisions)), np.int64)
        for bit, service in enumerate(query.fitting_sectors.tolist()):
            has = np.flatnonzero(kinds >> bit & 1)
            most[has] = np.maximum(most[has], offered[:, service])
        return most

    def _made(self, query: SegmentQuery, cohorts: Longs) -> tuple[Longs, Longs]:
        """For each division that a cohort makes anything of: the positions of both."""
        sectors = self.reference.sectors
        position, offered = query.columns.offered_sectors(cohorts)
        made = np.flatnonzero(sectors.kind.take(offered) == MANUFACTURING)
        division = np.searchsorted(sectors.divisions, sectors.top).take(offered.take(made))
        # Almost in order already, which a stable sort makes use of.
        pairs = np.sort(position.take(made) * len(sectors.divisions) + division, kind="stable")
        pairs = pairs[run_starts(pairs)]
        return pairs // len(sectors.divisions), pairs % len(sectors.divisions)
