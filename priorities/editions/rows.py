"""An edition as scoring reads it: plain rows, and the rule by which a priority counts."""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Self

from priorities.editions.draft import PriorityDraft

# A shortage is no praise of the makers in the province, but a reason to serve its clients.
MAKER_SIGNALS = frozenset({"support", "strength"})
CLIENT_SIGNALS = frozenset({"support", "strength", "shortage"})
# Sources are free text: an address ends at a space or at Chinese or Latin punctuation.
_LINK = re.compile(r"https?://[^\s;()，；]+")


@dataclass(frozen=True)
class PriorityRow:
    """A priority of an edition. `places` empty: the whole province; `rank` 0: not ranked;
    `key` is stable across editions and breaks ties.
    """

    key: str
    title: str
    signal: str
    speaker: str
    stage: str
    effective_from: dt.date
    effective_to: dt.date | None = None
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    rank: int = 0
    document: str = ""
    summary: str = ""
    source: str = ""

    @classmethod
    def from_draft(cls, draft: PriorityDraft) -> Self:
        """The fields of the row that scoring reads."""
        # An integer column holds no null, so scoring knows an unranked priority by the rank 0.
        values = {field.name: getattr(draft, field.name) for field in fields(cls)}
        return cls(**{**values, "rank": draft.rank or 0})

    def in_force(self, on: dt.date) -> bool:
        """Whether the priority holds on the day; an ended or lapsed one does not."""
        # The last day itself still counts.
        ended = self.effective_to is not None and self.effective_to < on
        return self.effective_from <= on and not ended and self.stage != "lapsed"

    def is_official(self, on: dt.date) -> bool:
        """Is it a government's own word, in force on the day?"""
        return self.speaker == "government" and self.in_force(on)

    def counts(self, on: dt.date, signals: Collection[str]) -> bool:
        """Does it score on the day for those to whom the signals matter (`MAKER_SIGNALS`,
        `CLIENT_SIGNALS`)? Statistics, companies, scholars and newspapers are quoted only.
        """
        return self.signal in signals and self.is_official(on)

    def applies_in(self, place: str) -> bool:
        """Does it hold in the place of its province? A city's priority holds in its cities only."""
        return not self.places or place in self.places


@dataclass(frozen=True)
class EditionRow:
    """The list a province has in force; `complete` only when it holds all that was published."""

    province: str
    number: int
    complete: bool
    priorities: tuple[PriorityRow, ...]

    @cached_property
    def by_key(self) -> tuple[PriorityRow, ...]:
        """The priorities in the order of their keys."""
        return tuple(sorted(self.priorities, key=lambda row: row.key))


def source_links(source: str) -> list[str]:
    """The addresses in a source text, in its order."""
    return _LINK.findall(source)
