"""Size, age, overseas share and phone of an organisation in cells. No Django here."""

from __future__ import annotations

import re

from partners.intake.values.cell_values import (
    CellFault,
    read_day,
    read_number,
    refuse_serial_day,
)
from partners.intake.values.damaged_cells import whole_digits

_EXACT = re.compile(
    r"(\d[\d,， ]*)\s*(?:人|名|员工|employees?|workers?|people|staff)?", re.IGNORECASE
)
_NEGATIVE = re.compile(r"[-−–]\d[\d,， ]*(?:\.\d+)?")
_FOUR_DIGITS = re.compile(r"\d{4}")
_ANY_COUNT = re.compile(r"\d")
_SIZES = {
    "micro": "micro", "微型": "micro", "微型企业": "micro", "微": "micro",
    "small": "small", "小型": "small", "小型企业": "small", "小": "small",
    "medium": "medium", "medium-sized": "medium", "中型": "medium", "中型企业": "medium",
    "中": "medium", "mid-sized": "medium",
    "large": "large", "大型": "large", "大型企业": "large", "大": "large",
}  # fmt: skip
_YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)(?:\s*年)?")
_PHONE = re.compile(r"\+?[\d()（） ./\-—–]{5,40}(?:(?:ext|转|x)\.?\s*\d{1,6})?", re.IGNORECASE)
# Mobile numbers of China, with or without the code of the country.
_MOBILE = re.compile(r"(?:\+?(?:00)?86)?1[3-9]\d{9}")
_SPLIT = re.compile(r"\s*[;；、|\n,，]\s*|\s+/\s+")


def read_headcount(text: str) -> int | None:
    """The number of employees; None for a span or an estimate: a range is not a number.

    Raises `CellFault` for a text without digits, and for a number below 0.
    """
    if found := _EXACT.fullmatch(whole_digits(text)):
        return int(read_number(found[1]))
    if _NEGATIVE.fullmatch(text.strip()):
        raise CellFault("is below 0")
    if not _ANY_COUNT.search(text):
        raise CellFault("is not a number of employees", "500")
    return None


def read_size_class(text: str) -> str:
    """One of micro, small, medium, large. Raises `CellFault` for any other: 小微 may be two."""
    word = text.casefold().removesuffix(" enterprise").removesuffix(" company").strip()
    if word not in _SIZES:
        raise CellFault("is not one of micro, small, medium and large", "medium")
    return _SIZES[word]


def read_year(text: str) -> int:
    """The year of a foundation: 1998, 1998年, or that of a day."""
    if found := _YEAR.fullmatch(whole_digits(text)):
        return int(found[1])
    refuse_serial_day(text)
    if not _FOUR_DIGITS.search(whole_digits(text)):
        raise CellFault("is not a year", "1998")
    return read_day(text).year


def read_share(text: str, column: str) -> int:
    """A share in per cent, rounded: 35 %, or 35 in a column whose name says per cent.

    Raises `CellFault` for a number that may be a fraction.
    """
    is_percent = text.endswith(("%", "％")) or bool(re.search(r"per ?cent|%|％|百分", column, re.I))
    plain = text.rstrip("%％ ").removeprefix("-") if text.startswith("-0") else text.rstrip("%％ ")
    number = read_number(plain)
    if not is_percent and 0 < number <= 1:
        raise CellFault("may be a fraction or per cent: write the sign %", f"{number * 100:.0f} %")
    if number > 100:
        raise CellFault("is more than 100 %")
    return round(number)


def read_phones(text: str) -> tuple[str, bool]:
    """The first number in a cell that is no mobile phone, and whether one was left out: a mobile
    phone is a person's. Raises `CellFault` where there is no number at all.
    """
    kept, left = "", False
    for part in filter(None, _SPLIT.split(text)):
        digits = re.sub(r"[^\d+]", "", whole_digits(part))
        if _MOBILE.fullmatch(digits):
            left = True
        elif _PHONE.fullmatch(part) and len(digits) >= 5:
            kept = kept or part
    if not kept and not left:
        raise CellFault("is not a phone number", "+86 21 5555 0100")
    return kept[:60], left
