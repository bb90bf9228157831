"""The partners nearest to a brief of which no one on record meets every hard wish."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from matcher.index.candidate import Candidate
from matcher.index.segment import Segment
from matcher.reference.reasons import Reason
from matcher.reference.reference_data import ReferenceData
from matcher.scoring import ranking
from matcher.scoring.compiled_brief import CompiledBrief, compile_brief
from matcher.scoring.coverage import Coverage
from matcher.scoring.ranking import LoadCandidates, Ranking
from matcher.scoring.relation import Relation
from matcher.scoring.wanted import Wanted

AT_MOST = 5
# Of each wider search so many are looked at.
_LOOKED_AT = 40


@dataclass(frozen=True)
class NearMiss:
    """A partner of the very thing: the hard wishes that it fails, those whose fact is unknown, and
    the questions that would decide these.
    """

    partner: int
    points: int
    failed: tuple[str, ...]
    unknown: tuple[str, ...]
    ask: tuple[Reason, ...]

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "partner": self.partner,
            "points": self.points,
            "failed": list(self.failed),
            "unknown": list(self.unknown),
            "ask": [asdict(reason) for reason in self.ask],
        }


@dataclass(frozen=True)
class WiderSearch:
    """What is found where hard wishes are given up. `in_place`: the exact partners in the places of
    the brief, whatever else it requires; `next_door`: those in neighbouring provinces; `anywhere`.
    """

    in_place: int
    next_door: int
    anywhere: int
    near_misses: tuple[NearMiss, ...]


def has_hard_wishes(wanted: Wanted) -> bool:
    """Does a wish keep partners out? Places always do."""
    return bool(wanted.provinces or wanted.require)


def search_wider(
    compiled: CompiledBrief,
    segments: Sequence[Segment],
    load_candidates: LoadCandidates,
    coverage: Coverage,
) -> WiderSearch:
    """The exact partners that hard wishes keep out, those that fail least first: of whom a fact is
    unknown, then next door, then elsewhere.
    """
    wanted, reference = compiled.wanted, compiled.reference
    places = {
        "in_place": wanted.provinces,
        "next_door": neighbours(reference, wanted.provinces),
        "anywhere": (),
    }
    counts = dict.fromkeys(places, 0)
    found: dict[int, NearMiss] = {}
    for name, provinces in places.items():
        if name == "next_door" and not provinces:
            continue
        relaxed = replace(wanted, provinces=provinces, require=frozenset(), limit=_LOOKED_AT)
        ranked = ranking.rank(
            compile_brief(reference, relaxed), segments, load_candidates, coverage
        )
        counts[name] = ranked.counts.by_relation.get(Relation.EXACT, 0)
        for miss in _misses(compiled, ranked, coverage):
            found.setdefault(miss.partner, miss)
    # Stable: of equally many failures the nearer place is first.
    ordered = sorted(found.values(), key=lambda miss: (len(miss.failed), len(miss.unknown)))
    return WiderSearch(**counts, near_misses=tuple(ordered[:AT_MOST]))


def neighbours(reference: ReferenceData, scope: Sequence[str]) -> tuple[str, ...]:
    """The provinces next to those of the places, without these."""
    places = reference.atlas.places
    own = {places[code].province for code in reference.atlas.expand_clusters(scope)}
    return tuple(sorted({near for code in own for near in places[code].adjacent} - own))


def _misses(compiled: CompiledBrief, ranked: Ranking, coverage: Coverage) -> list[NearMiss]:
    entries = [entry for entry in ranked.entries if entry.relation is Relation.EXACT]
    return [
        _miss(compiled, ranked.records, coverage, entry.partner, entry.points) for entry in entries
    ]


def _miss(
    compiled: CompiledBrief,
    records: Mapping[int, Candidate],
    coverage: Coverage,
    partner: int,
    points: int,
) -> NearMiss:
    candidate, wanted = records[partner], compiled.wanted
    failed, unknown, ask = [], [], []
    if wanted.provinces:
        lies = compiled.reference.atlas.scope_test(wanted.provinces)
        inside = lies(candidate.place) if candidate.place else None
        if inside is None:
            unknown.append("provinces")
            ask.append(Reason("ask.place"))
        elif not inside:
            failed.append("provinces")
    for criterion in compiled.criteria(coverage):
        if criterion.wish not in wanted.require:
            continue
        assessment = criterion.assess(candidate)
        if assessment.meets is False:
            failed.append(criterion.wish)
        elif assessment.meets is None:
            unknown.append(criterion.wish)
            ask += [assessment.ask] if assessment.ask else []
    return NearMiss(
        partner,
        points,
        tuple(dict.fromkeys(failed)),
        tuple(dict.fromkeys(one for one in unknown if one not in failed)),
        tuple(ask),
    )
