"""Target prices and delivery terms: kept with the brief and shown, not scored."""

import re
from decimal import Decimal
from typing import Any

from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.lookup import Lookup
from matcher.briefs.sentence.numbers import Number
from matcher.briefs.sentence.reading import Findings, UnusedReason
from matcher.briefs.sentence.word_lists import load_word_lists

_LISTS = load_word_lists(__file__)
# Spelling -> ISO 4217.
_CURRENCIES = {word: code for code, words in _LISTS["currencies"].items() for word in words}
_NAMES = "|".join(re.escape(name) for name in sorted(_CURRENCIES, key=len, reverse=True))
_BEFORE = re.compile(rf"(?<![a-z])({_NAMES})\s?$")
_AFTER = re.compile(rf"\s?({_NAMES})(?![a-z])")
_CUE_BEFORE = re.compile(
    r"(?:target(?:ed)?\s(?:unit\s)?(?:price|cost)s?|unit\sprice|price|cost|below|under"
    r"|max(?:imum)?|around|about|"
    r"目标价格?|单价|价格|每[件个条双套台只把张支]|不超过|低于)"
    r"(?:\s?(?:of|is|at|为|是|在|:|约|不超过|低于|每[件个条双套台只把张支])\s?)*\s?$"
)
_EACH = re.compile(
    r"\s?(?:(?:/|per|a|an|each|every)\s?(?:pc|pcs|piece|unit|pair|set|kg|ton|tonne|metre|meter"
    r"|m|dozen|one|item)s?(?![a-z])"
    r"|each|(?:/|每|一)\s?[件个条双套台只把张支吨米打]|以内|以下|左右)"
)
_TOTAL = re.compile(
    r"(?:budget|total|worth|value|turnover|预算|总价|总额|货值)(?:\s?(?:of|is|:|为|是|约)\s?)*\s?$"
)
_TERMS = {word: term for term, words in _LISTS["terms"].items() for word in words}
_TERM = Lookup(_TERMS)


def read_price(text: BuyerText, number: Number, findings: Findings) -> bool:
    """Read a sum of money; whether the number is one."""
    before = text.before(number.start, _BEFORE)
    after = None if before else text.after(number.end, _AFTER)
    found = before or after
    if found is None:
        return False
    start = before.start() if before else number.start
    end = after.end() if after else number.end
    if each := text.after(end, _EACH):
        end = each.end()
    if total := text.before(start, _TOTAL):
        findings.tell(total.start(), end, UnusedReason.BUDGET)
        return True
    if cue := text.before(start, _CUE_BEFORE):
        start = cue.start()
    if findings.has("target_price"):
        findings.tell(start, end, UnusedReason.SECOND)
        return True
    price: dict[str, Any] = {"amount": as_json(number.high), "currency": _CURRENCIES[found[1]]}
    note = "the upper end of the range" if number.low != number.high else ""
    findings.add("target_price", price, start, end, note)
    return True


def read_terms(text: BuyerText, findings: Findings) -> None:
    """Read the delivery term (FOB, DDP): the first one counts."""
    for found in _TERM.find(text):
        if findings.has("incoterm"):
            findings.tell(found.start, found.end, UnusedReason.SECOND)
        else:
            findings.add("incoterm", _TERMS[found.name], found.start, found.end)


def as_json(number: Decimal) -> int | float:
    """The number as JSON holds it: whole numbers without a fraction, others with three decimals
    at most.
    """
    exact = number.quantize(Decimal("0.001"))
    return int(exact) if exact == exact.to_integral_value() else float(exact)
