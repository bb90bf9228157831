"""Rank the candidates for a compiled brief: tabulate, gate, add up, order, explain."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from matcher.index import topk
from matcher.index.candidate import Candidate
from matcher.index.criterion_values import Weighted
from matcher.index.csr import Longs
from matcher.index.segment import Segment, SegmentQuery
from matcher.scoring.compiled_brief import CompiledBrief
from matcher.scoring.coverage import Coverage
from matcher.scoring.criterion import Criterion
from matcher.scoring.eligibility import Counts, pass_gates
from matcher.scoring.entry import RankedEntry, explain_entry


@dataclass(frozen=True)
class Ranking:
    """The answer: entries by rank, the records that they rest on, the integer weights of the
    components, and how many candidates stopped at which gate.
    """

    entries: tuple[RankedEntry, ...]
    records: Mapping[int, Candidate]
    weights: Mapping[str, int]
    counts: Counts


LoadCandidates = Callable[[Sequence[int]], Mapping[int, Candidate]]


class Disagreement(RuntimeError):
    """The columns and the record of a partner do not come to the same points."""


def rank(
    compiled: CompiledBrief,
    segments: Sequence[Segment],
    load_candidates: LoadCandidates,
    coverage: Coverage,
) -> Ranking:
    """The best `wanted.limit` of the wanted datasets' partners, in total order: points descending,
    then id ascending. `load_candidates` gives the records of those that are listed; `coverage`
    counts all partners, where the segments hold some of them: the lists of segments merge to the
    very list of the whole.

    Raises `Disagreement` rather than list points that the record does not bear out.
    """
    criteria = compiled.criteria(coverage)
    keys, counts = search(compiled, criteria, segments)
    points, ids = topk.unpack_keys(keys)
    records = load_candidates(ids.tolist())
    entries = tuple(
        explain_entry(compiled, criteria, records[pk], place)
        for place, pk in enumerate(ids.tolist(), 1)
    )
    # Two computations of one number: a fault in either, or a hash that two facts share
    # (`index.load_columns`), must not reach a firm.
    for entry, found in zip(entries, points.tolist(), strict=True):
        if entry.points != found:
            raise Disagreement(
                f"partner {entry.partner}: {found} points by its columns, {entry.points} by its "
                "record"
            )
    return Ranking(entries, records, compiled.weights, counts)


def search(
    compiled: CompiledBrief, criteria: Sequence[Criterion], segments: Sequence[Segment]
) -> tuple[Longs, Counts]:
    """The keys (`topk.pack_keys`) of the best partners, best first, and the counts of all."""
    wanted, counts = compiled.wanted, Counts()
    best: Longs = topk.merge_keys([], wanted.limit)
    floor = 0
    for segment in segments:
        query = SegmentQuery(segment.columns, compiled.fits.best_levels)
        tables = [(criterion, criterion.tabulate(query)) for criterion in criteria]
        eligible = pass_gates(compiled.reference, wanted, segment, query, tables, counts)
        # A weight of 0 is kept: the criterion then decides a hard wish at most.
        weighted = [
            Weighted(table, criterion.share, compiled.weights[criterion.component])
            for criterion, table in tables
        ]
        found = topk.top_keys(eligible, weighted, wanted.limit, floor)
        best = topk.merge_keys([best, found], wanted.limit)
        # A list that is full already needs no partner of a later segment with fewer points.
        if 0 < len(best) == wanted.limit:
            floor = int(best[-1]) >> topk.ID_BITS
    return best, counts
