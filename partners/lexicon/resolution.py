"""The answer of the lexicon: its outcome and the sectors that it suggests."""

from dataclasses import dataclass
from enum import StrEnum

# The code of a term that has no sector: a country, a certificate, what mines and farms yield.
NONE = "NONE"


class Outcome(StrEnum):
    """How sure the lexicon is of a word."""

    UNDERSTOOD = "understood"
    CHOICES = "choices"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Suggestion:
    """A sector of the taxonomy that a word may mean.

    `code`: C181, C18, PS011, PS01, EI-NEV. `confidence`: 0 to 1. `because`: the reason in plain
    English, with the term that matched and its source.
    """

    code: str
    confidence: float
    because: str


@dataclass(frozen=True)
class Resolution:
    """The meaning of a text: one result where it is understood, two or three where several are
    plausible, and for an unknown text the sectors that are truly near, or none. Best first.
    """

    text: str
    outcome: Outcome
    results: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class Completion:
    """A term of the lexicon that continues what was typed, and the sector that it means."""

    term: str
    code: str
    confidence: float
    because: str
