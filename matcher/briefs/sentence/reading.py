"""The reading of a sentence: the brief, the words it rests on, and the words left over."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.word_lists import load_word_lists


class UnusedReason(StrEnum):
    """The reason why words are not used. `WORDING` has the sentence of each in both languages."""

    UNKNOWN = "unknown"
    NO_FIELD = "no_field"
    FIGURE = "figure"
    VAGUE = "vague"
    BUYER = "buyer"
    USE = "use"
    AGAINST = "against"
    PERIOD = "period"
    SECOND = "second"
    PACKAGES = "packages"
    OTHER_TIME = "other_time"
    DATE = "date"
    AMBIGUOUS = "ambiguous"
    REGION = "region"
    ORIGIN = "origin"
    DELIVERY = "delivery"
    PORT = "port"
    TEST = "test"
    CLASS = "class"
    SERVICE = "service"
    NOT_HARD = "not_hard"
    OUT_OF_RANGE = "out_of_range"
    LANGUAGE = "language"
    BUDGET = "budget"


_LISTS = load_word_lists(__file__)
# The sentence of each reason in English and in Chinese.
WORDING = {reason: (_LISTS[reason]["en"], _LISTS[reason]["zh"]) for reason in UnusedReason}


@dataclass(frozen=True)
class Understood:
    """A value of a field of the brief, and the words `text[start:end]` that it comes from. `note`
    says what was assumed, in English.
    """

    field: str
    value: Any
    start: int
    end: int
    note: str = ""


@dataclass(frozen=True)
class NotUnderstood:
    """Words of the text that are not used, and why. `detail` names what is near, where something
    is.
    """

    start: int
    end: int
    reason: UnusedReason
    detail: str = ""


@dataclass(frozen=True)
class SentenceReading:
    """`brief` is a body of `POST /v1/rank`. Every word of the text is in `understood`, in
    `not_understood`, or says nothing about the goods (the, we, please).
    """

    text: str
    brief: dict[str, Any]
    understood: tuple[Understood, ...]
    not_understood: tuple[NotUnderstood, ...]


@dataclass
class Findings:
    """The findings of the readers so far. The words of a finding are taken: no other reader finds
    them.
    """

    text: BuyerText
    understood: list[Understood] = field(default_factory=list)
    not_understood: list[NotUnderstood] = field(default_factory=list)

    def add(self, name: str, value: Any, start: int, end: int, note: str = "") -> None:
        """Add a value of a field, and take its words."""
        self.text.take(start, end)
        self.understood.append(Understood(name, value, start, end, note))

    def tell(self, start: int, end: int, reason: UnusedReason, detail: str = "") -> None:
        """Add words that are not used, and take them."""
        self.text.take(start, end)
        self.not_understood.append(NotUnderstood(start, end, reason, detail))

    def has(self, name: str) -> bool:
        """Whether a field has a value."""
        return any(one.field == name for one in self.understood)
