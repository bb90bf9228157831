"""The goods, services and places that a text seeks, and the phrases that are left over."""

from dataclasses import dataclass, field

from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.goods import Making, WordReader, core
from matcher.briefs.sentence.locations import PlaceMention
from matcher.briefs.sentence.phrases import Phrase
from matcher.briefs.sentence.reading import Findings, UnusedReason
from partners.lexicon import Resolution

# As long as a field of a brief may be.
LONGEST_WORD = 120


@dataclass(frozen=True)
class GoodsSought:
    """A phrase that names goods, and their sectors."""

    phrase: Phrase
    meaning: Resolution
    makings: tuple[Making, ...] = ()

    @property
    def is_making(self) -> bool:
        """Whether the phrase holds nothing but processes and materials."""
        return bool(self.makings) and not core(self.phrase, list(self.makings))


@dataclass(frozen=True)
class Service:
    """A phrase that names a service; `of`: the goods that it is done to, where the phrase has
    them.
    """

    phrase: Phrase
    meaning: Resolution
    of: GoodsSought | None = None


@dataclass
class Sought:
    """The state of reading a text: the goods and services `found`, in their order, the phrases that
    are `left` with the reason, and the findings.
    """

    text: BuyerText
    words: WordReader
    places: list[PlaceMention]
    findings: Findings
    found: list[GoodsSought | Service] = field(default_factory=list)
    left: list[tuple[Phrase, UnusedReason]] = field(default_factory=list)


def add_makings(sought: Sought, makings: list[Making] | tuple[Making, ...]) -> None:
    """Add the processes and materials."""
    for one in makings:
        sought.findings.add(one.field, one.name, one.start, one.end)
