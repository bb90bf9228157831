"""How a priority is stated, in the visitor's words: emphasis, stage, signal, section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matcher.sentences import TERMS
from pages.frame.language import language
from priorities.models import Priority

# As `priorities.models` names them: the label, the letter on a tile, and what it means.
EMPHASIS: Mapping[str, tuple[Promise, Promise, Promise]] = {
    "headline": (_("headline"), _("H"), _("a heading, or in the list that a heading introduces")),
    "list": (_("own statement"), _("S"), _("a statement of its own")),
    "mention": (_("mention"), _("M"), _("named in passing")),
    "": (_("named"), _("N"), _("named on another page; the document itself was not read")),
}
SECTIONS: Mapping[str, Promise] = {
    "review": _("What was done"),
    "plan": _("Aims"),
    "tasks": _("Work of the year"),
    "": _("Outside a work report"),
}
_STAGE_KINDS = {"under way": "good", "delivered": "good", "lapsed": "plain"}
_EMPHASIS_KINDS = {"headline": "good", "list": "mild"}
# Marks of four that a stage fills.
STAGE_MARKS = {"pledged": 1, "launched": 2, "under way": 3, "delivered": 4, "lapsed": 0}
STAGES = tuple(STAGE_MARKS)


@dataclass(frozen=True)
class Word:
    """A value as it is shown: `kind` is that of a badge, `title` explains it."""

    value: str
    text: Promise | str
    kind: str = "plain"
    title: Promise | str = ""


def emphasis_word(value: str) -> Word:
    """The emphasis of a statement."""
    label, _letter, meaning = EMPHASIS[value]
    return Word(value, label, _EMPHASIS_KINDS.get(value, "plain"), meaning)


def stage_word(value: str) -> Word:
    """The stage of a priority; also of one that left a list."""
    if value in LEFT:
        return Word(value, LEFT[value], "bad")
    return Word(value, TERMS["stage"][value][language()], _STAGE_KINDS.get(value, "mild"))


def signal_word(value: str) -> Word:
    """The signal of a statement: support, strength, shortage or context."""
    return Word(value, TERMS["signal"][value][language()])


# What became of a priority, beside the stages: `priorities.history.delivery_history.Step`.
LEFT: Mapping[str, Promise] = {
    "removed": _("dropped"),
    "withdrawn": _("withdrawn with the list"),
    "ended": _("ended"),
}


def speaker_word(value: str) -> str:
    """The speaker of a statement."""
    return TERMS["speaker"][value][language()]


def statement_choices() -> dict[str, dict[str, Promise | str]]:
    """What a list can be filtered by: the values of each field, and their words."""
    return {
        "emphasis": {value: label for value, (label, _letter, _told) in EMPHASIS.items() if value},
        "signal": {value: signal_word(value).text for value in Priority.Signal.values},
        "stage": {value: stage_word(value).text for value in Priority.Stage.values},
    }
