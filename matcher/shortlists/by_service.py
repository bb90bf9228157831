"""A brief of several services, answered one by one: a ranked list for each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from matcher.index.segment import Segment
from matcher.scoring import ranking
from matcher.scoring.compiled_brief import CompiledBrief, compile_brief
from matcher.scoring.coverage import Coverage
from matcher.scoring.ranking import LoadCandidates, Ranking
from matcher.scoring.weights import WeightFault

AT_MOST = 10


@dataclass(frozen=True)
class ServiceList:
    """The answer to one of the services: its brief and its ranking."""

    service: str
    compiled: CompiledBrief
    ranked: Ranking

    def as_json(self) -> list[dict[str, Any]]:
        """The entries as they are stored."""
        return [
            {
                "rank": entry.rank,
                "partner": entry.partner,
                "points": entry.points,
                "relation": entry.relation.word,
                "tied_with": list(entry.tied_with),
                "known": entry.known,
            }
            for entry in self.ranked.entries
        ]


def rank_by_service(
    compiled: CompiledBrief,
    segments: Sequence[Segment],
    load_candidates: LoadCandidates,
    coverage: Coverage,
) -> list[ServiceList]:
    """A list for each service of a brief that asks for several; none for any other brief."""
    wanted = compiled.wanted
    if wanted.seeks_makers or len(wanted.services) < 2:
        return []
    found = []
    for service in wanted.services:
        alone = replace(wanted, services=(service,), limit=min(wanted.limit, AT_MOST))
        try:
            brief = compile_brief(compiled.reference, alone)
        except WeightFault:
            # Weights that mean something for another service alone.
            brief = compile_brief(compiled.reference, replace(alone, weights={}))
        ranked = ranking.rank(brief, segments, load_candidates, coverage)
        found.append(ServiceList(service, brief, ranked))
    return found
