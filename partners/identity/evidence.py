"""What two names say of each other, part by part, and the score that the parts add up to."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from partners.identity.model import Outcome, Verdict
from partners.identity.parsed_name import ParsedName
from partners.identity.place_prefixes import place_relation


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part of two names weighs, of 1, and what a place within the other counts."""

    core: float
    place: float
    words: float
    nested: float


# The trade name weighs most.
ONE_SCRIPT = Weights(core=0.6, place=0.15, words=0.25, nested=0.85)
# A made-up English trade name sounds like many a Chinese one: place and trade tell more.
TWO_SCRIPTS = Weights(core=0.42, place=0.3, words=0.28, nested=0.7)
_PLACE_LEVELS = {"equal": 1.0, "unknown": 0.5, "apart": 0.0}
GENERAL_WEIGHT = 0.35
# The reason of a verdict that an equal place beside the names would make sure.
TOO_COMMON = "core: too common to decide alone"


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """The agreement of the parts of two names, each 0 to 1.

    `words` is None where a side has no word of trade; `place` is the relation of the two places.
    """

    core: float
    place: str
    words: float | None
    reasons: tuple[str, ...] = ()
    weights: Weights = ONE_SCRIPT

    @property
    def score(self) -> float:
        """The weighted sum of the parts; what is unknown counts half."""
        words = 0.45 if self.words is None else self.words
        weights = self.weights
        place = _PLACE_LEVELS.get(self.place, weights.nested)
        return round(weights.core * self.core + weights.place * place + weights.words * words, 4)

    def verdict(self, outcome: Outcome, *reasons: str) -> Verdict:
        """The verdict with this score; a different one scores below every other one."""
        score = self.score * (0.5 if outcome == "different" else 1.0)
        return Verdict(outcome, round(score, 4), (*reasons, *self.reasons))


def relation_of_places(left: ParsedName, right: ParsedName) -> str:
    """How the places stand that two names state; equal too where the texts are."""
    if left.chinese and left.place_text and left.place_text == right.place_text:
        return "equal"
    return place_relation(left.places, right.places)


def coverage(
    left: Collection[str], right: Collection[str], general: Collection[str]
) -> float | None:
    """How far two collections of words agree: 0 to 1, by weight; None where one is empty."""
    if not left or not right:
        return None
    common = set(left) & set(right)
    shares = sorted(
        _weight(common & set(side), general) / _weight(set(side), general) for side in (left, right)
    )
    return 0.45 * shares[0] + 0.55 * shares[1]


def _weight(words: Collection[str], general: Collection[str]) -> float:
    return sum(GENERAL_WEIGHT if word in general else 1.0 for word in words)


def lowered(verdict: Verdict, outcome: Outcome, reason: str, factor: float = 0.8) -> Verdict:
    """A verdict with a weaker outcome, and the reason for it first."""
    return replace(
        verdict,
        outcome=outcome,
        score=round(verdict.score * factor, 4),
        reasons=(reason, *verdict.reasons),
    )
