"""Wishes that a buyer makes hard: "a must", "required", 必须.

Only words that leave no doubt make a wish hard, because a hard wish drops every partner whose
fact is unknown. `with`, `need`, 要 and 要有 introduce any wish of a buyer's list, so they do not:
such a wish still ranks those first that meet it.
"""

import re
from collections import defaultdict

from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.lookup import Lookup
from matcher.briefs.sentence.reading import Findings, UnusedReason
from matcher.briefs.sentence.word_lists import load_word_lists

_MOST_MARKS = 20
_HELD = {"certifications", "languages"}
HARD_FIELDS = ("order_quantity", "lead_time_days", "certifications", "languages", "markets")
_MARK = Lookup(load_word_lists(__file__)["marks"])
# "CE only", "only BSCI": beside a certificate alone.
_ONLY = re.compile(r"(?<![a-z])only(?![a-z])|只要|仅限")
_COLON = re.compile(r"\s?:")
_NOT = re.compile(r"(?:not|isn't|no|don't|不是?|非|没有?)\s?$")


def read_hard_wishes(text: BuyerText, findings: Findings) -> list[str]:
    """The fields that the text makes hard: those of the wishes in the clause of the mark, or in
    the clause before it where the mark stands alone.
    """
    wishes = _wishes_by_clause(text, findings)
    hard: set[str] = set()
    marks = list(_MARK.find(text))
    for found in marks:
        text.take(found.start, found.end)
    alone = {
        text.clause(found.start): _is_alone(text, found.start) for found in marks[:_MOST_MARKS]
    }
    for found in marks:
        clause = text.clause(found.start)
        if text.before(found.start, _NOT):
            continue
        # "a must: CE" names the wish behind the mark, "CE, a must" before it.
        beside = clause + 1 if text.after(found.end, _COLON) else clause - 1
        here = wishes[clause] or (wishes[beside] if alone.get(clause) else set())
        if not here:
            findings.tell(found.start, found.end, UnusedReason.NOT_HARD)
        # "500 pieces with CE a must": what is held or spoken, before figures of the order.
        hard |= here & _HELD or here
    for only in text.find(_ONLY):
        if "certifications" in wishes[text.clause(only.start())]:
            text.take(*only.span())
            hard.add("certifications")
    return [name for name in HARD_FIELDS if name in hard]


def _wishes_by_clause(text: BuyerText, findings: Findings) -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for one in findings.understood:
        if one.field in HARD_FIELDS:
            found[text.clause(one.start)].add(one.field)
    return found


def _is_alone(text: BuyerText, at: int) -> bool:
    """Whether no word of the clause is left but the mark, which is taken."""
    start, end = text.clause_bounds(at)
    clause = enumerate(text.plain[start:end], start)
    return not any(sign.isalnum() and text.free(n, n + 1) for n, sign in clause)
