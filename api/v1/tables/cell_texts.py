"""What stands in one cell: several texts, reasons in a language, names, whatever a brief holds."""

from collections.abc import Iterable, Mapping
from typing import Any

from core.tabular import Column
from matcher.sentences import sentence

# No line break, so that a line of a CSV file is a row.
SEPARATOR = " | "
PLACE_COLUMNS = (
    Column("place_code", 10),
    Column("place_en", 18),
    Column("place_zh", 14),
    Column("province_code", 10),
    Column("province_en", 16),
    Column("province_zh", 10),
)
_NO_NAMES: Mapping[str, str] = {}


def join(texts: Iterable[object]) -> str:
    """Return the texts as one, each once, in their order; empty ones are left out."""
    return SEPARATOR.join(dict.fromkeys(text for one in texts if (text := str(one))))


def sentences(
    reasons: Iterable[Mapping[str, Any]], language: str, names: Mapping[str, str] = _NO_NAMES
) -> str:
    """Return the sentences of stored reasons or questions; `names`: the Chinese names of partners
    by their English ones.
    """
    return join(sentence(one, language, names) for one in reasons)


def links(reasons: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the addresses that the reasons cite, each once."""
    return list(dict.fromkeys(link for one in reasons for link in one["args"].get("links", ())))


def place_cells(place: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Return the cells of `PLACE_COLUMNS` for a rendered place."""
    province = (place or {}).get("province") or place
    return tuple(
        named[key] if named else "" for named in (place, province) for key in ("code", "en", "zh")
    )


def plain_text(value: Any) -> str:
    """Return a value of JSON as people read it: names in both languages, lists joined."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case {"en": en, "zh": zh}:
            code = f" ({value['code']})" if value.get("code") else ""
            return f"{en} / {zh}{code}"
        case Mapping():
            named = ((name, plain_text(one)) for name, one in value.items())
            return "; ".join(f"{name}: {text}" for name, text in named if text)
        case list() | tuple():
            return join(plain_text(one) for one in value)
    return str(value)
