"""A list of words in one line of a form."""

import re
from typing import Any

from django import forms

BETWEEN = re.compile(r"[,，、;；\n]+")
_LONGEST = 200


def part_last(text: str) -> tuple[str, str]:
    """The words before the last comma with it and a blank, and what is typed after it."""
    ends = [found.end() for found in BETWEEN.finditer(text)]
    return (f"{text[: ends[-1]].rstrip()} ", text[ends[-1] :]) if ends else ("", text)


class WordsField(forms.CharField):
    """Words with commas between, Chinese ones as well; their value is a list of texts."""

    def to_python(self, value: Any) -> Any:
        """Return the words, once each, in their order."""
        words = (one.strip()[:_LONGEST] for one in BETWEEN.split(value or ""))
        return list(dict.fromkeys(filter(None, words)))

    def prepare_value(self, value: Any) -> Any:
        """Return the words as one line."""
        return ", ".join(value) if isinstance(value, list) else value

    def validate(self, value: Any) -> None:
        """Refuse an empty list where words are required."""
        forms.Field.validate(self, value)

    def run_validators(self, value: Any) -> None:
        """Check nothing of the text: the domain knows which words mean something."""
