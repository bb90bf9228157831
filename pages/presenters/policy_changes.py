"""Changes of priorities in the visitor's words: on a timeline, in a radar, between two editions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pages.frame.language import in_language, language
from pages.presenters.province_tiles import statement_url
from pages.presenters.statement_words import (
    EMPHASIS,
    SECTIONS,
    Word,
    emphasis_word,
    signal_word,
    speaker_word,
    stage_word,
)
from priorities.editions.dating import Dated
from priorities.editions.diff import Diff, FieldChange
from priorities.editions.rows import PriorityRow
from priorities.models import PriorityChange
from priorities.queries.policy_radar import Movement, movement_of

MOVEMENTS: Mapping[str, tuple[Promise, str]] = {
    Movement.ENTERED: (_("entered the list"), "mild"),
    Movement.STRENGTHENED: (_("strengthened"), "good"),
    Movement.WEAKENED: (_("weakened"), "move"),
    Movement.REVISED: (_("revised"), "mild"),
    Movement.DROPPED: (_("dropped"), "bad"),
}
_FIELDS: Mapping[str, Promise] = {
    "signal": _("Signal"),
    "speaker": _("Speaker"),
    "stage": _("Stage"),
    "emphasis": _("Emphasis"),
    "targets": _("Sectors named"),
    "places": _("Places"),
    "rank": _("Rank in the document"),
    "paragraph": _("Paragraph"),
    "section": _("Section"),
    "effective_from": _("Since"),
    "effective_to": _("Until"),
    "published_on": _("Published"),
    "source": _("Source"),
}
# Of a text in both languages the visitor's is told.
_TEXTS: Mapping[str, Promise] = {
    "title": _("Title"),
    "summary": _("Summary"),
    "document": _("Document"),
}


@dataclass(frozen=True)
class ShownChange:
    """A change of a priority: `movement`, and the stages before and after."""

    movement: Word
    title: str
    url: str
    before: Word | None
    stage: Word
    emphasis: Word
    paragraph: int | None
    dated: str
    targets: tuple[str, ...] = ()


def shown_change(change: PriorityChange, province: str, *, targets: bool = True) -> ShownChange:
    """A change of a province's list; with `targets` those of its row, which must be loaded."""
    row = change.priority
    movement = movement_of(change.kind, change.stage_before, row.stage)
    label, kind = MOVEMENTS[movement]
    dropped = movement is Movement.DROPPED
    # A revision stays within its stage.
    before = None if dropped or movement is Movement.REVISED else change.stage_before
    return ShownChange(
        Word(movement, label, kind),
        in_language(row, "title"),
        "" if dropped else statement_url(province, change.key),
        stage_word(before) if before else None,
        stage_word(row.stage),
        emphasis_word(row.emphasis),
        row.paragraph,
        str(Dated(change.on, change.precision)) if targets else "",
        tuple(in_language(one) for one in row.targets.all()) if targets else (),
    )


@dataclass(frozen=True)
class ChangeLine:
    """A value that differs: its name, and both sides in words."""

    name: Promise | str
    old: str
    new: str


@dataclass(frozen=True)
class ListChange:
    """A priority that was added, dropped or changed between two lists: see `parts/diff.html`."""

    kind: str
    title: str
    url: str
    lines: tuple[ChangeLine, ...]


Namer = Callable[[str], str]


def list_changes(
    diff: Diff, titles: Mapping[str, str], province: str, name: Namer
) -> list[ListChange]:
    """The diff of two lists: what was added, changed, dropped. `titles` by key; `name` gives the
    name of a sector's or a place's code.
    """
    lines: dict[str, list[ChangeLine]] = {}
    for one in (*diff.changed, *diff.reranked):
        lines.setdefault(one.key, []).extend(_line(one, name))
    return [
        *(
            ListChange("added", _title(row), statement_url(province, row.key), ())
            for row in diff.added
        ),
        *(
            ListChange("changed", titles.get(key, key), statement_url(province, key), tuple(told))
            for key, told in sorted(lines.items())
            if told
        ),
        *(ListChange("dropped", _title(row), "", ()) for row in diff.removed),
    ]


def _title(row: PriorityRow) -> str:
    return in_language(row, "title")


def _line(change: FieldChange, name: Namer) -> Iterable[ChangeLine]:
    label = _FIELDS.get(change.field) or _text_label(change.field)
    if label is None:
        return ()
    old, new = _value(change.field, change.before, name), _value(change.field, change.after, name)
    return (ChangeLine(label, old, new),)


def _text_label(field: str) -> Promise | None:
    """The label of a text that is in the visitor's language."""
    own = {
        "zh": ("title_zh", "summary_zh", "document_zh"),
        "en": ("title_en", "summary_en", "document"),
    }
    return _TEXTS[field.partition("_")[0]] if field in own[language()] else None


def _value(field: str, value: Any, name: Namer) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ("、" if language() == "zh" else ", ").join(map(name, value)) or "–"
    words: Mapping[str, Callable[[str], Any]] = {
        "signal": lambda one: signal_word(one).text,
        "stage": lambda one: stage_word(one).text,
        "emphasis": lambda one: EMPHASIS[one][0],
        "section": lambda one: SECTIONS[one],
        "speaker": speaker_word,
    }
    return str(words[field](value)) if field in words else str(value)
