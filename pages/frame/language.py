"""The language of this request as the domain names it: `zh` or `en`."""

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _now


def language() -> str:
    """Return `zh` or `en`, whichever the visitor has chosen or the browser prefers."""
    return "zh" if (get_language() or "").startswith("zh") else "en"


def joined(texts: Iterable[str]) -> str:
    """The texts that are not empty, as a list in the visitor's language."""
    return _now(", ").join(filter(None, texts))


def in_language(row: object, field: str = "name") -> str:
    """The text of a row that has it in both languages, as `name_en` and `name_zh`: in the
    visitor's, or where that is empty in the other.
    """
    own, other = (
        (f"{field}_zh", f"{field}_en") if language() == "zh" else (f"{field}_en", f"{field}_zh")
    )
    found: str = getattr(row, own, "") or getattr(row, other, "")
    return found


def other_language(own: str) -> str:
    """The language, as HTML names it, of a text that stands for one that the visitor's language
    lacks: `own` is that text; empty where there is one.
    """
    return "" if own else "en" if language() == "zh" else "zh-Hans"


def written_in(text: str) -> str:
    """The language that a stored text is marked as: its letters tell."""
    return "en" if text.isascii() else "zh-Hans"
