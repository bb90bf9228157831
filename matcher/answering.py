"""Compute the answer to a brief on a basis: what is stored and what is shown alike."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from matcher import basis as bases
from matcher import brief, matching, records
from matcher.basis import Basis
from matcher.brief import Understood
from matcher.errors import BriefRefused, Fault
from matcher.scoring import shortlist
from matcher.scoring.candidate import Candidate
from matcher.scoring.weights import WeightFault
from matcher.watching import Watch, watch


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
    ground, shards = bases.stand(basis)
    understood = brief.understand(asked, ground, bases.names())
    try:
        around = bases.around(basis, understood.wanted.datasets)
        ranking = shortlist.rank(ground, shards, understood.wanted, records.read, around)
    except WeightFault as fault:
        raise BriefRefused([Fault("/weights", str(fault))]) from fault
    seeks_makers = understood.wanted.seeks_makers
    nearby = _nearby(basis, understood, ranking.records) if seeks_makers else {}
    return Answer(
        basis,
        watch(ground, understood),
        understood.echo,
        ranking.weights,
        {
            **asdict(ranking.excluded),
            "considered": ranking.considered,
            "below_limit": ranking.eligible - len(ranking.entries),
        },
        tuple(
            AnsweredEntry(
                one.rank,
                one.partner,
                one.points,
                {**shortlist.as_json(one), "around": nearby.get(one.partner, [])},
            )
            for one in ranking.entries
        ),
    )


def _nearby(
    basis: Basis, understood: Understood, makers: Mapping[int, Candidate]
) -> dict[int, list[dict[str, Any]]]:
    """Of each maker its strongest needs, each with the provider that serves it best, as stored."""
    world = matching.stand(basis, simulated=understood.simulated)
    return {
        maker: [matching.as_json(world.ground, need) for need in needs]
        for maker, needs in matching.around(world, makers).items()
    }


def rank(asked: Mapping[str, Any]) -> Answer:
    """Answer at once and store nothing. Raises `BriefRefused`."""
    with bases.one_snapshot():
        return answer(asked, bases.read())
