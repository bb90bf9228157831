"""Names of models, fields and choices in the language of the reader."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Field, Model
from django.utils.functional import lazystr
from django.utils.translation import get_language, gettext, gettext_lazy

# What the names of texts in two languages end with, such as "title zh".
_LANGUAGES = {" en": " in English", " zh": " in Chinese"}
_ENDING_IN_YS = re.compile(r"(?<=[^aeiou])ys$")


class _Plural:
    """The plural of a name. Chinese has none, so that the catalogue need not have it."""

    def __init__(self, one: Any, many: Any) -> None:
        self._one, self._many = one, many

    def __str__(self) -> str:
        chinese = (get_language() or "en").startswith("zh")
        return gettext(str(self._one)) if chinese else _spelled(str(self._many))


def _spelled(plural: str) -> str:
    """The plural as it is spelled: Django's own is the name with an s."""
    return _ENDING_IN_YS.sub("ies", plural)


def translate_labels(models: Iterable[type[Model]]) -> None:
    """Let the desk show the names of the models, of their fields and of the choices in the
    language of the reader, where the catalogue has them.

    Most names follow from those of the attributes: to state each in its model would say everything
    twice. Migrations see what the models state.
    """
    for model in models:
        names: Any = model._meta
        if isinstance(names.verbose_name, str):
            plural = _Plural(names.verbose_name, names.verbose_name_plural)
            names.verbose_name_plural = lazystr(plural)
        names.verbose_name = _lazy(names.verbose_name)
        for field in names.get_fields():
            if isinstance(field, Field):
                _translate_field(field)


def _translate_field(field: Any) -> None:
    field.verbose_name = _lazy(field.verbose_name)
    field.help_text = _lazy(field.help_text)
    if field.choices:
        field.choices = [(value, _lazy(label)) for value, label in field.choices]


def _lazy(label: Any) -> Any:
    if not isinstance(label, str) or not label:
        return label
    ending = label[-3:]
    return gettext_lazy(label.removesuffix(ending) + _LANGUAGES.get(ending, ending))
