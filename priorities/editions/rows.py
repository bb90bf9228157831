"""The rows of an edition as plain data, and the rule by which a priority counts. No Django."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Self

# A shortage is no praise of the makers in the province, but a reason to serve its clients.
MAKER_SIGNALS = frozenset({"support", "strength"})
CLIENT_SIGNALS = frozenset({"support", "strength", "shortage"})
# The part of a paragraph by which a reader finds the statement: a pointer, no quotation.
LONGEST_ANCHOR = 20
# Sources are free text: an address ends at a space or at Chinese or Latin punctuation.
_LINK = re.compile(r"https?://[^\s;()，；]+")


@dataclass(frozen=True, kw_only=True)
class PriorityRow:
    """A priority of an edition or a draft; see the model `Priority` for each field.

    `key` is stable across editions and renames, and breaks ties; empty: not assigned yet.
    `targets` and `places` are sets of codes, kept sorted; `places` empty: the whole province.
    """

    key: str
    title_en: str
    title_zh: str
    # Empty where a row is made for scoring alone, which reads neither these nor the citation.
    category: str = ""
    signal: str
    speaker: str
    stage: str
    document: str = ""
    document_zh: str = ""
    document_year: int = 0
    published_on: dt.date | None = None
    document_precision: str = "year"
    effective_from: dt.date
    effective_to: dt.date | None = None
    precision: str = "day"
    confidence: str = ""
    summary_en: str = ""
    summary_zh: str = ""
    source: str = ""
    paragraph: int | None = None
    section: str = ""
    anchor: str = ""
    emphasis: str = ""
    reviewed: bool = True
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    rank: int | None = None

    def __post_init__(self) -> None:
        # Equal rows must compare and hash equal, whatever the order in which codes arrived.
        object.__setattr__(self, "targets", tuple(sorted(set(self.targets))))
        object.__setattr__(self, "places", tuple(sorted(set(self.places))))

    @classmethod
    def from_fields(cls, values: Mapping[str, Any]) -> Self:
        """The row with these values of all fields. Raises KeyError for a missing field."""
        return cls(**{name: values[name] for name in FIELDS})

    def as_fields(self) -> dict[str, Any]:
        """The field values by their names: the inverse of `from_fields`."""
        return {name: getattr(self, name) for name in FIELDS}

    def as_json(self) -> dict[str, Any]:
        """The row as JSON holds it: dates as ISO 8601, codes as lists."""
        return {name: json_value(value) for name, value in self.as_fields().items()}

    @property
    def citation(self) -> tuple[Any, ...]:
        """The fields that identify the document in its province: with another title or date it is
        another document.
        """
        return tuple(getattr(self, name) for name in DOCUMENT_FIELDS)

    @property
    def may_lack_summary(self) -> bool:
        """Whether it is a mention that no curator has read: it scores nothing, and its paragraph
        and its anchor say where it stands.
        """
        return self.emphasis == "mention" and not self.reviewed

    def in_force(self, on: dt.date) -> bool:
        """Whether the priority holds on the day; an ended or lapsed one does not."""
        # The last day itself still counts.
        ended = self.effective_to is not None and self.effective_to < on
        return self.effective_from <= on and not ended and self.stage != "lapsed"

    def is_official(self, on: dt.date) -> bool:
        """Whether the priority is a government's own word, read by a curator and in force on the
        day.
        """
        return self.speaker == "government" and self.reviewed and self.in_force(on)

    def counts(self, on: dt.date, signals: Collection[str]) -> bool:
        """Whether the priority scores on the day under the signals (`MAKER_SIGNALS`,
        `CLIENT_SIGNALS`). Statistics, companies, scholars and newspapers are quoted only.
        """
        return self.signal in signals and self.is_official(on)

    def applies_in(self, place: str) -> bool:
        """Whether the priority applies in a place of its province: a city's only in its cities."""
        return not self.places or place in self.places


FIELDS = tuple(field.name for field in fields(PriorityRow))
# Field of the row -> field of `Document`.
DOCUMENT_FIELDS = {
    "document": "title",
    "document_zh": "title_zh",
    "document_year": "year",
    "published_on": "published_on",
    "document_precision": "precision",
}
# Fields that `Priority` has under the same name, as columns.
PRIORITY_FIELDS = tuple(
    name for name in FIELDS if name not in DOCUMENT_FIELDS and name not in ("targets", "places")
)


def json_value(value: Any) -> Any:
    """A field's value as JSON holds it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def in_list_order(rows: Iterable[PriorityRow]) -> tuple[PriorityRow, ...]:
    """The rows as a list shows them: ranked rows first, by rank; then by key."""
    return tuple(sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.key)))


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


def cited_document(row: PriorityRow) -> dict[str, str]:
    """The document in both languages (`en`, `zh`), with the paragraph where it is known."""
    chinese = row.document_zh or row.document
    if row.paragraph is None:
        return {"en": row.document, "zh": chinese}
    return {
        "en": f"{row.document}, paragraph {row.paragraph}",
        "zh": f"{chinese}第{row.paragraph}段",
    }


def source_links(source: str) -> list[str]:
    """The addresses in a source text, in its order."""
    return _LINK.findall(source)
