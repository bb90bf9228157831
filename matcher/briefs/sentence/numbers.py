"""Numbers of a text: digits, English and Chinese number words, and ranges of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from matcher.briefs.sentence.buyer_text import BuyerText

_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_FROM_TWENTY = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: number for number, word in enumerate(_TO_NINETEEN.split())}
_TENS = {word: 10 * number for number, word in enumerate(_FROM_TWENTY.split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_SMALL = _UNITS | _TENS
_SIGNS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_CHINESE_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_FACTORS = {"k": 1_000, "mn": 1_000_000, **_SCALES, "w": 10_000, **_CHINESE_SCALES}

# At most twelve digits: a longer one is no quantity of anything.
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,12}(?!\d))(?:\.\d{1,6}(?!\d))?"
_FACTOR = (
    r"(?:k(?![a-z])|mn(?![a-z])|\s?(?:hundred|thousand|million)(?![a-z])"
    r"|w(?=[\u3400-\u9fff])|\s?[百千万亿]+)"
)
_WORDS = (
    rf"(?:(?:a|half\ a|{'|'.join(_SMALL)})\s)?(?:hundred|thousand|million)(?![a-z])"
    rf"(?:\s(?:hundred|thousand)(?![a-z]))?|(?:{'|'.join(_SMALL)})(?:[\s-](?:{'|'.join(_UNITS)}))?(?![a-z])"
)
_CHINESE = r"[零〇一二两三四五六七八九十百千万亿]{1,12}|半"
_ONE = rf"(?:{_DIGITS}{_FACTOR}?|(?<![a-z-])(?:{_WORDS})|{_CHINESE})"
_RANGE = r"\s?(?:-|–|—|~|～|至|到|(?<=\s)to(?=\s))\s?"
# A number stands free of words and of other numbers, or behind a Chinese sign.
_NUMBER = re.compile(
    rf"(?:(?<![\w.])(?<![\w]-)|(?<=[\u3400-\u9fff]))"
    rf"(?P<between>between\s)?({_ONE})(?:(?(between)\sand\s|{_RANGE})({_ONE}))?".replace(
        "\\ ", r"\s"
    )
)
_PARTS = re.compile(r"([\d,]+(?:\.\d+)?)\s?(k|mn|hundred|thousand|million|w|[百千万亿]+)?")
_OF_DIGITS = re.compile(r"\d")


@dataclass(frozen=True)
class Number:
    """A number or a range of the text: `low` to `high`. `spelled`: in words, not in digits."""

    low: Decimal
    high: Decimal
    start: int
    end: int
    spelled: bool


def find_numbers(text: BuyerText) -> Iterator[Number]:
    """Yield the numbers of the text that no reader has taken, in order."""
    for found in text.find(_NUMBER):
        low = _value(found[2])
        high = _value(found[3]) if found[3] else low
        if low is None or high is None:
            continue
        # "4-6千": what stands behind the second number belongs to both.
        if found[3] and low < high and not _has_factor(found[2]):
            low *= _factor_of(found[3])
        spelled = not _OF_DIGITS.search(found[0])
        yield Number(min(low, high), max(low, high), *found.span(), spelled)


def _value(text: str) -> Decimal | None:
    if text == "半":
        return Decimal("0.5")
    if parts := _PARTS.fullmatch(text):
        return Decimal(parts[1].replace(",", "")) * _factor_of(text)
    return _english(text) if text.isascii() else _chinese(text)


def _has_factor(text: str) -> bool:
    parts = _PARTS.fullmatch(text)
    return parts is None or bool(parts[2])


def _factor_of(text: str) -> int:
    parts = _PARTS.fullmatch(text)
    if parts is None or not parts[2]:
        return 1
    factor, word = 1, parts[2].strip()
    for name in [word] if word in _FACTORS else word:
        factor *= _FACTORS[name]
    return factor


def _english(text: str) -> Decimal | None:
    total = Decimal(0)
    for word in re.split(r"[\s-]+", text):
        if word in _SCALES:
            total = (total or Decimal(1)) * _SCALES[word]
        elif word == "half":
            total = Decimal("0.5")
        elif word != "a":
            total += _SMALL[word]
    return total


def _chinese(text: str) -> Decimal | None:
    """The value of a number such as 一千五百 or 两万五: the last sign may lack its scale."""
    total = section = Decimal(0)
    digit, scale = None, 1
    for sign in text:
        if sign in _SIGNS:
            if digit and digit > 0:
                return None
            digit = _SIGNS[sign]
            scale = 10 if sign in "零〇" else scale
            continue
        size = _CHINESE_SCALES[sign]
        if size < 10_000:
            section += (1 if digit is None else digit) * size
        else:
            total = (total + section + (digit or 0)) * size if size > total else total
            section = Decimal(0)
        digit, scale = None, size
    if digit is not None:
        section += digit * (scale // 10 if scale > 10 else 1)
    return total + section
