"""`ecosystem`: the article's thesis as a number.

For a maker: how well the providers around it cover what its sector needs more than others
do. For a provider with a client: how near it is, and how much the client's sector uses the
service; without one, the maker's mirror image. Demand and affinity only, never priorities:
policy counts once.

It only adds: who is on record around is never all there is, so few of them score no lower
than an unknown place, and leaving a place out never helps. Nobody is its own surroundings.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from matcher.index.candidate import Candidate
from matcher.index.criterion_values import PerCohort
from matcher.index.csr import Longs
from matcher.index.segment_query import SegmentQuery
from matcher.reference.demand import NOT_MEASURED
from matcher.reference.reasons import Reason
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP, UNKNOWN, lifted
from matcher.reference.sectors import MANUFACTURING
from matcher.scoring import maker_coverage, provider_ecosystem
from matcher.scoring.coverage import Coverage
from matcher.scoring.criterion import Criterion, Judgement
from matcher.scoring.fitting import Fits
from matcher.scoring.provider_ecosystem import divisions_of, nobody, services_of
from matcher.scoring.wanted import Wanted

AS_EVERYONE = 128  # the value at relative demand 1; at 2 it is full


def criteria(
    reference: ReferenceData, wanted: Wanted, fits: Fits, around: Coverage
) -> list[Criterion]:
    """One part; what it reads depends on the side that is sought."""
    judge: Callable[[Candidate], Judgement]
    table: Callable[[SegmentQuery], PerCohort]
    if wanted.seeking == "manufacturer":
        judge, table = partial(_maker, reference, fits, around), partial(_makers, around)
    elif wanted.client_place is None and wanted.client_sector is None:
        judge = partial(provider_ecosystem.judge, reference, fits, around)
        table = partial(provider_ecosystem.table, around)
    else:
        judge, table = partial(_provider, reference, wanted, fits), _providers
    return [Criterion("ecosystem", "around", TOP, judge, table)]


def _maker(reference: ReferenceData, fits: Fits, around: Coverage, one: Candidate) -> Judgement:
    if one.place is None:
        return nobody(reference, "ecosystem.no_place", reference.reason("ask.place"))
    if not around.has_providers:
        return nobody(reference, "ecosystem.no_providers")
    made = fits.sectors(one.offers)
    divisions = dict.fromkeys(code for sector in made for code in divisions_of(reference, sector))
    own = services_of(one.offers)
    judged = [
        _supply(reference, around, one.place, code, over, own)
        for code in divisions
        if (over := _over(reference, code))
    ]
    if not judged:
        return nobody(reference, "ecosystem.no_demand")
    return max(judged, key=lambda judgement: judgement.value)


def _over(reference: ReferenceData, division: str) -> Mapping[str, int]:
    """Services that the division uses more than others do -> by how much, in hundredths."""
    row = reference.demand.more[reference.sectors.numbers[division]]
    return {reference.sectors.codes[n]: int(row[n]) for n in np.flatnonzero(row)}


def _supply(
    reference: ReferenceData,
    around: Coverage,
    place: str,
    division: str,
    over: Mapping[str, int],
    own: set[str],
) -> Judgement:
    """How well the needs of a division's maker are covered at the place, without what it does
    itself.
    """
    covered = {s: around.covers(s, place, own=s in own) for s in over}
    value = sum(over[s] * covered[s] for s in over) // sum(over.values())
    strongest = sorted(over, key=lambda service: (-over[service], service))
    here = [s for s in strongest if covered[s] >= TOP // 2][:3]
    gaps = [s for s in strongest if covered[s] < TOP // 2][:3]
    reasons = [
        reference.reason(
            code,
            sector=reference.named(division),
            services=[reference.named(service) for service in services],
        )
        for code, services in (("ecosystem.supplied", here), ("ecosystem.gaps", gaps))
        if services
    ]
    return Judgement(lifted(value), reasons=tuple(reasons))


def _makers(around: Coverage, query: SegmentQuery) -> PerCohort:
    """The same of every maker."""
    return PerCohort(
        query.max_by_posting(query.take_postings(maker_coverage.at_postings(around, query.columns)))
    )


def _provider(reference: ReferenceData, wanted: Wanted, fits: Fits, one: Candidate) -> Judgement:
    if one.place is None:
        return nobody(reference, "ecosystem.no_place", reference.reason("ask.place"))
    value, known, reasons = TOP, True, []
    if wanted.client_place is not None:
        value = reference.atlas.affinity(wanted.client_place, one.place)
        named = {
            "place": reference.named(one.place),
            "client": reference.named(wanted.client_place),
        }
        reasons.append(Reason(f"ecosystem.affinity_{value}", named))
    if wanted.client_sector is not None:
        strongest = _demand(reference, wanted.client_sector, fits.sectors(one.offers))
        if strongest is None:
            known = False
            value = value * AS_EVERYONE // TOP
            reasons.append(reference.reason("ecosystem.no_demand"))
        else:
            hundredths, service, basis = strongest
            value = value * int(_used(hundredths)) // TOP
            reasons.append(
                reference.reason(
                    "ecosystem.demand",
                    sector=reference.named(wanted.client_sector),
                    service=reference.named(service),
                    times=f"{hundredths / 100:.2f}",
                    basis=basis,
                )
            )
    return Judgement(lifted(value), known=known, reasons=tuple(reasons))


def _used(hundredths: Any) -> Any:
    """0..255 of a relative demand; of a number or an array."""
    return np.minimum(TOP, AS_EVERYONE * hundredths // 100)


def _demand(
    reference: ReferenceData, sector: str, services: list[str]
) -> tuple[int, str, str] | None:
    """The strongest relative demand of the sector for one of the services: hundredths, the
    service group, and what the figure rests on. A class documents none of its groups: it
    counts as the least used of them.
    """
    demand, bases = reference.taxonomy.demand, reference.taxonomy.bases
    found = []
    for division in divisions_of(reference, sector):
        for service in services:
            used = [
                (
                    int(demand[division, group] * 100),
                    group,
                    bases.get((division, group), "not said"),
                )
                for group in reference.taxonomy.groups(service)
                if (division, group) in demand
            ]
            if used:
                found.append(min(used))
    return max(found, default=None)


def _providers(query: SegmentQuery) -> PerCohort:
    """The same of every provider: nearness to the client times its sector's demand."""
    reference, wanted = query.reference, query.wanted
    areas, place = reference.areas, query.places
    value = np.full(len(place), TOP, np.int64)
    if wanted.client_place is not None:
        near = areas.every[areas.numbers[wanted.client_place]]
        value = np.append(near, 0).astype(np.int64).take(place)
    if wanted.client_sector is not None:
        value = value * _demanded(query, wanted.client_sector) // TOP
    known = place < areas.unknown
    return PerCohort(np.where(known, lifted(value), UNKNOWN).astype(np.uint8))


def _demanded(query: SegmentQuery, sector: str) -> Longs:
    """int64[f]: how much the client's sector uses the best of what each cohort offers."""
    reference = query.reference
    number = reference.sectors.numbers[sector]
    if reference.sectors.kind[number] != MANUFACTURING:
        return np.full(len(query.cohorts), AS_EVERYONE)
    used = reference.demand.used[reference.sectors.top[number]]
    measured = used != NOT_MEASURED
    best = query.max_by_fitting_sector(
        np.where(measured, _used(used), 0).astype(np.uint8).take(query.fitting_sectors)
    )
    known = query.max_by_fitting_sector(measured.astype(np.uint8).take(query.fitting_sectors))
    return np.where(known > 0, best, AS_EVERYONE).astype(np.int64)
