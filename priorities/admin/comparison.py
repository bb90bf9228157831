"""The comparison of a list with the list before it, in words for the page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages.translation import reads_chinese
from partners.models import Place, Sector
from partners.models.place import Confidence
from priorities.admin import reading_words as words
from priorities.admin.reading_words import field_label
from priorities.editions.diff import FieldChange, compare_rows
from priorities.editions.load_editions import load_rows
from priorities.editions.rows import FIELDS, PriorityRow, json_value
from priorities.models import Edition
from priorities.models.published_document import Precision
from priorities.queries.edition_queries import edition_before

_PRECISIONS = {one.value: gettext_lazy(one.label) for one in Precision}
# Field -> value -> its word.
_WORDS: dict[str, Mapping[str, Any]] = {
    "signal": words.SIGNALS,
    "stage": words.STAGES,
    "speaker": words.SPEAKERS,
    "emphasis": words.EMPHASES,
    "section": words.SECTIONS,
    "precision": _PRECISIONS,
    "document_precision": _PRECISIONS,
    "confidence": {one.value: gettext_lazy(one.label) for one in Confidence},
}


@dataclass(frozen=True)
class ShownField:
    """A field of a priority in words; of a changed field also its value `before`."""

    name: str
    after: str
    before: str = ""


@dataclass(frozen=True)
class ShownPriority:
    """A priority that differs, with its fields or its changed fields."""

    key: str
    title: str
    lines: tuple[ShownField, ...]


@dataclass(frozen=True)
class Comparison:
    """`against`: the edition compared with; None where there is or was no list."""

    against: Edition | None
    added: tuple[ShownPriority, ...]
    removed: tuple[ShownPriority, ...]
    changed: tuple[ShownPriority, ...]
    reranked: tuple[ShownPriority, ...]

    @property
    def empty(self) -> bool:
        return not (self.added or self.removed or self.changed or self.reranked)


def compare_with_previous(edition: Edition, rows: Sequence[PriorityRow]) -> Comparison:
    """The rows compared with those of the edition before `edition`."""
    against = edition_before(edition)
    before = load_rows(against)
    diff = compare_rows(before, rows)
    names = _code_names([*before, *rows])
    titles = {row.key: _title(row) for row in (*before, *rows)}
    return Comparison(
        against=against,
        added=tuple(_whole_item(row, names) for row in diff.added),
        removed=tuple(_whole_item(row, names) for row in diff.removed),
        changed=_changed_items(diff.changed, titles, names),
        reranked=_changed_items(diff.reranked, titles, names),
    )


def _whole_item(row: PriorityRow, names: dict[str, str]) -> ShownPriority:
    lines = [
        ShownField(_label(name), _words(name, getattr(row, name), names))
        for name in FIELDS
        if name not in ("key", "title_en")
    ]
    return ShownPriority(row.key, _title(row), tuple(line for line in lines if line.after))


def _changed_items(
    changes: Iterable[FieldChange], titles: dict[str, str], names: dict[str, str]
) -> tuple[ShownPriority, ...]:
    by_key: dict[str, list[ShownField]] = {}
    for one in changes:
        after, before = (_words(one.field, value, names) for value in (one.after, one.before))
        line = ShownField(_label(one.field), after, before)
        by_key.setdefault(one.key, []).append(line)
    return tuple(ShownPriority(key, titles[key], tuple(lines)) for key, lines in by_key.items())


def _title(row: PriorityRow) -> str:
    return (row.title_zh if reads_chinese() else "") or row.title_en


def _label(field: str) -> str:
    return str(capfirst(field_label(field)))


def _words(field: str, value: Any, names: dict[Any, str]) -> str:
    if field in _WORDS:
        return str(_WORDS[field].get(value, value))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, tuple):
        return "; ".join(names.get(code, str(code)) for code in value)
    return "" if value is None else str(json_value(value))


def _code_names(rows: Sequence[PriorityRow]) -> dict[str, str]:
    """Code -> the code with its Chinese and English names. Two queries."""
    sectors = Sector.objects.filter(code__in={code for row in rows for code in row.targets})
    places = Place.objects.filter(code__in={code for row in rows for code in row.places})
    return {one.code: f"{one.code} {one.name_zh} {one.name_en}" for one in (*sectors, *places)}
