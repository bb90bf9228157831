"""Dates and instants in query parameters."""

import datetime as dt
import re

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from api.problems.refusals import ErrorDetail, QueryRefused
from api.v1.serializers.strict_fields import to_utc, year_range_error
from core.clock import end_of_day, today
from core.languages.messages import Message

AS_OF = OpenApiParameter(
    "as_of",
    str,
    description=(
        "State at the end of a day in China (2026-02-24) or at an instant with UTC "
        "offset (2026-02-24T09:30:00+08:00, with + written as %2B). Default: today."
    ),
)
# `fromisoformat` alone also accepts week dates and forms without separators. re.ASCII, because \d
# otherwise matches digits of every script.
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_PLUS_LOST = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) (\d\d:\d\d)")


def parse_as_of(request: Request) -> dt.datetime:
    """Return the requested instant; by default the end of today in China. Raises `QueryRefused`."""
    text = request.query_params.get("as_of")
    if text is None:
        return end_of_day(today())
    try:
        found = _read(text)
    except ValueError:
        found = None
    if found is None:
        raise _refusal(text)
    if far := year_range_error(found):
        raise QueryRefused([_far_error(text, far, "as_of")])
    return found


def parse_day(request: Request, name: str, default: dt.date) -> dt.date:
    """Return the value of the parameter as a date. Raises `QueryRefused`."""
    text = request.query_params.get(name)
    if text is None:
        return default
    try:
        found = dt.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None:
        detail = Message("{text!r} is not a date in the format YYYY-MM-DD", text=text[:60])
        raise QueryRefused([ErrorDetail(detail, (today().isoformat(),), parameter=name)])
    if far := year_range_error(found):
        raise QueryRefused([_far_error(text, far, name)])
    return found


def _far_error(text: str, far: tuple[str, tuple[str, ...]], name: str) -> ErrorDetail:
    detail = Message("{text} is {reason}", text=text[:60], reason=far[0])
    return ErrorDetail(detail, far[1], parameter=name)


def _read(text: str) -> dt.datetime | None:
    if _DAY.fullmatch(text):
        return end_of_day(dt.date.fromisoformat(text))
    return to_utc(dt.datetime.fromisoformat(text)) if _INSTANT.fullmatch(text) else None


def _refusal(text: str) -> QueryRefused:
    detail = Message("{text!r} is neither a date nor an instant with a UTC offset", text=text[:60])
    if _DAY.fullmatch(text) or _INSTANT.fullmatch(text):
        detail = Message("{text} is not a valid date or time", text=text)
    nearest: tuple[str, ...] = ("2026-02-24", "2026-02-24T09:30:00%2B08:00")
    # A client that forgot to encode the + of an offset sends a space: the most frequent mistake.
    if lost := _PLUS_LOST.fullmatch(text):
        detail = Message("a + in an address means a space: write it as %2B")
        nearest = (f"{lost[1]}%2B{lost[2]}",)
    return QueryRefused([ErrorDetail(detail, nearest, parameter="as_of")])
