"""`policy`: does the place that matters put this first?

For those who make, the maker's place and support or strength for its sector. For those who
serve, the provider's own place and support or strength, and the client's place and any signal; of
one service the latter is the same for every entry, so that it is shown and not scored. A list is
about its own province: what another province than the client's does for a service there reaches
the client least. The strongest single applicable priority counts, never a sum, and as far as the
offering answers the need; only a government's own words count.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

import numpy as np

from matcher.index.candidate import Candidate, Offer
from matcher.index.criterion_values import PerCohort
from matcher.index.csr import Bytes, Longs, run_starts
from matcher.index.segment import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP, UNKNOWN
from matcher.scoring.criterion import Assessment, Criterion, unknown
from matcher.scoring.priority_table import (
    policy_value,
    priority_lift,
    priority_table,
    provinces_naming,
)
from matcher.scoring.wanted import EXACT, LEVELS, NeedFit, SectorFits, Wanted
from partners.reference.atlas import PlaceRow
from priorities.editions.rows import (
    CLIENT_SIGNALS,
    MAKER_SIGNALS,
    EditionRow,
    PriorityRow,
    cited_document,
    source_links,
)

# Context is shown beside an entry; more of it would bury the reasons that score.
_CONTEXT_ROWS = 4
# The position in LEVELS of each level.
_LEVEL_NUMBERS = np.zeros(TOP + 1, np.intp)
_LEVEL_NUMBERS[[*LEVELS]] = range(len(LEVELS))
# What the lift of the own place is divided by: a maker is where its goods are made; a provider's
# place says less of its work; and less still where the client is under another province's list.
MAKERS, PROVIDERS, ELSEWHERE = 1, 2, 8


class Applied(NamedTuple):
    """A priority that covers what an offering answers, through `target`, at the fit's `level`."""

    priority: PriorityRow
    target: str
    level: int

    @property
    def value(self) -> int:
        """The component's value when it counts."""
        return int(policy_value(priority_lift(self.priority), self.level))


def policy_criteria(reference: ReferenceData, wanted: Wanted, fits: SectorFits) -> list[Criterion]:
    """One criterion: of the makers' places, or of the providers' and the client's."""
    if wanted.seeks_makers:
        return [OwnPlacePolicy(reference, fits)]
    own = OwnPlacePolicy(reference, fits, PROVIDERS, wanted.client_place)
    if not wanted.client_place or len(wanted.services) < 2:
        return [own]
    return [EitherPlacePolicy(own, ClientPolicy(reference, fits, wanted.client_place))]


@dataclass(frozen=True, eq=False)
class _Policy(Criterion):
    component: ClassVar[str] = "policy"
    name: ClassVar[str] = "priority"
    signals: ClassVar[frozenset[str]]
    reference: ReferenceData
    fits: SectorFits
    # Few combinations of place and offers occur among thousands of partners.
    _known: dict[tuple[str, tuple[NeedFit, ...]], Assessment] = field(
        default_factory=dict, init=False
    )

    def in_place(
        self, where: str, offers: tuple[Offer, ...], ask: Reason | None = None
    ) -> Assessment:
        """The offers under the list of the place."""
        # `ask` is no part of the key: it is the same for all partners of a criterion.
        key = where, self.fits.fits_of(offers)
        if key not in self._known:
            self._known[key] = self._assess_place(*key, ask)
        return self._known[key]

    def _assess_place(
        self, where: str, fits: tuple[NeedFit, ...], ask: Reason | None
    ) -> Assessment:
        """Neutral where nothing is named in an excerpt or no list is held; 0 only where a complete
        list does not name it. What counts in some cities only is unknown of a place whose city is.
        """
        place = self.reference.atlas.places[where]
        province = {"province": self.reference.named(place.province)}
        edition = self.reference.lists.editions.get(place.province)
        if edition is None:
            return Assessment(UNKNOWN, known=False, reasons=(Reason("policy.no_list", province),))
        day = self.reference.lists.day
        counting = [
            applied
            for applied in _applicable(self.reference, edition, fits)
            if applied.priority.counts(day, self.signals)
        ]
        here = [applied for applied in counting if applied.priority.applies_in(place.code)]
        if here:
            # The first by key on ties. Never a sum: more rows in our data are no more policy.
            best = max(here, key=lambda applied: applied.value)
            code = "policy.named" if best.level == EXACT else "policy.named_in_part"
            return Assessment(best.value, reasons=(self._reason(code, edition, best),))
        in_cities = [one for one in counting if _in_its_cities(self.reference, one.priority, place)]
        if in_cities:
            best = max(in_cities, key=lambda applied: applied.value)
            return unknown(ask, self._reason("policy.city_unknown", edition, best))
        code = "policy.not_named_complete" if edition.complete else "policy.not_named"
        # The whole document may well name a sector that an excerpt does not.
        value = 0 if edition.complete else UNKNOWN
        return Assessment(value, known=edition.complete, reasons=(Reason(code, province),))

    def values_by_place(self, query: SegmentQuery) -> Bytes:
        """uint8[fitting, P + 1]: the component at each place for an offering of each of the
        query's fitting sectors.
        """
        table = priority_table(self.reference, self.signals)
        answers = np.stack([each.take(query.fitting_sectors) for each in self.fits.needs.values()])
        # Each sector with each need that it answers, by sector: of offered and needed the higher
        # value counts.
        sector, need = np.nonzero(answers.T)
        level = _LEVEL_NUMBERS.take(answers[need, sector])
        needs = np.array([self.reference.sectors.numbers[code] for code in self.fits.needs])
        offered = table.values[level, query.fitting_sectors.take(sector)]
        values = np.maximum(offered, table.values[level, needs.take(need)])
        first = run_starts(sector)
        best: Bytes = values[first]
        # Few sectors answer several needs: of these the best counts.
        for at in np.flatnonzero(~first).tolist():
            np.maximum(best[sector[at]], values[at], out=best[sector[at]])
        return best

    def _reason(self, code: str, edition: EditionRow, applied: Applied) -> Reason:
        cited = _cite(self.reference, edition, applied.priority, applied.target)
        return Reason(code, {**cited, "level": applied.level})


@dataclass(frozen=True, eq=False)
class OwnPlacePolicy(_Policy):
    """The own place of each maker or provider counts; an unknown place is neutral. `part`: what a
    priority lifts is divided by it, by `ELSEWHERE` in another province than the client's.
    """

    signals: ClassVar[frozenset[str]] = MAKER_SIGNALS
    part: int = MAKERS
    client_place: str | None = None

    def assess(self, candidate: Candidate) -> Assessment:
        ask = Reason("ask.place")
        if candidate.place is None:
            return unknown(ask, Reason("policy.no_place"))
        found = self.in_place(candidate.place, candidate.offers, ask)
        part = int(self._parts[self.reference.areas.numbers[candidate.place]])
        value = int(lowered(found.value, part))
        reasons = found.reasons
        if self.client_place and part == ELSEWHERE and found.value > UNKNOWN:
            client = self.reference.atlas.places[self.client_place].province
            reasons += (Reason("policy.elsewhere", {"client": self.reference.named(client)}),)
        return replace(found, value=value, reasons=reasons)

    def tabulate(self, query: SegmentQuery) -> PerCohort:
        # Of the few sectors by place, not of each cohort.
        values = self.values_by_place(query)
        if (self._parts > 1).any():
            # Looked up: a division takes five times as long.
            values = _LOWERED.take(self._parts * (TOP + 1) + values)
        # One flat look-up by (sector, place) of each posting: by two indices NumPy takes longer.
        starts = np.arange(len(values)) * values.shape[1]
        postings = query.fitting_postings
        cells = np.repeat(starts, np.diff(postings.ptr)) + postings.place
        return PerCohort(query.max_by_posting(values.ravel().take(cells)))

    @cached_property
    def _parts(self) -> Longs:
        """int64[P + 1]: what a lift at each place is divided by; the unknown place has none."""
        areas = self.reference.areas
        parts = np.full(len(areas.codes) + 1, self.part, np.int64)
        if self.client_place is not None:
            province = self.reference.atlas.places[self.client_place].province
            same = np.array([one == province for one in areas.provinces])
            here = same.take(areas.area[: areas.unknown])
            parts[: areas.unknown] = np.where(here, self.part, ELSEWHERE)
        return parts


def lowered(value: Any, part: Any) -> Any:
    """The value with its lift above neutral divided; of a number or an int64 array."""
    return np.where(value > UNKNOWN, UNKNOWN + (value - UNKNOWN) // part, value)


# uint8[ELSEWHERE + 1, 256]: each value lowered by each part; there is no part 0.
_LOWERED: Bytes = lowered(
    np.arange(TOP + 1), np.maximum(np.arange(ELSEWHERE + 1), 1)[:, None]
).astype(np.uint8)


@dataclass(frozen=True, eq=False)
class ClientPolicy(_Policy):
    """The client's place counts, wherever the provider may be."""

    signals: ClassVar[frozenset[str]] = CLIENT_SIGNALS
    client_place: str

    def assess(self, candidate: Candidate) -> Assessment:
        return self.in_place(self.client_place, candidate.offers)

    def tabulate(self, query: SegmentQuery) -> PerCohort:
        client = self.reference.areas.numbers[self.client_place]
        return PerCohort(query.max_by_fitting_sector(self.values_by_place(query)[:, client]))


@dataclass(frozen=True, eq=False)
class EitherPlacePolicy(Criterion):
    """Of the provider's place and the client's, the one that puts the service first more."""

    component: ClassVar[str] = "policy"
    name: ClassVar[str] = "priority"
    own: OwnPlacePolicy
    client: ClientPolicy

    def assess(self, candidate: Candidate) -> Assessment:
        own, client = self.own.assess(candidate), self.client.assess(candidate)
        return client if client.value > own.value else own

    def tabulate(self, query: SegmentQuery) -> PerCohort:
        own, client = self.own.tabulate(query), self.client.tabulate(query)
        return PerCohort(np.maximum(own.by_cohort, client.by_cohort))


def _applicable(
    reference: ReferenceData, edition: EditionRow, fits: tuple[NeedFit, ...]
) -> Iterator[Applied]:
    """The edition's priorities in force with a target that covers what is offered or the need
    that it answers, by key: each at the best level, with the first such target.
    """
    covers, numbers = reference.sectors.covers, reference.sectors.numbers
    # bool[S, fits]: does each sector cover what is offered, or the need that it answers?
    answers = covers[:, [numbers[fit.sector] for fit in fits]]
    answers |= covers[:, [numbers[fit.need] for fit in fits]]
    wider = {reference.sectors.codes[number] for number in np.flatnonzero(answers.any(axis=1))}
    for priority in edition.by_key:
        if wider.isdisjoint(priority.targets) or not priority.in_force(reference.lists.day):
            continue
        hits = [
            Applied(priority, target, fit.level)
            for target in priority.targets
            for fit, answered in zip(fits, answers[numbers[target]], strict=True)
            if answered
        ]
        yield max(hits, key=lambda hit: hit.level)


def _in_its_cities(reference: ReferenceData, priority: PriorityRow, place: PlaceRow) -> bool:
    """May the place, of which only the province is known, be one of the priority's cities?"""
    cities = priority.places
    return any(reference.atlas.places[city].province == place.code for city in cities)


def _cite(
    reference: ReferenceData, edition: EditionRow, priority: PriorityRow, target: str | None
) -> dict[str, object]:
    """The priority as a reason's arguments: title, speaker, signal, stage, emphasis, its place in
    the document, its source, and how many of the lists held name the target.
    """
    return {
        "province": reference.named(edition.province),
        "key": priority.key,
        "title": {"en": priority.title_en, "zh": priority.title_zh},
        "speaker": priority.speaker,
        "signal": priority.signal,
        "stage": priority.stage,
        "emphasis": priority.emphasis or "unknown",
        "target": reference.named(target) if target else None,
        "named_by": provinces_naming(reference)[target] if target else None,
        "lists": len(reference.lists.editions),
        "places": [reference.named(place) for place in priority.places],
        "document": cited_document(priority),
        "paragraph": priority.paragraph,
        "anchor": priority.anchor,
        "since": str(priority.effective_from),
        "summary": {"en": priority.summary_en, "zh": priority.summary_zh or priority.summary_en},
        "source": priority.source,
        "links": source_links(priority.source),
    }


def policy_context(
    reference: ReferenceData, wanted: Wanted, fits: SectorFits, candidate: Candidate
) -> tuple[Reason, ...]:
    """The context of an entry, which is shown and scores nothing: statements of companies,
    scholars, newspapers and statistics on its field, and the government's on law and business
    climate.
    """
    where = candidate.place if wanted.seeks_makers else wanted.client_place
    if where is None:
        return ()
    shared: tuple[Reason, ...] = ()
    if not wanted.seeks_makers and len(wanted.services) < 2:
        client = ClientPolicy(reference, fits, where).in_place(where, candidate.offers)
        shared = tuple(
            Reason("context.client", reason.args)
            for reason in client.reasons
            if reason.code in ("policy.named", "policy.named_in_part")
        )
    edition = reference.lists.editions.get(reference.atlas.places[where].province)
    if edition is None:
        return shared
    day = reference.lists.day
    named = [
        (applied.priority, applied.target)
        for applied in _applicable(reference, edition, fits.fits_of(candidate.offers))
        if applied.priority.signal == "context" or not applied.priority.is_official(day)
    ]
    general = [
        (priority, None)
        for priority in edition.by_key
        if not priority.targets and priority.signal == "context" and priority.in_force(day)
    ]
    shown = [(row, target) for row, target in (*named, *general) if row.applies_in(where)]
    return shared + tuple(
        Reason("context.priority", _cite(reference, edition, row, target))
        for row, target in shown[:_CONTEXT_ROWS]
    )
