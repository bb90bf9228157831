"""A priority as plain data: what a draft holds and a diff compares. No Django."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Self


@dataclass(frozen=True)
class PriorityDraft:
    """A row of a list. `key` is stable across editions and renames; empty: not given yet.

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
    summary: str
    source: str
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    rank: int | None = None

    def __post_init__(self) -> None:
        # Equal rows must compare and hash equal, whatever the order in which codes arrived.
        object.__setattr__(self, "targets", tuple(sorted(set(self.targets))))
        object.__setattr__(self, "places", tuple(sorted(set(self.places))))

    @classmethod
    def from_public(cls, values: Mapping[str, Any]) -> Self:
        """The row whose fields have their public names. Raises KeyError for a missing field."""
        return cls(**{name: values[public_name(name)] for name in FIELDS})

    def as_public(self) -> dict[str, Any]:
        """The field values by their public names: the inverse of `from_public`."""
        return {public_name(name): getattr(self, name) for name in FIELDS}

    def as_json(self) -> dict[str, Any]:
        """The row as JSON holds it: dates as ISO 8601, codes as lists."""
        return {name: json_value(value) for name, value in self.as_public().items()}

    @property
    def citation(self) -> tuple[Any, ...]:
        """What identifies the document within its province: with another title or date it is
        another document.
        """
        return tuple(getattr(self, name) for name in DOCUMENT_FIELDS)


FIELDS = tuple(field.name for field in fields(PriorityDraft))
# Field of the row -> field of `Document`.
DOCUMENT_FIELDS = {
    "document": "title",
    "document_year": "year",
    "published_on": "published_on",
    "document_precision": "precision",
}
# Fields that `Priority` has under the same name, as columns.
PRIORITY_FIELDS = tuple(
    name for name in FIELDS if name not in DOCUMENT_FIELDS and name not in ("targets", "places")
)


def public_name(field: str) -> str:
    """The name of a field in JSON, in files and in forms."""
    # Integrators read the summary as `quote`, although it holds our words and no quotation.
    return "quote" if field == "summary" else field


PUBLIC_FIELDS = tuple(map(public_name, FIELDS))


def json_value(value: Any) -> Any:
    """A field's value as JSON holds it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def in_list_order(rows: Iterable[PriorityDraft]) -> tuple[PriorityDraft, ...]:
    """The rows as a list shows them: ranked rows first, by rank; then by key."""
    return tuple(sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.key)))
