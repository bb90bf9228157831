"""Messages in the language of the reader."""

from typing import Any

from django.utils.translation import get_language, gettext

from core.messages import Message


def translated(text: str) -> str:
    """Return the text in the active language; as it is where the catalogue does not have it.

    Of a message the template is translated, and each value that is a message; a plain text is
    looked up as a whole.
    """
    if not text or (get_language() or "en").startswith("en"):
        return text
    if not isinstance(text, Message):
        return gettext(text)
    values = {name: _translated_value(value) for name, value in text.values.items()}
    return gettext(text.template).format(**values)


def _translated_value(value: Any) -> Any:
    if isinstance(value, Message):
        return translated(value)
    # The message of a name that a lower floor refused.
    return translated(str(value)) if isinstance(value, Exception) else value
