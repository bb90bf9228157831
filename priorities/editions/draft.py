"""A priority as plain data: what a draft holds and a diff compares. No Django."""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class PriorityDraft:
    """One row of a list. `key` is stable across editions and renames; empty: not given yet.

    `targets` and `places` are sets of codes, kept sorted. See `Priority` for each field.
    """

    key: str
    title: str
    category: str
    signal: str
    speaker: str
    stage: str
    document: str
    document_year: int
    published_on: dt.date | None
    document_precision: str
    effective_from: dt.date
    effective_to: dt.date | None
    precision: str
    confidence: str
    quote: str
    source: str
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    rank: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "targets", tuple(sorted(set(self.targets))))
        object.__setattr__(self, "places", tuple(sorted(set(self.places))))

    def plain(self) -> dict[str, Any]:
        """The row as JSON holds it: dates as ISO 8601, codes as lists."""
        return {field.name: plain(getattr(self, field.name)) for field in fields(self)}


def plain(value: Any) -> Any:
    """A field's value as JSON holds it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def in_order(rows: "list[PriorityDraft] | tuple[PriorityDraft, ...]") -> tuple[PriorityDraft, ...]:
    """As a list is read: ranked rows first, by rank; then by key."""
    return tuple(sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.key)))
