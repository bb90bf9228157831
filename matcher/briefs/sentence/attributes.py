"""Wishes that no field of a brief takes, and words by which no partner can be compared."""

import re

from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.lookup import Lookup
from matcher.briefs.sentence.reading import Findings, UnusedReason
from matcher.briefs.sentence.word_lists import load_word_lists

_LISTS = load_word_lists(__file__)
_WISHES, _VAGUE = frozenset(_LISTS["wishes"]), frozenset(_LISTS["vague"])
# Adjectives that are also parts of names of goods (fast charger, small appliance, direct drive).
_ONLY_ALONE = frozenset(_LISTS["only_alone"])
_OUT = Lookup({*_WISHES, *_VAGUE})
_GOES_ON = re.compile(r"[-\s]?[a-z]|[\u3400-\u9fff]")
_LATIN_BEFORE = re.compile(r"[a-z]-$")


def read_attributes(text: BuyerText, findings: Findings) -> None:
    """Tell the wishes without a field, and the words that are no facts."""
    for start, end, word in _OUT.find(text):
        if word in _ONLY_ALONE and not _is_alone(text, start, end):
            continue
        findings.tell(start, end, UnusedReason.VAGUE if word in _VAGUE else UnusedReason.NO_FIELD)


def _is_alone(text: BuyerText, start: int, end: int) -> bool:
    """Whether a word is no part of a longer one: a taken word, a sign or the end follows."""
    if text.before(start, _LATIN_BEFORE):
        return False
    goes_on = text.after(end, _GOES_ON)
    if goes_on is None or not text.free(end, min(end + 2, len(text.plain))):
        return True
    return bool(re.match(r"\s(?:and|or|for|to|in|from|at|with|please)\s", text.plain[end:]))
