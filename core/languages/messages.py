"""Sentences that an edge can tell in another language than English."""

from collections.abc import Mapping, Sequence
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

    def as_json(self) -> dict[str, Any]:
        """Return the template and the values, to be stored beside the English text."""
        return {"template": self.template, "values": {k: _plain(v) for k, v in self.values.items()}}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Return the message that `as_json` gave."""
        values = stored["values"].items()
        return cls(
            stored["template"],
            **{name: cls.from_json(v) if isinstance(v, Mapping) else v for name, v in values},
        )

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.template,), dict(self.values)


def joined(parts: Sequence[str], template: str = "{first}; {rest}") -> str:
    """The parts as one message that names them in their order: "a; b; c". Each keeps its template.

    `template` names the first part and the rest; it is translated, too.
    """
    *before, said = parts
    for part in reversed(before):
        said = Message(template, first=part, rest=said)
    return said


def _plain(value: Any) -> Any:
    if isinstance(value, Exception):
        # The message of a name that a lower floor refused.
        value = str(value)
    if isinstance(value, Message):
        return value.as_json()
    return value if isinstance(value, int | float) else str(value)
