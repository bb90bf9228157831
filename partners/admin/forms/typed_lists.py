"""Fields of forms that hold several words, or names in place of codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from unfold.widgets import (
    INPUT_CLASSES,
    TEXTAREA_CLASSES,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from core.languages.translation import translated
from partners.errors import NameFault
from partners.lexicon.sector_resolver import SectorResolver
from partners.names.place_resolver import PlaceResolver
from partners.reference.reference_loader import read_atlas, read_taxonomy

# A name may hold a comma; a code or a word for a product does not.
_NAMES = re.compile(r"[;；\r\n]+")
_WORDS = re.compile(r"[;；,，、\r\n]+")
VERB_KINDS = {"makes": ("manufacturing", "emerging"), "serves": ("service",)}


class NameReader:
    """Reads names of places and sectors as codes. One serves one request."""

    @cached_property
    def _places(self) -> PlaceResolver:
        return PlaceResolver(read_atlas())

    @cached_property
    def _sectors(self) -> SectorResolver:
        return SectorResolver(read_taxonomy())

    def place(self, text: str) -> str | None:
        """The code of a place; None for no text. Raises `ValidationError`."""
        return read(self._places.resolve, text).code if text else None

    def sector(self, text: str, verb: str) -> str:
        """The code of what is made or of the service. Raises `ValidationError`."""
        kinds = VERB_KINDS.get(verb, VERB_KINDS["makes"])
        return str(read(lambda one: self._sectors.resolve(one, kinds), text).code)


def read(known: Callable[[str], Any], text: str) -> Any:
    """What the text names. Raises `ValidationError` with the nearest names."""
    try:
        return known(text)
    except NameFault as fault:
        raise ValidationError(translated(str(fault))) from fault


class ListField(forms.CharField):
    """Several words or names in one text, as a tuple. `known` reads each of them."""

    def __init__(
        self, *, names: bool = False, known: Callable[[str], str] | None = None, **kwargs: Any
    ) -> None:
        self._split, self._known = _NAMES if names else _WORDS, known
        kwargs.setdefault("widget", text_input())
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        words = (word.strip() for word in self._split.split(super().to_python(value) or ""))
        known = self._known
        given = (word if known is None else read(known, word) for word in words if word)
        return tuple(dict.fromkeys(given))


def text_input(listed: str = "") -> forms.TextInput:
    """A text input, with a list of suggestions where one is named."""
    attrs = {"list": listed, "autocomplete": "off"} if listed else {}
    widget: forms.TextInput = UnfoldAdminTextInputWidget(attrs=attrs)
    return widget


def text_area() -> forms.Textarea:
    """A text area as wide as its field."""
    return forms.Textarea({"rows": 2, "class": " ".join(TEXTAREA_CLASSES)})


def day_input() -> forms.DateInput:
    """A day; browsers show it in the reader's own way."""
    return forms.DateInput({"type": "date", "class": " ".join(INPUT_CLASSES)}, format="%Y-%m-%d")


def choice(
    label: Any,
    choices: Sequence[tuple[str, Any]],
    *,
    empty: bool = True,
    required: bool | None = None,
) -> Any:
    """A choice that may be left open where `empty`; without `required`, then alone."""
    given = [("", "–"), *choices] if empty else list(choices)
    return forms.ChoiceField(
        label=label,
        required=not empty if required is None else required,
        choices=given,
        widget=UnfoldAdminSelectWidget(),
    )
