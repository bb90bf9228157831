"""The fewest providers that cover all services of a brief together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from matcher.index import topk
from matcher.index.csr import Longs
from matcher.index.segment import Eligible, Segment, SegmentQuery
from matcher.reference.sectors import SERVICE
from matcher.scoring.compiled_brief import CompiledBrief
from matcher.scoring.coverage import Coverage
from matcher.scoring.ranking import Counts, pass_gates, weigh
from matcher.scoring.tie_break import tie_values


@dataclass(frozen=True)
class TeamMember:
    """A provider and the services that it brings to the team, by code."""

    partner: int
    services: tuple[str, ...]


def smallest_team(
    compiled: CompiledBrief, segments: Sequence[Segment], coverage: Coverage
) -> tuple[TeamMember, ...]:
    """The fewest providers that document all services, or as many of them as anybody does; of
    several such teams the one of the highest rank points. Only the very services count.
    """
    best_of_sets = _best_of_sets(compiled, segments, coverage)
    # For each set of services covered so far: the team, the fewest members first.
    teams: dict[int, tuple[int, int, tuple[tuple[int, int], ...]]] = {0: (0, 0, ())}
    for services, key in sorted(best_of_sets.items(), key=lambda each: -each[1]):
        points, partner = int(key >> topk.ID_BITS), _partner(key)
        for covered, (size, lost, members) in list(teams.items()):
            joined = (size + 1, lost - points, (*members, (partner, services)))
            known = teams.get(covered | services)
            if covered | services != covered and (known is None or joined[:2] < known[:2]):
                teams[covered | services] = joined
    most = max(teams, key=lambda covered: (covered.bit_count(), -teams[covered][0]))
    needs = tuple(compiled.fits.needs)
    return tuple(
        TeamMember(partner, tuple(code for n, code in enumerate(needs) if services >> n & 1))
        for partner, services in teams[most][2]
    )


def _partner(key: int) -> int:
    return int(topk.unpack_keys(np.array([key], np.int64))[1][0])


def _best_of_sets(
    compiled: CompiledBrief, segments: Sequence[Segment], coverage: Coverage
) -> dict[int, int]:
    """For each set of services that a partner documents, a bit each: the best partner's key."""
    criteria = compiled.criteria(coverage)
    services = compiled.reference.sectors.kind == SERVICE
    found: dict[int, int] = {}
    for segment in segments:
        query = SegmentQuery(segment.columns, compiled.fits.best_levels, services)
        tables = [(criterion, criterion.tabulate(query)) for criterion in criteria]
        eligible = pass_gates(compiled.reference, compiled.wanted, segment, query, tables, Counts())
        weighted = weigh(compiled, compiled.relations.in_segment(query), tables)
        ties = partial(
            tie_values, query, relations=compiled.relations, day=compiled.reference.lists.day
        )
        sets = eligible.chosen(_sets_of_services(compiled, query))
        for one in np.unique(sets[sets > 0]).tolist():
            keys = topk.top_keys(_only(eligible, sets == one), weighted, 1, ties=ties)
            found[one] = max(found.get(one, 0), int(keys.max(initial=0)))
    return found


def _sets_of_services(compiled: CompiledBrief, query: SegmentQuery) -> Longs:
    """int64[f]: the services that each cohort documents, a bit each in the order of the needs."""
    sectors = compiled.reference.sectors
    found = np.zeros(len(query.columns.signatures), np.int64)
    for bit, code in enumerate(compiled.fits.needs):
        exact = sectors.covers[sectors.numbers[code]].astype(np.uint8)
        has = query.max_by_signature(exact.take(query.fitting_sectors))
        found |= has.astype(np.int64) << bit
    return query.of_signatures(found)


def _only(eligible: Eligible, keep: Longs) -> Eligible:
    """The eligible partners of some of the cohorts; `keep` marks these."""
    some = np.flatnonzero(keep)
    rows = eligible.rows
    if rows is not None:
        rows = rows[np.repeat(keep, eligible.sizes)]
    return Eligible(
        eligible.query, eligible.cohorts.take(some), eligible.sizes.take(some), rows, eligible.out
    )
