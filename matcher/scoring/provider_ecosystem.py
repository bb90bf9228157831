"""`ecosystem` of a provider of whose client nothing is said: the makers around, by how much more
than others their divisions use the service; of a class, the least used group.
"""

from collections.abc import Sequence

import numpy as np

from matcher.index.candidate import Candidate, Offer
from matcher.index.criterion_values import PerCohort
from matcher.index.csr import Longs, run_starts
from matcher.index.factorize import factorize
from matcher.index.segment_query import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import UNKNOWN, lifted
from matcher.reference.sectors import MANUFACTURING
from matcher.scoring.coverage import Coverage, product
from matcher.scoring.criterion import Judgement
from matcher.scoring.fitting import Fits


def nobody(reference: ReferenceData, code: str, ask: Reason | None = None) -> Judgement:
    """Neutral: there is nothing around to judge by."""
    return Judgement(UNKNOWN, known=False, meets=None, reasons=(reference.reason(code),), ask=ask)


def divisions_of(reference: ReferenceData, sector: str) -> tuple[str, ...]:
    """The division of a made sector; an emerging industry stands for none of its own."""
    if reference.taxonomy.sectors[sector].kind == "manufacturing":
        return (reference.taxonomy.division(sector),)
    return ()


def services_of(offers: Sequence[Offer]) -> set[str]:
    """The service groups that the offerings document; a class alone documents no group."""
    return {offer.sector for offer in offers if offer.verb == "serves"}


def judge(reference: ReferenceData, fits: Fits, around: Coverage, one: Candidate) -> Judgement:
    """How much the makers around a provider need what it does."""
    if one.place is None:
        return nobody(reference, "ecosystem.no_place", reference.reason("ask.place"))
    sectors = reference.sectors
    services = [sectors.numbers[code] for code in fits.sectors(one.offers)]
    made = [offer.sector for offer in one.offers if offer.verb == "makes"]
    own = {code for sector in made for code in divisions_of(reference, sector)}
    over = {}
    for division in sectors.divisions:
        code = sectors.codes[division]
        more = int(reference.demand.offered[division, services].max(initial=0))
        if more and around.totals[division] > (code in own):
            over[code] = more
    if not over:
        return nobody(reference, "ecosystem.no_makers")
    covered = {code: around.covers(code, one.place, own=code in own) for code in over}
    value = sum(over[code] * covered[code] for code in over) // sum(over.values())
    strongest = sorted(over, key=lambda code: (-over[code], code))[:3]
    named = [reference.named(code) for code in strongest]
    return Judgement(lifted(value), reasons=(reference.reason("ecosystem.makers", sectors=named),))


def table(around: Coverage, query: SegmentQuery) -> PerCohort:
    """The same of every provider: those alike in what they offer, and where, at once; then
    without themselves.
    """
    place = query.places.astype(np.int64)
    known = np.flatnonzero(place < query.reference.areas.unknown)
    kinds = factorize(_answered(query).take(known))
    divisions = np.array(query.reference.sectors.divisions, np.intp)
    over = np.where(around.totals[divisions] > 0, _wanted_by(query, kinds.distinct), 0)
    everywhere = product(over, around.coverage[0, divisions])
    covered = everywhere[kinds.codes, place.take(known)]
    total = over.sum(axis=1).take(kinds.codes)

    position, division = _made(query, query.cohorts.take(known))
    more = over[kinds.codes.take(position), division]
    where = place.take(known).take(position)
    with_it, without = around.coverage[:, divisions[division], where].astype(np.int64)
    alone = around.totals[divisions[division]] == 1
    covered -= _added(position, more * np.where(alone, with_it, with_it - without), len(known))
    total -= _added(position, np.where(alone, more, 0), len(known))

    found = np.full(len(query.cohorts), UNKNOWN, np.uint8)
    value = lifted(covered // np.maximum(total, 1))
    found[known] = np.where(total > 0, value, UNKNOWN)
    return PerCohort(found)


def _answered(query: SegmentQuery) -> Longs:
    """int64[f]: the fitting services of each cohort, a bit each; a cohort offers each once."""
    bits = np.repeat(
        1 << np.arange(len(query.fitting_sectors)), np.diff(query.fitting_postings.ptr)
    )
    found = np.zeros(len(query.cohorts), np.int64)
    np.add.at(found, query.fitting_postings.cohort, bits)
    return found


def _wanted_by(query: SegmentQuery, kinds: Longs) -> Longs:
    """int64[kinds, D]: how much more than others each division uses the best of the services
    whose bits are set.
    """
    divisions = np.array(query.reference.sectors.divisions, np.intp)
    offered = query.reference.demand.offered[divisions]
    most = np.zeros((len(kinds), len(divisions)), np.int64)
    for bit, service in enumerate(query.fitting_sectors.tolist()):
        has = np.flatnonzero(kinds >> bit & 1)
        most[has] = np.maximum(most[has], offered[:, service])
    return most


def _made(query: SegmentQuery, cohorts: Longs) -> tuple[Longs, Longs]:
    """For each division that a cohort makes anything of: the cohort's position, the division's."""
    sectors = query.reference.sectors
    position, offered = query.columns.offered_sectors(cohorts)
    made = np.flatnonzero(sectors.kind.take(offered) == MANUFACTURING)
    division = np.searchsorted(sectors.divisions, sectors.top).take(offered.take(made))
    # Almost in order already, which a stable sort makes use of.
    pairs = np.sort(position.take(made) * len(sectors.divisions) + division, kind="stable")
    pairs = pairs[run_starts(pairs)]
    return pairs // len(sectors.divisions), pairs % len(sectors.divisions)


def _added(position: Longs, numbers: Longs, count: int) -> Longs:
    """int64[count]: the numbers added up by position; exact while sums stay below 2**53."""
    return np.bincount(position, numbers, count).astype(np.int64)
