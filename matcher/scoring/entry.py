"""One entry of an answer: a partner's record assessed, criterion by criterion."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.index.candidate import Candidate
from matcher.reference.reasons import Reason
from matcher.reference.scale import TOP
from matcher.scoring.compiled_brief import CompiledBrief
from matcher.scoring.criterion import Assessment, Criterion
from matcher.scoring.policy import policy_context
from matcher.scoring.weights import TOTAL

# A firm asks a partner a few questions at a time: those that can move its rank most.
ASK_NEXT = 3


@dataclass(frozen=True)
class MissingFact:
    """A fact that no record states; `stake` is how many points it could add at most."""

    component: str
    fact: str
    stake: int
    ask: Reason | None

    def as_json(self) -> dict[str, Any]:
        """The fact as it is stored."""
        ask = self.ask.as_json() if self.ask else None
        return {"component": self.component, "fact": self.fact, "stake": self.stake, "ask": ask}


@dataclass(frozen=True)
class ComponentScore:
    """One component of an entry: `points` = weight x value."""

    name: str
    weight: int
    value: int
    because: tuple[Reason, ...]

    @property
    def points(self) -> int:
        return self.weight * self.value

    def as_json(self) -> dict[str, Any]:
        """The component as it is stored."""
        return {
            "name": self.name,
            "weight": self.weight,
            "value": self.value,
            "points": self.points,
            "because": [reason.as_json() for reason in self.because],
        }


@dataclass(frozen=True)
class RankedEntry:
    """One entry. `points` (0..65280) is the sum of its components' points; `known` is the
    share of the weights, in whole percent rounded down, that rests on known facts.
    """

    rank: int
    partner: int
    components: tuple[ComponentScore, ...]
    known: int
    context: tuple[Reason, ...]
    missing: tuple[MissingFact, ...]

    @property
    def points(self) -> int:
        return sum(component.points for component in self.components)

    @property
    def ask_next(self) -> tuple[Reason, ...]:
        """The questions with the most points at stake; one answer may settle several facts."""
        asks: dict[str, Reason] = {}
        stakes: Counter[str] = Counter()
        for fact in self.missing:
            if fact.ask:
                asks.setdefault(fact.ask.code, fact.ask)
                stakes[fact.ask.code] += fact.stake
        return tuple(asks[code] for code, _ in stakes.most_common(ASK_NEXT))

    def as_json(self) -> dict[str, Any]:
        """The entry as it is stored: reasons as code and arguments, for any language."""
        return {
            "known": self.known,
            "components": [component.as_json() for component in self.components],
            "context": [reason.as_json() for reason in self.context],
            "missing": [fact.as_json() for fact in self.missing],
            "ask_next": [reason.as_json() for reason in self.ask_next],
        }


def explain_entry(
    compiled: CompiledBrief, criteria: Sequence[Criterion], candidate: Candidate, rank: int
) -> RankedEntry:
    """The entry of one partner, computed from its record."""
    assessed = [(criterion, criterion.assess(candidate)) for criterion in criteria]
    components = tuple(
        _component(name, compiled.weights[name], [p for p in assessed if p[0].component == name])
        # Components that the brief cannot be judged by are left out, not listed with weight 0.
        for name in compiled.components
    )
    known = sum(
        compiled.weights[criterion.component] * criterion.share
        for criterion, assessment in assessed
        if assessment.known
    )
    return RankedEntry(
        rank=rank,
        partner=candidate.id,
        components=components,
        known=100 * known // (TOTAL * TOP),
        context=policy_context(compiled.reference, compiled.wanted, compiled.fits, candidate),
        missing=_missing(assessed, compiled.weights),
    )


def _component(
    name: str, weight: int, assessed: list[tuple[Criterion, Assessment]]
) -> ComponentScore:
    return ComponentScore(
        name,
        weight,
        sum(criterion.scaled(assessment) for criterion, assessment in assessed),
        _without_repetition(reason for _, assessment in assessed for reason in assessment.reasons),
    )


def _without_repetition(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Each reason once: two criteria may give the same (`operations.no_goods`)."""
    # A list, for arguments hold dicts, which no set holds; there are hardly ten.
    found: list[Reason] = []
    for reason in reasons:
        if reason not in found:
            found.append(reason)
    return tuple(found)


def _missing(
    assessed: list[tuple[Criterion, Assessment]], weights: Mapping[str, int]
) -> tuple[MissingFact, ...]:
    return tuple(
        MissingFact(
            criterion.component,
            criterion.name,
            weights[criterion.component] * (criterion.share - criterion.scaled(assessment)),
            assessment.ask,
        )
        for criterion, assessment in assessed
        if not assessment.known
    )
