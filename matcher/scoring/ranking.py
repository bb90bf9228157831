"""Rank the candidates for a compiled brief: tabulate, gate, add up, order, explain."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from matcher.index import topk
from matcher.index.candidate import Candidate
from matcher.index.criterion_values import PerCohort, PerFact, Table, Verdicts, lazy_cohorts
from matcher.index.csr import Longs
from matcher.index.segment import Eligible, Segment, SegmentQuery, take_positions
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import MET, MISSED, OPEN, TOP
from matcher.reference.sectors import SERVICE
from matcher.scoring.compiled_brief import CompiledBrief
from matcher.scoring.coverage import Coverage
from matcher.scoring.criterion import Criterion
from matcher.scoring.entry import RankedEntry, explain_entry, with_ties
from matcher.scoring.operations import WhereGoods
from matcher.scoring.relation import Relation, SegmentRelations
from matcher.scoring.tie_break import tie_values
from matcher.scoring.voided_policy import voided_table, voids_policy
from matcher.scoring.wanted import WISHES, Wanted


@dataclass
class Counts:
    """Every candidate is counted once: eligible, or at the first gate that it did not pass, in
    this order.
    """

    considered: int = 0
    by_request: int = 0
    no_fit: int = 0
    rejected: int = 0
    by_wish: dict[str, int] = field(default_factory=dict)
    by_unknown: dict[str, int] = field(default_factory=dict)
    eligible: int = 0
    by_relation: dict[Relation, int] = field(default_factory=dict)

    def add_related(self, eligible: Mapping[Relation, int]) -> None:
        """Count the eligible partners of each relation."""
        for relation, partners in eligible.items():
            self.by_relation[relation] = self.by_relation.get(relation, 0) + partners

    def add_stopped(self, wish: str, missed: int, open_: int) -> None:
        """Count the candidates that a hard wish stopped."""
        self.by_wish[wish] = self.by_wish.get(wish, 0) + missed
        self.by_unknown[wish] = self.by_unknown.get(wish, 0) + open_


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
    """The best `wanted.limit` of the wanted datasets' partners, in total order: relation, points
    and tie value descending, then id ascending. `load_candidates` gives the records of those that
    are listed; `coverage` counts all partners, where the segments hold some of them: the lists of
    segments merge to the very list of the whole.

    Raises `Disagreement` rather than list points that the record does not bear out.
    """
    # Scored from columns, explained from records: only those listed are read from the database.
    criteria = compiled.criteria(coverage)
    keys, counts = search(compiled, criteria, segments)
    reached, ids = topk.unpack_keys(keys)
    records = load_candidates(ids.tolist())
    entries = tuple(
        explain_entry(compiled, criteria, records[pk], place)
        for place, pk in enumerate(ids.tolist(), 1)
    )
    # Two computations of one number: a fault in either, or a hash that two facts share
    # (`index.load_columns`), must not reach a firm.
    for entry, found in zip(entries, reached.tolist(), strict=True):
        own = entry.relation << topk.POINT_BITS | entry.points
        if own != found:
            raise Disagreement(
                f"partner {entry.partner}: {found} rank points by its columns, {own} by its record"
            )
    return Ranking(with_ties(entries), records, compiled.weights, counts)


def search(
    compiled: CompiledBrief, criteria: Sequence[Criterion], segments: Sequence[Segment]
) -> tuple[Longs, Counts]:
    """The keys (`topk.pack_keys`) of the best partners, best first, and the counts at the gates."""
    wanted, counts = compiled.wanted, Counts()
    services = compiled.reference.sectors.kind == SERVICE
    best: Longs = topk.merge_keys([], wanted.limit)
    floor = 0
    for segment in segments:
        query = SegmentQuery(segment.columns, compiled.fits.best_levels, services)
        tables = [(criterion, criterion.tabulate(query)) for criterion in criteria]
        eligible = pass_gates(compiled.reference, wanted, segment, query, tables, counts)
        relations = compiled.relations.in_segment(query)
        counts.add_related(relations.count(eligible))
        ties = partial(
            tie_values, query, relations=compiled.relations, day=compiled.reference.lists.day
        )
        weighted = weigh(compiled, relations, tables)
        found = topk.top_keys(eligible, weighted, wanted.limit, floor, ties)
        best = topk.merge_keys([best, found], wanted.limit)
        # A list that is full already needs no partner of a later segment with fewer points.
        if 0 < len(best) == wanted.limit:
            floor = int(topk.rank_points(best[-1:])[0])
    return best, counts


def weigh(
    compiled: CompiledBrief,
    relations: SegmentRelations,
    tables: Sequence[tuple[Criterion, Table]],
) -> list[topk.Weighted]:
    """What each table of a segment is worth, and the relation above all of them."""
    wishes = [
        table
        for criterion, table in tables
        if voids_policy(criterion) and isinstance(table, PerFact | WhereGoods)
    ]
    # A weight of 0 is kept: the criterion then decides a hard wish at most.
    found = [
        topk.Weighted(
            voided_table(table, wishes)
            if criterion.component == "policy" and isinstance(table, PerCohort)
            else table,
            criterion.share,
            compiled.weights[criterion.component],
        )
        for criterion, table in tables
    ]
    return [*found, topk.Weighted(relations.table(), TOP, topk.ONE_CLASS)]


def pass_gates(
    reference: ReferenceData,
    wanted: Wanted,
    segment: Segment,
    query: SegmentQuery,
    criteria: Sequence[tuple[Criterion, Table]],
    counts: Counts,
) -> Eligible:
    """The partners of the segment that the brief may list; the others are added to the counts."""
    out = segment.deleted
    if wanted.exclude:
        out = np.union1d(out, _rows_of(query, wanted.exclude))
    considered = segment.count(wanted.datasets, segment.deleted)
    staying = considered if out is segment.deleted else segment.count(wanted.datasets, out)
    counts.considered += considered
    counts.by_request += considered - staying
    rejected = _rejected_rows(wanted, query, out)
    counts.rejected += len(rejected)
    if len(rejected):
        out = np.union1d(out, rejected)

    # By cohort, without looking at a row: most partners stop here.
    sizes = segment.cohort_sizes(wanted.datasets, query.cohorts, out)
    cohorts = np.flatnonzero(sizes > 0)
    counts.no_fit += staying - len(rejected) - int(sizes.sum())
    if wanted.provinces:
        verdicts = place_verdicts(reference, wanted)
        cohorts = _within_provinces(
            verdicts.take(query.places.take(cohorts)), cohorts, sizes, counts
        )
    found = Eligible(query, cohorts, take_positions(sizes, cohorts), None, out)
    # In the order of WISHES, not of the criteria: who is counted at which gate must not depend on
    # how a brief was compiled.
    hard = [
        (wish, table)
        for wish in WISHES
        if wish in wanted.require
        for criterion, table in criteria
        if criterion.wish == wish
    ]
    if hard:
        found = _meet_wishes(found, hard, counts)
    counts.eligible += found.partners
    return found


def _rows_of(query: SegmentQuery, partners: frozenset[int]) -> Longs:
    return query.columns.rows_of_ids(np.array(sorted(partners), np.int64))


def _rejected_rows(wanted: Wanted, query: SegmentQuery, out: Longs) -> Longs:
    """The rows that the firm has rejected of those that answer a need, without the rows `out`."""
    if not wanted.rejected:
        return np.zeros(0, np.int64)
    columns = query.columns
    rows = np.setdiff1d(_rows_of(query, wanted.rejected), out)
    # Of the datasets wanted, as all that is counted; and only of those that would be listed.
    within = columns.dictionary.sets_with_dataset(wanted.datasets)
    asked = within.take(columns.facts.datasets.take(rows))
    fits = np.isin(columns.cohorts_of_rows(rows), query.cohorts)
    chosen: Longs = rows[asked & fits]
    return chosen


def place_verdicts(reference: ReferenceData, wanted: Wanted) -> Verdicts:
    """int8[P + 1]: does each place lie in the provinces wanted? The unknown place is open."""
    areas, atlas = reference.areas, reference.atlas
    wished = [atlas.places[code] for code in atlas.expand_clusters(wanted.provinces)]
    verdicts = np.full(len(areas.codes) + 1, MISSED, np.int8)
    # Where only the province is known and the brief names a city of it, both may be the same.
    verdicts[[areas.unknown, *(areas.numbers[row.province] for row in wished)]] = OPEN
    for row in wished:
        here = areas.of_province[row.code] if row.is_province else areas.numbers[row.code]
        verdicts[here] = MET
    return verdicts


def _within_provinces(verdicts: Verdicts, cohorts: Longs, sizes: Longs, counts: Counts) -> Longs:
    """The cohorts at places that are met; provinces are always a hard wish."""
    each = sizes.take(cohorts)
    missed, open_ = (int(each[verdicts == verdict].sum()) for verdict in (MISSED, OPEN))
    counts.add_stopped("provinces", missed, open_)
    here: Longs = cohorts[verdicts == MET]
    return here


def _meet_wishes(found: Eligible, hard: Sequence[tuple[str, Table]], counts: Counts) -> Eligible:
    """The partners that meet the hard wishes, decided on exact values: 151 never passes for 150."""
    rows, which = found.rows_of(np.arange(len(found.cohorts)))
    # Row by row here, once: a hard wish is a fact of a partner, which its cohort does not share.
    for wish, table in hard:
        verdicts = table.verdicts(rows, lazy_cohorts(found.cohorts, which))
        stays, missed = np.flatnonzero(verdicts == MET), int(np.count_nonzero(verdicts == MISSED))
        counts.add_stopped(wish, missed, len(rows) - len(stays) - missed)
        rows, which = rows.take(stays), which.take(stays)
    each = np.bincount(which, minlength=len(found.cohorts))
    some = np.flatnonzero(each > 0)
    return Eligible(found.query, found.cohorts.take(some), each.take(some), rows, found.out)
