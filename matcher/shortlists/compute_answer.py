"""Compute the answer to a brief on a basis: what is stored and what is shown alike."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.faults import Fault
from core.transactions import repeatable_read
from matcher.basis import Basis, current_basis
from matcher.briefs import interpret
from matcher.briefs.interpret import Understood
from matcher.errors import BriefRefused
from matcher.index.candidate import Candidate
from matcher.index.loading.load_candidates import load_candidates
from matcher.loaded import coverage, load, names
from matcher.matches.match_context import load_context
from matcher.matches.strongest_needs import need_as_json, strongest_needs_explained
from matcher.scoring import ranking
from matcher.scoring.weights import WeightFault
from matcher.shortlists.staleness import Watch, watch


@dataclass(frozen=True)
class AnsweredEntry:
    """One ranked partner: its points and the stored explanation (see scoring.as_json)."""

    rank: int
    partner: int
    points: int
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """Everything a shortlist says, before partners are named and reasons put into words; and what
    that depends on (`watched`).
    """

    basis: Basis
    watched: Watch
    understood: Mapping[str, Any]
    weights: Mapping[str, int]
    excluded: Mapping[str, Any]
    entries: tuple[AnsweredEntry, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of what was answered, whatever it was computed from. How many were left out
        is no part of it: a partner more that fits nothing is no different answer. Who stands
        around a maker is: an answer that is not stale shows what is so now.
        """
        said = [[e.rank, e.partner, e.points, e.detail] for e in self.entries]
        text = json.dumps([said, self.understood, self.weights], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def answer(asked: Mapping[str, Any], basis: Basis) -> Answer:
    """The answer to a brief on this transaction's basis. Raises `BriefRefused`."""
    reference, shards = load(basis)
    understood = interpret.understand(asked, reference, names())
    try:
        around = coverage(basis, understood.wanted.datasets)
        ranked = ranking.rank(reference, shards, understood.wanted, load_candidates, around)
    except WeightFault as fault:
        raise BriefRefused([Fault("/weights", str(fault))]) from fault
    seeks_makers = understood.wanted.seeks_makers
    nearby = _nearby(basis, understood, ranked.records) if seeks_makers else {}
    return Answer(
        basis,
        watch(reference, understood),
        understood.echo,
        ranked.weights,
        {
            **asdict(ranked.excluded),
            "considered": ranked.considered,
            "below_limit": ranked.eligible - len(ranked.entries),
        },
        tuple(
            AnsweredEntry(
                one.rank,
                one.partner,
                one.points,
                {**ranking.as_json(one), "around": nearby.get(one.partner, [])},
            )
            for one in ranked.entries
        ),
    )


def _nearby(
    basis: Basis, understood: Understood, makers: Mapping[int, Candidate]
) -> dict[int, list[dict[str, Any]]]:
    """Of each maker its strongest needs, each with the provider that serves it best, as stored."""
    context = load_context(basis, simulated=understood.simulated)
    return {
        maker: [need_as_json(context.reference, need) for need in needs]
        for maker, needs in strongest_needs_explained(context, makers).items()
    }


def rank(asked: Mapping[str, Any]) -> Answer:
    """Answer at once and store nothing. Raises `BriefRefused`."""
    with repeatable_read():
        return answer(asked, current_basis())
