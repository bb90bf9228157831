"""Messages in the language of the reader."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language, gettext, override

from core.languages.messages import Message


def reads_chinese() -> bool:
    """Whether the active language is Chinese: there is no other but English."""
    return (get_language() or "en").startswith("zh")


def translated(text: str) -> str:
    """Return the text in the active language; as it is where the catalogue does not have it.

    Of a message the template is translated, and each value that is a message; a plain text is
    looked up as a whole.
    """
    if not text or not reads_chinese():
        return text
    if not isinstance(text, Message):
        return gettext(text)
    values = {name: _translated_value(value) for name, value in text.values.items()}
    return gettext(text.template).format(**values)


def stored_text(text: str, message: Mapping[str, Any] | None) -> str:
    """Return a stored text in the active language by the message that was stored with it. Without
    one the text is looked up as a whole.
    """
    if not reads_chinese():
        return text
    return translated(Message.from_json(message) if message else text)


def translated_faults(stored: Iterable[Mapping[str, Any]], language: str) -> list[dict[str, Any]]:
    """Return stored faults (`Fault.to_store`) in the language, `en` or `zh`, as problems list them.
    Of a fault that was stored without its message only a plain text is translated.
    """
    with override("zh-hans" if language.startswith("zh") else "en"):
        return [_translated_fault(one) for one in stored]


def _translated_fault(stored: Mapping[str, Any]) -> dict[str, Any]:
    shown = {name: stored[name] for name in ("pointer", "nearest")}
    return {**shown, "detail": str(stored_text(stored["detail"], stored.get("message")))}


def _translated_value(value: Any) -> Any:
    if isinstance(value, Message):
        return translated(value)
    # The message of a name that a lower floor refused.
    return translated(str(value)) if isinstance(value, Exception) else value
