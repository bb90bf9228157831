"""`policy`: does the place that matters put this first?

For those who make, the maker's place and support or strength for its sector. For those who
serve, the client's place and any signal for the service. The strongest single applicable
priority counts, never a sum, and as far as the offering answers the need; only a government's
own words count; policy only adds.
"""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import NamedTuple

import numpy as np

from matcher.index.candidate import Candidate, Offer
from matcher.index.criterion_values import PerCohort
from matcher.index.csr import Bytes
from matcher.index.segment_query import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP, UNKNOWN
from matcher.scoring import priority_table
from matcher.scoring.criterion import Criterion, Judgement, unknown
from matcher.scoring.fitting import EXACT, LEVELS, Fits, Fitting
from matcher.scoring.priority_table import PriorityTable, counts, lift, raised
from matcher.scoring.wanted import Wanted
from partners.reference.atlas import PlaceRow
from priorities.editions.rows import (
    CLIENT_SIGNALS,
    MAKER_SIGNALS,
    EditionRow,
    PriorityRow,
    source_links,
)

_CONTEXT_ROWS = 4
_NUMBERS = np.zeros(TOP + 1, np.intp)
_NUMBERS[[*LEVELS]] = range(len(LEVELS))

Found = tuple[Fitting, ...]


class Applied(NamedTuple):
    """A priority that covers what an offering answers, through `target`, at the fit's `level`."""

    priority: PriorityRow
    target: str
    level: int

    @property
    def value(self) -> int:
        """The component's value when it counts."""
        return int(raised(lift(self.priority), self.level))


def criteria(reference: ReferenceData, wanted: Wanted, fits: Fits) -> list[Criterion]:
    """Nothing for a service whose client's place is not said: no place matters then."""
    if wanted.seeking == "manufacturer":
        own = cache(partial(_maker, reference))
        return [_part(lambda one: own(one.place, fits.every(one.offers)), _of_makers)]
    if wanted.client_place:
        named = cache(partial(_judge, reference, CLIENT_SIGNALS, wanted.client_place))
        return [_part(lambda one: named(fits.every(one.offers)), _of_client)]
    return []


def _part(
    judge: Callable[[Candidate], Judgement], table: Callable[[SegmentQuery], PerCohort]
) -> Criterion:
    return Criterion("policy", "priority", TOP, judge, table)


def _of_makers(query: SegmentQuery) -> PerCohort:
    """Each maker's own place counts; an unknown one is neutral."""
    named = _named(query, priority_table.of(query.reference, MAKER_SIGNALS))
    starts = np.arange(len(named)) * named.shape[1]
    cells = np.repeat(starts, np.diff(query.fitting_postings.ptr)) + query.fitting_postings.place
    return PerCohort(query.highest(named.ravel().take(cells)))


def _of_client(query: SegmentQuery) -> PerCohort:
    """The client's place counts, wherever the provider may be."""
    named = _named(query, priority_table.of(query.reference, CLIENT_SIGNALS))
    client = query.reference.areas.numbers[query.wanted.client_place]
    return PerCohort(query.best(named[:, client]))


def _named(query: SegmentQuery, found: PriorityTable) -> Bytes:
    """uint8[fitting, P + 1]: the component at each place for an offering of each fitting sector."""
    numbers = query.reference.sectors.numbers
    best = np.zeros((len(query.fitting), len(found.bare)), np.uint8)
    for need, levels in query.fits.by_need.items():
        answers = levels.take(query.fitting)
        at = np.flatnonzero(answers)
        level = _NUMBERS.take(answers.take(at))
        offered = found.values[level, query.fitting.take(at)]
        needed = found.values[level, numbers[need]]
        best[at] = np.maximum(best[at], np.maximum(offered, needed))
    return best


def _maker(reference: ReferenceData, place: str | None, found: Found) -> Judgement:
    ask = reference.reason("ask.place")
    if place is None:
        return unknown(ask, reference.reason("policy.no_place"))
    return _judge(reference, MAKER_SIGNALS, place, found, ask)


def _judge(
    reference: ReferenceData,
    signals: frozenset[str],
    where: str,
    found: Found,
    ask: Reason | None = None,
) -> Judgement:
    """Neutral where nothing is named in an excerpt or no list is held; 0 only where a complete
    list does not name it. What counts in some cities only is unknown of one whose city is.
    """
    place = reference.atlas.places[where]
    province = reference.named(place.province)
    edition = reference.editions.get(place.province)
    if edition is None:
        reason = reference.reason("policy.no_list", province=province)
        return Judgement(UNKNOWN, known=False, reasons=(reason,))
    counting = [
        one
        for one in _applicable(reference, edition, found)
        if counts(reference, one.priority, signals)
    ]
    here = [one for one in counting if _here(one.priority, place)]
    if here:
        best = max(here, key=lambda one: one.value)
        code = "policy.named" if best.level == EXACT else "policy.named_in_part"
        return Judgement(
            best.value, reasons=(Reason(code, _cite_applied(reference, edition, best)),)
        )
    cities = [one for one in counting if _in_its_cities(reference, one.priority, place)]
    if cities:
        best = max(cities, key=lambda one: one.value)
        cited = _cite_applied(reference, edition, best)
        return Judgement(
            UNKNOWN,
            known=False,
            meets=None,
            reasons=(Reason("policy.city_unknown", cited),),
            ask=ask,
        )
    code = "policy.not_named_complete" if edition.complete else "policy.not_named"
    return Judgement(
        0 if edition.complete else UNKNOWN,
        known=edition.complete,
        reasons=(reference.reason(code, province=province),),
    )


def _applicable(reference: ReferenceData, edition: EditionRow, found: Found) -> Iterator[Applied]:
    """The edition's priorities in force with a target that covers what is offered or the need
    that it answers, by key: each at the best level, with the first such target.
    """
    covers, lineage = reference.taxonomy.covers, reference.taxonomy.lineage
    wider = {code for one in found for code in (*lineage(one.sector), *lineage(one.need))}
    for priority in edition.by_key:
        if wider.isdisjoint(priority.targets) or not priority.in_force(reference.on):
            continue
        hits = [
            Applied(priority, target, one.level)
            for target in priority.targets
            for one in found
            if covers(target, one.sector) or covers(target, one.need)
        ]
        yield max(hits, key=lambda hit: hit.level)


def _here(priority: PriorityRow, place: PlaceRow) -> bool:
    """A city's priority counts in its cities only."""
    return not priority.places or place.code in priority.places


def _in_its_cities(reference: ReferenceData, priority: PriorityRow, place: PlaceRow) -> bool:
    """May the place, of which only the province is known, be one of the priority's cities?"""
    cities = priority.places
    return any(reference.atlas.places[city].province == place.code for city in cities)


def _cite_applied(
    reference: ReferenceData, edition: EditionRow, applied: Applied
) -> dict[str, object]:
    return {**_cite(reference, edition, applied.priority, applied.target), "level": applied.level}


def _cite(
    reference: ReferenceData, edition: EditionRow, priority: PriorityRow, target: str | None
) -> dict[str, object]:
    """The priority as a reason's arguments: what it is, who said it, and where it is read."""
    return {
        "province": reference.named(edition.province),
        "key": priority.key,
        "title": priority.title,
        "speaker": priority.speaker,
        "signal": priority.signal,
        "stage": priority.stage,
        "target": reference.named(target) if target else None,
        "places": [reference.named(place) for place in priority.places],
        "document": priority.document,
        "since": str(priority.effective_from),
        "quote": priority.summary,
        "source": priority.source,
        "links": source_links(priority.source),
    }


def context(
    reference: ReferenceData,
    wanted: Wanted,
    fits: Fits,
    place: str | None,
    offers: tuple[Offer, ...],
) -> list[Reason]:
    """What stands beside an entry and scores nothing: what companies, scholars, newspapers and
    statistics say of its field, and the government's words on law and business climate.
    """
    where = place if wanted.seeking == "manufacturer" else wanted.client_place
    if where is None:
        return []
    row = reference.atlas.places[where]
    edition = reference.editions.get(row.province)
    if edition is None:
        return []
    named = [
        Reason("context.priority", _cite(reference, edition, one.priority, one.target))
        for one in _applicable(reference, edition, fits.every(offers))
        if _here(one.priority, row)
        and (one.priority.speaker != "government" or one.priority.signal == "context")
    ]
    general = [
        Reason("context.priority", _cite(reference, edition, priority, None))
        for priority in edition.by_key
        if not priority.targets
        and priority.signal == "context"
        and priority.in_force(reference.on)
        and _here(priority, row)
    ]
    return (named + general)[:_CONTEXT_ROWS]
