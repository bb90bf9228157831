"""Find English in texts that should be Chinese."""

import json
import re
from collections.abc import Iterator
from typing import Any

from matcher.scoring.weights import DEFAULT
from partners.names.units import UNITS
from tests.api.caller import SCHEMA

# What was sent, codes and examples stand in quotation marks.
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|`[^`]*`|“[^”]*”")
_WORD = re.compile(r"[A-Za-z][A-Za-z'_.-]*[A-Za-z]|[A-Za-z]")
_ADDRESSES = re.compile(r"https?://\S*|[\w.-]+/[\w.+*-]+|/[\w./-]+|https://|[\w.]+:[\w.]+")
# Names in the list of places and sectors, which stand beside their codes.
_NAMES_WITH_CODES = re.compile(r"[A-Z][\w ,'&-]*\((?:\d{6}|C\d+|PS\d+|EI-\w+)\)")
# Names of protocols, formats and headers; no word of a sentence.
TERMS = frozenset((
    "API", "ASCII", "Accept", "Allow", "Authorization", "Bearer", "CSV", "Content-Type",
    "DELETE", "ETag", "GET", "GB", "HS", "Host", "HTTP", "ID", "ISO", "Idempotency-Key",
    "If-Match", "IP", "JSON", "KEY", "Lines", "MB", "NUL", "NaN", "PATCH", "POST", "PUT",
    "HEAD", "OPTIONS", "TRACE", "RateLimit-Policy", "Retry-After", "TOML", "URL", "UTC", "UTF",
    "XLSX", "YYYY-MM-DD", "KB", "webhook", "https", "http", "xn", "seeking", "service_provider",
    "null", "true", "false", "PATH", "id", "demonstration", "own-list",
))  # fmt: skip


def _names(value: Any) -> Iterator[str]:
    """The names of fields, parameters and the values of choices that the document declares."""
    if isinstance(value, dict):
        yield from value.get("properties", {}) if isinstance(value.get("properties"), dict) else ()
        yield from map(str, value.get("enum", ()))
        yield from (str(value["name"]),) if value.get("in") else ()
        for one in value.values():
            yield from _names(one)
    elif isinstance(value, list):
        for one in value:
            yield from _names(one)


_UNITS = {word for unit in UNITS for word in unit.name.split()}
NAMES = frozenset(_names(SCHEMA)) | TERMS | DEFAULT.keys() | _UNITS | {"editor"}


def english_of(text: str, values: Iterator[str] | list[str] = ()) -> list[str]:
    """Return the English words of a text, but for names, codes, what is quoted and the values."""
    for value in sorted(values, key=len, reverse=True):
        text = text.replace(value, " ")
    for pattern in (_QUOTED, _NAMES_WITH_CODES, _ADDRESSES):
        text = pattern.sub(" ", text)
    words = _WORD.findall(text)
    return [word for word in words if word not in NAMES and not re.search(r"\d|^[A-Z]{1,3}$", word)]


def english_of_problem(response: Any) -> list[str]:
    """Return the English words in the texts of a problem."""
    body = json.loads(response.content)
    values = [near for one in body["errors"] for near in one["nearest"]]
    values += [one.get("pointer") or one.get("parameter") or "" for one in body["errors"]]
    values = [value for value in values if value]
    texts = [body["title"], body["detail"], body["suggestion"]]
    texts += [one["detail"] for one in body["errors"]]
    return [word for text in texts for word in english_of(text, values)]


def is_told_in_chinese(response: Any) -> None:
    """Assert that a refusal is told in Chinese, and says so."""
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Content-Language"] == "zh-hans"
    assert "Accept-Language" in response.headers["Vary"]
    assert english_of_problem(response) == [], response.content.decode()
