"""Sentences that an edge can tell in another language than English."""

from collections.abc import Mapping
from typing import Any, Self


class Message(str):
    """A sentence in English that keeps its template and values: `Message("at most {most}", most=3)`
    is the text "at most 3".

    What is stored or logged is English, whoever caused it: only the edge that answers a reader
    translates the template (`told_by`). Values that are messages are translated too, others never.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Self:
        self = super().__new__(cls, template.format(**values))
        self.template, self.values = template, values
        return self

    def __str__(self) -> str:
        # str(error) of an exception then is its message, not a copy of the text alone.
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.template,), dict(self.values)
