"""What has become different between two lists. Applying it to the old one gives the new one."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from priorities.editions.draft import PriorityDraft, in_list_order, json_value

_COMPARED = tuple(
    field.name for field in fields(PriorityDraft) if field.name not in ("key", "rank")
)


@dataclass(frozen=True)
class Change:
    """One field of one priority: what it said and what it says."""

    key: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Diff:
    """`reranked` holds changes of `rank` alone; a renamed priority is `changed`, not new."""

    added: tuple[PriorityDraft, ...] = ()
    removed: tuple[PriorityDraft, ...] = ()
    changed: tuple[Change, ...] = ()
    reranked: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.reranked)

    @property
    def keys(self) -> frozenset[str]:
        """Every priority that is different in any way."""
        rows = {row.key for row in (*self.added, *self.removed)}
        return frozenset(rows | {one.key for one in (*self.changed, *self.reranked)})

    def json_value(self) -> dict[str, Any]:
        """The diff as JSON: in events, in REST, in the admin."""
        return {
            "added": [row.plain() for row in self.added],
            "removed": [row.plain() for row in self.removed],
            "changed": [_plain_change(one) for one in self.changed],
            "reranked": [_plain_change(one) for one in self.reranked],
        }


def between(old: Iterable[PriorityDraft], new: Iterable[PriorityDraft]) -> Diff:
    """The diff from `old` to `new`; a priority is the same when its key is."""
    before = {row.key: row for row in old}
    after = {row.key: row for row in new}
    kept = sorted(before.keys() & after.keys())
    return Diff(
        added=in_list_order([row for key, row in after.items() if key not in before]),
        removed=in_list_order([row for key, row in before.items() if key not in after]),
        changed=tuple(
            Change(key, name, getattr(before[key], name), getattr(after[key], name))
            for key in kept
            for name in _COMPARED
            if getattr(before[key], name) != getattr(after[key], name)
        ),
        reranked=tuple(
            Change(key, "rank", before[key].rank, after[key].rank)
            for key in kept
            if before[key].rank != after[key].rank
        ),
    )


def apply(diff: Diff, old: Iterable[PriorityDraft]) -> tuple[PriorityDraft, ...]:
    """The list that the diff makes of `old`. Raises ValueError when it is not a diff of it."""
    rows = {row.key: row for row in old}
    for row in diff.removed:
        if rows.pop(row.key, None) != row:
            raise ValueError(f"{row.key} is not what the diff removes")
    for change in (*diff.changed, *diff.reranked):
        found = rows.get(change.key)
        if found is None or getattr(found, change.field) != change.before:
            raise ValueError(f"{change.key} is not what the diff changes")
        rows[change.key] = replace(found, **{change.field: change.after})
    for row in diff.added:
        if row.key in rows:
            raise ValueError(f"{row.key} is there already")
        rows[row.key] = row
    return in_list_order(list(rows.values()))


def _plain_change(change: Change) -> dict[str, Any]:
    return {
        "key": change.key,
        "field": change.field,
        "before": json_value(change.before),
        "after": json_value(change.after),
    }
