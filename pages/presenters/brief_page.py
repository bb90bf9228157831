"""The fields of a brief as the page lays them out, and what a sentence was read as."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matcher import loaded
from matcher.briefs.sentence import WORDING, SentenceReading
from pages.forms.brief_form import word_of
from pages.frame.language import joined, language
from pages.frame.words import WISHES
from pages.presenters.weight_rows import WeightRow, weight_rows
from partners.name_resolvers import NameResolvers

# Each group of fields, and whom it concerns: everybody, or one kind of search alone.
_GROUPS: Sequence[tuple[Promise, Sequence[tuple[str, str]]]] = (
    (
        _("What"),
        (
            ("products", "manufacturer"),
            ("sectors", "manufacturer"),
            ("services", "service_provider"),
            ("client_sector", "service_provider"),
            ("client_place", "service_provider"),
            ("processes", "manufacturer"),
            ("materials", "manufacturer"),
        ),
    ),
    (
        _("Where and how much"),
        (("provinces", ""), ("order_quantity", ""), ("order_unit", ""), ("lead_time_days", "")),
    ),
    (
        _("What they must be able to show"),
        (("certifications", ""), ("languages", ""), ("markets", "")),
    ),
)
_TYPED = ("order_quantity", "lead_time_days")


@dataclass(frozen=True)
class BriefRow:
    """A field: whether it can be made a hard wish, whether it is, and for which kind of search."""

    field: forms.BoundField
    lockable: bool
    locked: bool
    only: str
    suggests: bool


@dataclass(frozen=True)
class BriefPage:
    """A brief's form as the template walks through it."""

    form: forms.Form

    def groups(self) -> Iterator[tuple[Promise, list[BriefRow]]]:
        """The groups of fields, each with its heading."""
        required = self.form["require"].value() or []
        for heading, names in _GROUPS:
            yield heading, [self._row(name, only, required) for name, only in names]

    def _row(self, name: str, only: str, required: Sequence[str]) -> BriefRow:
        # Places bound the search as they are: there is nothing to make hard.
        lockable = name in WISHES and name != "provinces"
        return BriefRow(self.form[name], lockable, name in required, only, name not in _TYPED)

    def weights(self) -> list[WeightRow]:
        """The sliders, in the order of the answer's components."""
        return weight_rows(self.form)


@dataclass(frozen=True)
class ShownReading:
    """What words of a sentence became, and which were not used, with the reason."""

    understood: Sequence[tuple[str, str]]
    not_understood: Sequence[tuple[str, str]]


def shown_reading(reading: SentenceReading) -> ShownReading:
    """Put a reading into the visitor's words."""
    text, zh, names = reading.text, language() == "zh", loaded.names()
    return ShownReading(
        [
            (text[one.start : one.end], _value(one.field, one.value, names))
            for one in reading.understood
        ],
        [(text[one.start : one.end], WORDING[one.reason][zh]) for one in reading.not_understood],
    )


def _value(field: str, value: Any, names: NameResolvers) -> str:
    """The value of a field as a text, codes by their names."""
    if isinstance(value, dict):
        return " ".join(map(str, value.values()))
    if isinstance(value, list):
        return joined(_value(field, one, names) for one in value)
    return word_of(field, str(value), names)
