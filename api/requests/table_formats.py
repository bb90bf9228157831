"""The formats of lists that are also tables: chosen by the suffix of the address, or by Accept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls.converters import StringConverter
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import NotAcceptable

from core import tabular

JSON = "application/json"


@dataclass(frozen=True)
class TableFormat:
    """A format; `suffix`, without the dot, of addresses and files; `content_type` has a charset."""

    suffix: str
    media_type: str
    content_type: str


CSV = TableFormat("csv", "text/csv", "text/csv; charset=utf-8")
XLSX = TableFormat("xlsx", tabular.XLSX, tabular.XLSX)
# JSON is UTF-8 by definition, and its media types have no charset.
JSON_LINES = TableFormat("jsonl", "application/jsonl", "application/jsonl")
TABLE_FORMATS = (CSV, XLSX, JSON_LINES)
MEDIA_TYPES = (JSON, *(one.media_type for one in TABLE_FORMATS))
# Other names of JSON Lines, which has none that is registered.
_ALSO = {
    "application/x-ndjson": JSON_LINES.media_type,
    "application/x-jsonlines": JSON_LINES.media_type,
}


class TableSuffix(StringConverter):
    """The suffix of an address: `table` in a route."""

    regex = "|".join(one.suffix for one in TABLE_FORMATS)


SUFFIX = OpenApiParameter(
    "suffix",
    str,
    OpenApiParameter.PATH,
    enum=[one.suffix for one in TABLE_FORMATS],
    description="`csv`: UTF-8 with a byte order mark; `xlsx`: a workbook; `jsonl`: JSON Lines.",
)
_RANGE = re.compile(r"\s*([!#$%&'*+.^_`|~\w-]+/[!#$%&'*+.^_`|~\w-]+|\*)\s*(?:;(.*))?", re.ASCII)
_QUALITY = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.ASCII | re.IGNORECASE)
_LONGEST_ACCEPT = 2_000


@dataclass(frozen=True)
class _Range:
    """A media range of an Accept header; `position` in it."""

    text: str
    quality: float
    position: int

    def covers(self, media_type: str) -> int:
        """How narrowly the range names the media type: 3 by name, 2 by its first half, 1 as any
        type; 0 where it does not.
        """
        if _ALSO.get(self.text, self.text) == media_type:
            return 3
        if self.text == f"{media_type.partition('/')[0]}/*":
            return 2
        return 1 if self.text == "*/*" else 0


def choose_media_type(accept: str) -> str:
    """Return the one of `MEDIA_TYPES` that an Accept header prefers (RFC 9110, 12.5.1): of each
    type counts the narrowest range that covers it; the highest quality wins, then what is named
    narrowly, then what is named first, then what stands first. Raises `NotAcceptable`.
    """
    if not accept.strip():
        return MEDIA_TYPES[0]
    ranges, ranked = list(_ranges(accept[:_LONGEST_ACCEPT])), []
    if not ranges:
        raise NotAcceptable
    for number, media_type in enumerate(MEDIA_TYPES):
        narrow, found = max(
            ((one.covers(media_type), one) for one in ranges),
            key=lambda pair: (pair[0], -pair[1].position),
        )
        if narrow and found.quality > 0:
            ranked.append((-found.quality, -narrow, found.position, number))
    if not ranked:
        raise NotAcceptable
    return MEDIA_TYPES[min(ranked)[-1]]


def table_format(media_type: str) -> TableFormat | None:
    """Return the table format of a media type; None for JSON."""
    return next((one for one in TABLE_FORMATS if one.media_type == media_type), None)


def _ranges(accept: str) -> Iterator[_Range]:
    """Yield the media ranges; what is none is passed over."""
    for position, part in enumerate(accept.split(",")):
        if found := _RANGE.fullmatch(part):
            text = "*/*" if found[1] == "*" else found[1].lower()
            yield _Range(text, _quality(found[2] or ""), position)


def _quality(parameters: str) -> float:
    """The weight of a range; other parameters, such as a charset, change nothing."""
    for parameter in parameters.split(";"):
        if found := _QUALITY.fullmatch(parameter):
            return float(found[1])
    return 1.0
