"""Wishes that a buyer makes hard: "a must", "required", 必须.

Only words that leave no doubt make a wish hard, because a hard wish drops every partner whose
fact is unknown. `with`, `need`, 要 and 要有 introduce any wish of a buyer's list, so they do not:
such a wish still ranks those first that meet it.
"""

import re

from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.lookup import Lookup
from matcher.briefs.sentence.reading import Findings, Reason

HARD_FIELDS = ("order_quantity", "lead_time_days", "certifications", "languages", "markets")
_MARKS = (
    "a must", "is a must", "are a must", "must have", "must be", "must", "must-have", "are required", "is required", "required", "mandatory", "is mandatory", "are mandatory", "essential", "is essential",
    "compulsory", "non-negotiable", "absolutely", "strictly", "obligatory", "no exceptions", "only with", "strict",
    "必须有", "必须要有", "必须要", "必须", "必需", "一定要有", "一定要", "务必", "硬性要求", "硬性", "强制", "缺一不可", "不可少", "必备", "是必须的", "刚需",
)  # fmt: skip
_MARK = Lookup(_MARKS)
# "CE only", "only BSCI": beside a certificate alone.
_ONLY = re.compile(r"(?<![a-z])only(?![a-z])|只要|仅限")
_NOT = re.compile(r"(?:not|isn't|no|don't|不是?|非|没有?)\s?$")


def read_hard_wishes(text: BuyerText, findings: Findings) -> list[str]:
    """The fields that the text makes hard: those of the wishes in the clause of the mark, or in
    the clause before it where its own has none.
    """
    fields: list[str] = []
    for found in _MARK.find(text):
        negated = text.before(found.start, _NOT)
        start = negated.start() if negated else found.start
        text.take(start, found.end)
        if negated:
            continue
        here = _fields_of_clause(text, findings, found.start)
        if not here:
            findings.tell(start, found.end, Reason.NOT_HARD)
        fields += here
    for found in text.find(_ONLY):
        clause = text.clause(found.start())
        if any(
            one.field == "certifications" and text.clause(one.start) == clause
            for one in findings.understood
        ):
            text.take(found.start(), found.end())
            fields.append("certifications")
    return [name for name in HARD_FIELDS if name in fields]


def _fields_of_clause(text: BuyerText, findings: Findings, at: int) -> list[str]:
    """The hard fields of this clause; of the one before, where nothing but the mark is here."""
    clause = text.clause(at)
    for number in (clause, clause - 1):
        here = [
            one.field
            for one in findings.understood
            if text.clause(one.start) == number and one.field in HARD_FIELDS
        ]
        if here:
            return list(dict.fromkeys(here))
        start, end = text.clause_bounds(at)
        if any(
            sign.isalnum() and text.free(n, n + 1)
            for n, sign in enumerate(text.plain[start:end], start)
        ):
            return []
    return []
