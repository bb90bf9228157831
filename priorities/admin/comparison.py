"""What a list says differently from the one it follows, ready to be shown in colour."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from partners.models import Place, Sector
from priorities.editions.diff import FieldChange, compare_rows
from priorities.editions.draft import PriorityDraft, json_value
from priorities.editions.load_editions import load_drafts
from priorities.models import Edition
from priorities.queries.edition_queries import edition_before


@dataclass(frozen=True)
class Line:
    """A field of a priority as words; in a change, `before` is what it said."""

    name: str
    after: str
    before: str = ""


@dataclass(frozen=True)
class Item:
    """A priority that is different, and in what."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Comparison:
    """`against`: the edition compared with; none, where there is or was no list."""

    against: Edition | None
    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    changed: tuple[Item, ...]
    reranked: tuple[Item, ...]

    @property
    def empty(self) -> bool:
        return not (self.added or self.removed or self.changed or self.reranked)


def compare(edition: Edition, rows: Sequence[PriorityDraft]) -> Comparison:
    """The edition's rows against those that it is compared with everywhere."""
    against = edition_before(edition)
    before = load_drafts(against) if against else ()
    found = compare_rows(before, rows)
    names = _names([*before, *rows])
    titles = {row.key: row.title for row in (*before, *rows)}
    return Comparison(
        against=against,
        added=tuple(_whole(row, names) for row in found.added),
        removed=tuple(_whole(row, names) for row in found.removed),
        changed=_changed(found.changed, titles, names),
        reranked=_changed(found.reranked, titles, names),
    )


def _whole(row: PriorityDraft, names: dict[str, str]) -> Item:
    said = [
        Line(_label(field.name), _words(getattr(row, field.name), names))
        for field in fields(row)
        if field.name not in ("key", "title")
    ]
    return Item(row.key, row.title, tuple(line for line in said if line.after))


def _changed(
    changes: Sequence[FieldChange], titles: dict[str, str], names: dict[str, str]
) -> tuple[Item, ...]:
    """The changes, grouped by priority."""
    by_key: dict[str, list[Line]] = {}
    for one in changes:
        line = Line(_label(one.field), _words(one.after, names), _words(one.before, names))
        by_key.setdefault(one.key, []).append(line)
    return tuple(Item(key, titles[key], tuple(lines)) for key, lines in by_key.items())


def _label(name: str) -> str:
    return name.replace("_", " ")


def _words(value: Any, names: dict[Any, str]) -> str:
    if isinstance(value, tuple):
        return "; ".join(names.get(code, str(code)) for code in value)
    return "" if value is None else str(json_value(value))


def _names(rows: Sequence[PriorityDraft]) -> dict[str, str]:
    """Code -> the code with its Chinese and English names. Two queries."""
    sectors = Sector.objects.filter(code__in={code for row in rows for code in row.targets})
    places = Place.objects.filter(code__in={code for row in rows for code in row.places})
    return {one.code: f"{one.code} {one.name_zh} {one.name_en}" for one in (*sectors, *places)}
