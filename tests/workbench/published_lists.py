"""New editions of Guangdong's list, published by two curators."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from priorities.editions import lifecycle
from priorities.editions.load_editions import load_rows
from priorities.editions.rows import PriorityRow
from priorities.models import Edition
from tests.priorities.curators import curator

Rows = Sequence[PriorityRow]


def publish(change: Callable[[Rows], Rows]) -> Edition:
    """Publish the list in force as `change` makes it of its rows."""
    editor, approver = curator("editor", "draft"), curator("approver", "approve")
    draft = lifecycle.open_draft(province="440000", by=editor)
    rows = change(load_rows(draft))
    draft = lifecycle.revise(draft=draft, rows=rows, by=editor, expected_version=draft.version)
    draft = lifecycle.submit(draft=draft, by=editor, expected_version=draft.version)
    draft = lifecycle.approve(draft=draft, by=approver, expected_version=draft.version)
    return lifecycle.publish(draft=draft, by=approver, expected_version=draft.version)


def changed(key: str, /, **differs: Any) -> Callable[[Rows], Rows]:
    """The row of this key as told, the others as they are."""
    return lambda rows: [replace(row, **differs) if row.key == key else row for row in rows]


def without(key: str) -> Callable[[Rows], Rows]:
    """All rows but the one of this key."""
    return lambda rows: [row for row in rows if row.key != key]


def many(count: int) -> Callable[[Rows], Rows]:
    """So many more rows like the first, each in a paragraph of its own."""
    return lambda rows: [
        *rows,
        *(
            replace(rows[0], key="", title_en=f"Row {n}", title_zh=f"第{n}项", paragraph=n)
            for n in range(1, count + 1)
        ),
    ]
