"""Rank the candidates for a brief: compile, tabulate, gate, add up, order, explain."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.index import topk
from matcher.index.candidate import Candidate
from matcher.index.csr import Longs
from matcher.index.segment import Segment
from matcher.index.segment_query import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP
from matcher.scoring import assurance, coverage, ecosystem, fit, operations, policy, trust, weights
from matcher.scoring.coverage import Coverage
from matcher.scoring.criterion import Criterion, Judgement
from matcher.scoring.eligibility import Counts, gate
from matcher.scoring.fitting import Fits
from matcher.scoring.wanted import Wanted

ASK_NEXT = 3


@dataclass(frozen=True)
class Missing:
    """A fact that nobody has told us; `stake` is how many points it could add at most."""

    component: str
    fact: str
    stake: int
    ask: Reason | None


@dataclass(frozen=True)
class Scored:
    """One component of an entry: `points` = weight x value."""

    name: str
    weight: int
    value: int
    because: tuple[Reason, ...]

    @property
    def points(self) -> int:
        return self.weight * self.value


@dataclass(frozen=True)
class Ranked:
    """One entry. `points` (0..65280) is the sum of its components' points; `known` is the
    share of the weights, in whole percent rounded down, that rests on known facts.
    """

    rank: int
    partner: int
    components: tuple[Scored, ...]
    known: int
    context: tuple[Reason, ...]
    missing: tuple[Missing, ...]

    @property
    def points(self) -> int:
        return sum(one.points for one in self.components)

    @property
    def ask_next(self) -> tuple[Reason, ...]:
        """The questions with the most points at stake; one may settle several components."""
        asks: dict[str, Reason] = {}
        stakes: Counter[str] = Counter()
        for one in self.missing:
            if one.ask:
                asks.setdefault(one.ask.code, one.ask)
                stakes[one.ask.code] += one.stake
        return tuple(asks[code] for code, _ in stakes.most_common(ASK_NEXT))


@dataclass(frozen=True)
class Excluded:
    """Every candidate is counted once: listed, left below the limit, or at the first gate that
    it did not pass, in this order.
    """

    by_request: int
    no_fit: int
    by_wish: Mapping[str, int]
    by_unknown: Mapping[str, int]


@dataclass(frozen=True)
class Ranking:
    """The answer: entries by rank, the records that they rest on, integer weights, and who was
    left out and why.
    """

    entries: tuple[Ranked, ...]
    records: Mapping[int, Candidate]
    weights: Mapping[str, int]
    considered: int
    eligible: int
    excluded: Excluded


Records = Callable[[Sequence[int]], Mapping[int, Candidate]]


class Disagreement(RuntimeError):
    """The columns and the record of a partner do not come to the same points."""


def rank(
    reference: ReferenceData,
    segments: Sequence[Segment],
    wanted: Wanted,
    records: Records,
    around: Coverage | None = None,
) -> Ranking:
    """The best `wanted.limit` of the wanted datasets' partners, in total order: points descending,
    then id ascending. `records` gives the records of those that are listed; `around` is a survey of
    all partners, where the segments hold some of them: the lists of segments merge to the very list
    of the whole.

    Raises `weights.WeightFault` when the weights leave nothing to judge by, and `Disagreement`
    rather than list points that the record does not bear out.
    """
    fits = Fits(reference, wanted)
    around = around or coverage.survey(reference, segments, wanted.datasets)
    criteria = compile_brief(reference, wanted, fits, around)
    settled = weights.settle(wanted.weights, [criterion.component for criterion in criteria])
    keys, counts = _search(reference, segments, wanted, fits, criteria, settled)
    points, ids = topk.unpack_keys(keys)
    known = records(ids.tolist())
    entries = tuple(
        explain_row(reference, known[pk], wanted, fits, criteria, settled, place)
        for place, pk in enumerate(ids.tolist(), 1)
    )
    for entry, found in zip(entries, points.tolist(), strict=True):
        if entry.points != found:
            told = f"partner {entry.partner}: {found} points, by its record {entry.points}"
            raise Disagreement(told)
    excluded = Excluded(counts.by_request, counts.no_fit, counts.by_wish, counts.by_unknown)
    return Ranking(entries, known, settled, counts.considered, counts.eligible, excluded)


def _search(
    reference: ReferenceData,
    segments: Sequence[Segment],
    wanted: Wanted,
    fits: Fits,
    criteria: list[Criterion],
    settled: Mapping[str, int],
) -> tuple[Longs, Counts]:
    """The keys of the best, best first, and everybody counted."""
    counts = Counts()
    found: list[Longs] = []
    floor = 0
    for segment in segments:
        query = SegmentQuery(reference, wanted, fits, segment.columns)
        tables = {criterion.name: criterion.table(query) for criterion in criteria}
        eligible = gate(segment, query, criteria, tables, counts)
        found.append(topk.top_keys(eligible, criteria, tables, settled, wanted.limit, floor))
        best = topk.merge_keys(found, wanted.limit)
        if 0 < len(best) == wanted.limit:
            floor = int(best[-1]) >> topk.ID_BITS
    return topk.merge_keys(found, wanted.limit), counts


def compile_brief(
    reference: ReferenceData, wanted: Wanted, fits: Fits, around: Coverage
) -> list[Criterion]:
    """The parts by which the brief can be judged, component by component."""
    return [
        *fit.criteria(reference, wanted, fits),
        *policy.criteria(reference, wanted, fits),
        *operations.criteria(reference, wanted, fits),
        *assurance.criteria(reference, wanted),
        *ecosystem.criteria(reference, wanted, fits, around),
        *trust.criteria(reference),
    ]


def criteria_of(reference: ReferenceData, wanted: Wanted) -> list[Criterion]:
    """The parts that the brief compiles to, whoever its candidates may be."""
    return compile_brief(reference, wanted, Fits(reference, wanted), coverage.nobody(reference))


def explain_row(
    reference: ReferenceData,
    one: Candidate,
    wanted: Wanted,
    fits: Fits,
    criteria: list[Criterion],
    settled: Mapping[str, int],
    place: int,
) -> Ranked:
    """The entry of one partner: its record judged, part by part."""
    judged = [(criterion, criterion.judge(one)) for criterion in criteria]
    components = tuple(
        _component(name, weight, [pair for pair in judged if pair[0].component == name])
        for name, weight in settled.items()
        if any(criterion.component == name for criterion in criteria)
    )
    known = sum(settled[p.component] * p.share for p, judgement in judged if judgement.known)
    return Ranked(
        rank=place,
        partner=one.id,
        components=components,
        known=100 * known // (weights.TOTAL * TOP),
        context=tuple(policy.context(reference, wanted, fits, one.place, one.offers)),
        missing=_missing(judged, settled),
    )


def _component(name: str, weight: int, judged: list[tuple[Criterion, Judgement]]) -> Scored:
    return Scored(
        name,
        weight,
        sum(criterion.scaled(judgement) for criterion, judgement in judged),
        _once(reason for _, judgement in judged for reason in judgement.reasons),
    )


def _once(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons without repetition: two parts may say the same."""
    said: list[Reason] = []
    for reason in reasons:
        if reason not in said:
            said.append(reason)
    return tuple(said)


def _missing(
    judged: list[tuple[Criterion, Judgement]], settled: Mapping[str, int]
) -> tuple[Missing, ...]:
    return tuple(
        Missing(
            criterion.component,
            criterion.name,
            settled[criterion.component] * (criterion.share - criterion.scaled(judgement)),
            judgement.ask,
        )
        for criterion, judgement in judged
        if not judgement.known
    )


def as_json(ranked: Ranked) -> dict[str, Any]:
    """The entry as it is stored: reasons as code and arguments, to be told in any language."""

    def plain(reason: Reason) -> dict[str, Any]:
        return {"code": reason.code, "args": dict(reason.args)}

    return {
        "known": ranked.known,
        "components": [
            {
                "name": one.name,
                "weight": one.weight,
                "value": one.value,
                "points": one.points,
                "because": [plain(reason) for reason in one.because],
            }
            for one in ranked.components
        ],
        "context": [plain(reason) for reason in ranked.context],
        "missing": [
            {
                "component": one.component,
                "fact": one.fact,
                "stake": one.stake,
                "ask": plain(one.ask) if one.ask else None,
            }
            for one in ranked.missing
        ],
        "ask_next": [plain(reason) for reason in ranked.ask_next],
    }
