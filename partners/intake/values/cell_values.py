"""Numbers, quantities, days and lists in cells. Each function raises `CellFault`."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal, InvalidOperation

from core.languages.messages import Message
from partners.names.units import UNITS_BY_SPELLING

_LIST = re.compile(r"\s*[;；、|\n]\s*")
_LOOSE_LIST = re.compile(r"\s*[;；、|\n,，/]\s*")
_NUMBER = re.compile(r"(?P<number>\d[\d,， ]*(?:\.\d+)?)\s*(?P<scale>[万亿kKmM千]?)(?P<rest>.*)")
_NEGATIVE = re.compile(r"[-−–](?:\d[\d,， ]*)(?:\.\d+)?")
_SCALES = {"万": 10_000, "亿": 100_000_000, "千": 1_000, "k": 1_000, "m": 1_000_000}
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?|月)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_PLAIN_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
# No firm has such a number; Python refuses to write one of 4,300.
_MOST_DIGITS = 30
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")
_FIRST_SERIAL = dt.date(1899, 12, 30)
_DAYS = {"day": 1, "week": 7, "month": 30, "天": 1, "日": 1, "周": 7, "月": 30, "星期": 7}


class CellFault(Exception):
    """A cell cannot be read; the text gives the reason, `suggestion` a right value or nothing."""

    def __init__(self, reason: str, suggestion: str = "") -> None:
        self.suggestion = suggestion
        super().__init__(reason if isinstance(reason, Message) else Message(reason))


def read_list(text: str, *, loose: bool = False) -> tuple[str, ...]:
    """The entries of a cell, each once; `loose`: commas and slashes separate them, too."""
    parts = (_LOOSE_LIST if loose else _LIST).split(text)
    return tuple(dict.fromkeys(part for part in parts if part))


def read_number(text: str) -> Decimal:
    """A number: 1,200; 3.5; 2万; 5k."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None or found["rest"].strip():
        raise CellFault("is below 0" if _NEGATIVE.fullmatch(text.strip()) else "is not a number")
    return _scaled(found)


def read_quantity(text: str) -> tuple[Decimal, str]:
    """A number and its unit by name: 500 pcs, 2万件."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        raise CellFault("is not a number with a unit", "500 pieces")
    # An m may be metres and not millions: 300 m.
    if found["scale"] in ("m", "M", "k") and not found["rest"].strip():
        word, number = found["scale"], _decimal(found["number"])
    else:
        word, number = found["rest"].strip().rstrip("."), _scaled(found)
    word = re.split(r"[/每]|\bper\b", word)[0].strip().casefold()
    unit = UNITS_BY_SPELLING.get(word)
    if unit is None:
        if not word:
            raise CellFault("has no unit", "500 pieces")
        reason = Message("has the unit {word!r}, which is unknown", word=word)
        raise CellFault(reason, "500 pieces")
    return number, unit.name


def read_days(text: str) -> int:
    """A number of days: 30, 30 days, 1.5 weeks, 15天; of a span the longer end, rounded up."""
    spans = re.findall(r"\d+(?:\.\d+)?", text)
    if not spans:
        raise CellFault("is not a number of days", "30")
    if _NEGATIVE.match(text.strip()):
        raise CellFault("is below 0")
    factor = next((days for word, days in _DAYS.items() if word in text.casefold()), 1)
    return math.ceil(max(map(_decimal, spans[:2])) * factor)


def read_day(text: str) -> dt.date:
    """A day: 2026-03-01, 2026/3/1, 2026年3月1日, 20260301; of a month its first day.

    A day that begins with the day of the month is read only where no month can be meant.
    """
    refuse_serial_day(text.strip())
    plain = text.strip().split(" ")[0] if re.match(r"\d{4}-", text) else text.strip()
    found = _PLAIN_DAY.fullmatch(plain) or _DAY.fullmatch(plain)
    parts = [int(part or 1) for part in found.groups()] if found else _day_first(plain)
    try:
        return dt.date(*parts[:3])
    except ValueError as fault:
        raise CellFault("is not a day of the calendar", "2026-01-31") from fault


def refuse_serial_day(text: str) -> None:
    """Raise `CellFault` for a day as the serial number of a spreadsheet, with the day that it would
    be: only the spreadsheet knows whether it counts from 1900 or from 1904.
    """
    if _SERIAL.fullmatch(text):
        day = _FIRST_SERIAL + dt.timedelta(days=int(float(text)))
        raise CellFault("is the serial number of a day in a spreadsheet", day.isoformat())


def _day_first(text: str) -> list[int]:
    found = _DAY_FIRST.fullmatch(text)
    if found is None:
        raise CellFault("is not a day", "2026-01-31")
    first, second, year = map(int, found.groups())
    if first <= 12 and second <= 12 and first != second:
        raise CellFault("may be two days: write the year first", f"{year}-{second:02}-{first:02}")
    day, month = (first, second) if first > 12 else (second, first)
    return [year, month, day]


def _scaled(found: re.Match[str]) -> Decimal:
    return _decimal(found["number"]) * _SCALES.get(found["scale"].casefold(), 1)


def _decimal(text: str) -> Decimal:
    digits = re.sub(r"[,， ]", "", text)
    if len(digits) > _MOST_DIGITS:
        raise CellFault(Message("has more than {most} digits", most=_MOST_DIGITS))
    try:
        return Decimal(digits)
    except InvalidOperation as fault:
        raise CellFault("is not a number") from fault
