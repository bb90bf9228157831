"""One entry of an answer: a partner's record assessed, criterion by criterion."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from matcher.index.candidate import Candidate
from matcher.reference.reasons import Reason, declared_to_you
from matcher.reference.scale import TOP, scaled
from matcher.scoring.compiled_brief import CompiledBrief
from matcher.scoring.criterion import Assessment, Criterion
from matcher.scoring.policy import policy_context
from matcher.scoring.relation import Relation
from matcher.scoring.tie_break import TieBreak, tie_break
from matcher.scoring.voided_policy import voided
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
        """As it is stored."""
        return {**vars(self), "ask": self.ask.as_json() if self.ask else None}


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


def component_numbers(components: Sequence[ComponentScore]) -> list[dict[str, Any]]:
    """Name, weight, value and points of each, without the reasons."""
    return [
        {"name": one.name, "weight": one.weight, "value": one.value, "points": one.points}
        for one in components
    ]


@dataclass(frozen=True)
class RankedEntry:
    """One entry. `points` (0..65280) is the sum of its components' points; `known` is the
    share of the weights, in whole percent rounded down, that rests on known facts. `tied_with`:
    the listed partners of the same relation and points, which `tie_break` put in order. `declared`:
    the questions to which the firm that asks knows the partner's answer.
    """

    rank: int
    partner: int
    components: tuple[ComponentScore, ...]
    known: int
    context: tuple[Reason, ...]
    missing: tuple[MissingFact, ...]
    relation: Relation
    tie_break: TieBreak
    tied_with: tuple[int, ...] = ()
    declared: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        return sum(component.points for component in self.components)

    @property
    def ask_next(self) -> tuple[Reason, ...]:
        """The questions with the most points at stake; one answer may settle several facts."""
        return self.ask_beside(())

    def ask_beside(self, for_all: Sequence[Reason]) -> tuple[Reason, ...]:
        """The same, but those that are asked of every entry (`for_all`) only where there is no
        other.
        """
        asks: dict[str, Reason] = {}
        stakes: Counter[str] = Counter()
        for fact in self.missing:
            if fact.ask:
                asks.setdefault(fact.ask.code, fact.ask)
                stakes[fact.ask.code] += fact.stake
        every = [asks[code] for code, _ in stakes.most_common()]
        own = [one for one in every if one not in for_all]
        return tuple((own or every)[:ASK_NEXT])

    def as_json(self, for_all: Sequence[Reason] = ()) -> dict[str, Any]:
        """The entry as it is stored: reasons as code and arguments, for any language."""
        # Only where there is any: all other entries are the same for every firm.
        declared = {"declared_to_you": list(self.declared)} if self.declared else {}
        return {
            **declared,
            "known": self.known,
            "relation": self.relation.word,
            "tied_with": list(self.tied_with),
            "tie_break": self.tie_break.as_json(),
            "components": [
                {**numbers, "because": [reason.as_json() for reason in one.because]}
                for one, numbers in zip(
                    self.components, component_numbers(self.components), strict=True
                )
            ],
            "context": [reason.as_json() for reason in self.context],
            "missing": [fact.as_json() for fact in self.missing],
            "ask_next": [reason.as_json() for reason in self.ask_beside(for_all)],
        }


def explain_entry(
    compiled: CompiledBrief, criteria: Sequence[Criterion], candidate: Candidate, rank: int
) -> RankedEntry:
    """The entry of one partner, computed from its record."""
    assessed_alone = {criterion: _assess(criterion, candidate) for criterion in criteria}
    assessments = list(voided(assessed_alone).values())
    values = np.array([assessment.value for assessment in assessments])
    added = scaled(values, np.array([criterion.share for criterion in criteria])).tolist()
    assessed = list(zip(criteria, assessments, added, strict=True))
    missing = [
        MissingFact(
            criterion.component,
            criterion.name,
            compiled.weights[criterion.component] * (criterion.share - value),
            assessment.ask,
        )
        for criterion, assessment, value in assessed
        if not assessment.known
    ]
    known = sum(
        compiled.weights[criterion.component] * criterion.share
        for criterion, assessment, _ in assessed
        if assessment.known
    )
    return RankedEntry(
        rank=rank,
        partner=candidate.id,
        # Components that the brief cannot be judged by are left out, not listed with weight 0.
        components=tuple(
            _component(name, compiled.weights[name], assessed) for name in compiled.components
        ),
        # Rounded down: 100 % only where every fact is known.
        known=100 * known // (TOTAL * TOP),
        context=policy_context(compiled.reference, compiled.wanted, compiled.fits, candidate),
        missing=tuple(missing),
        relation=compiled.relations.of(candidate.offers),
        tie_break=tie_break(compiled.relations, candidate),
        declared=candidate.declared.questions if candidate.declared else (),
    )


def _assess(criterion: Criterion, candidate: Candidate) -> Assessment:
    """The assessment; a reason that the record alone does not bear out says so."""
    found = criterion.assess(candidate)
    if candidate.declared is None:
        return found
    on_record = criterion.assess(candidate.declared.record).reasons
    reasons = [one if one in on_record else declared_to_you(one) for one in found.reasons]
    return replace(found, reasons=tuple(reasons))


def with_ties(entries: Sequence[RankedEntry]) -> tuple[RankedEntry, ...]:
    """The entries, each with those of the same relation and points."""
    alike: dict[tuple[Relation, int], list[int]] = {}
    for entry in entries:
        alike.setdefault((entry.relation, entry.points), []).append(entry.partner)
    return tuple(
        replace(
            entry,
            tied_with=tuple(
                one for one in alike[entry.relation, entry.points] if one != entry.partner
            ),
        )
        for entry in entries
    )


def _component(
    name: str, weight: int, assessed: Sequence[tuple[Criterion, Assessment, int]]
) -> ComponentScore:
    own = [(assessment, value) for one, assessment, value in assessed if one.component == name]
    return ComponentScore(
        name,
        weight,
        sum(value for _, value in own),
        _without_repetition(reason for assessment, _ in own for reason in assessment.reasons),
    )


def _without_repetition(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Each reason once: two criteria may give the same (`operations.no_goods`)."""
    # A list, for arguments hold dicts, which no set holds; there are hardly ten.
    found: list[Reason] = []
    for reason in reasons:
        if reason not in found:
            found.append(reason)
    return tuple(found)
