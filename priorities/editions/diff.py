"""The diff of two lists: complete, so that the old list and the diff give the new list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from priorities.editions.rows import (
    FIELDS,
    PriorityRow,
    in_list_order,
    json_value,
)


@dataclass(frozen=True)
class FieldChange:
    """A field of a priority that both lists hold, with its two values."""

    key: str
    field: str
    before: Any
    after: Any

    def as_json(self) -> dict[str, Any]:
        """The change as JSON holds it."""
        return {
            "key": self.key,
            "field": self.field,
            "before": json_value(self.before),
            "after": json_value(self.after),
        }


@dataclass(frozen=True)
class Diff:
    """`reranked` holds changes of `rank` alone; a renamed priority is `changed`, not new."""

    added: tuple[PriorityRow, ...] = ()
    removed: tuple[PriorityRow, ...] = ()
    changed: tuple[FieldChange, ...] = ()
    reranked: tuple[FieldChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.keys)

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all priorities that differ in any way."""
        parts = (self.added, self.removed, self.changed, self.reranked)
        return frozenset(item.key for part in parts for item in part)

    def as_json(self) -> dict[str, Any]:
        """The diff as JSON: in events, in REST, in the admin."""
        return {
            name: [item.as_json() for item in getattr(self, name)]
            for name in ("added", "removed", "changed", "reranked")
        }


def compare_rows(old: Iterable[PriorityRow], new: Iterable[PriorityRow]) -> Diff:
    """The diff from `old` to `new`; a priority is the same when its key is."""
    before = {row.key: row for row in old}
    after = {row.key: row for row in new}
    changes = [
        FieldChange(key, name, getattr(before[key], name), getattr(after[key], name))
        for key in sorted(before.keys() & after.keys())
        for name in FIELDS
        if getattr(before[key], name) != getattr(after[key], name)
    ]
    return Diff(
        added=in_list_order(row for key, row in after.items() if key not in before),
        removed=in_list_order(row for key, row in before.items() if key not in after),
        # A rank often moves for many rows at once: apart from the rest, it hides no other change.
        changed=tuple(change for change in changes if change.field != "rank"),
        reranked=tuple(change for change in changes if change.field == "rank"),
    )
