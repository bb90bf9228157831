"""Lead times in days, told apart from warranties, terms of payment and other times."""

import re
from decimal import ROUND_CEILING, Decimal

from core.languages.messages import Message, joined
from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.numbers import Number
from matcher.briefs.sentence.reading import Findings, UnusedReason

_UNIT = re.compile(
    r"\s?-?\s?(?:(?P<working>(?:working|business)[\s-]days?|个?工作日)"
    r"|(?P<day>days?(?![a-z]|-[a-z])|天|日(?!本))"
    r"|(?P<week>weeks?(?![a-z]|-[a-z])|wks?(?![a-z]|-[a-z])|个?星期|个?礼拜|周(?!边))"
    r"|(?P<half>个半月)|(?P<month>months?(?![a-z]|-[a-z])|mths?(?![a-z]|-[a-z])|个月)"
    r"|(?P<year>years?(?![a-z]|-[a-z])|yrs?(?![a-z]|-[a-z])|年)"
    r"|(?P<hour>hours?(?![a-z]|-[a-z])|hrs?(?![a-z]|-[a-z])|h(?![a-z]|-[a-z])|个?小时))"
)
# A month is 30 days, as in the comparison with monthly capacity; five working days make a week.
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_LONGEST = 3650
_OTHER = (
    r"warrant(?:y|ies)|guarantees?|shelf(?:[\s-]life)?|payment|net|credit|deposit|experience|old|"
    r"contract|battery|storage|burning|standby|validity|since|trial|pre-?payment|open\saccount|"
    r"质保|保修|保质期|保质|保固|付款|账期|账款|月结|经验|合同|老厂|续航|使用寿命|寿命|有效期"
)
_OTHER_BEFORE = re.compile(
    rf"(?:{_OTHER})(?:\s?(?:of|is|in|for|period|为|是|:|期)\s?)*\s?(?:at\sleast\s)?$"
)
_OTHER_AFTER = re.compile(
    rf"\s?-?\s?(?:of\s|s'\s|的)?(?:manufacturer\s)?(?:{_OTHER})(?![a-z]|-[a-z])"
)
_LEAD_BEFORE = re.compile(
    r"(?:(?:production|delivery|lead|turn[\s-]?around|shipping|ready|deliver(?:ed|y)?"
    r"|ship(?:ped|ment)?|need(?:ed)?|"
    r"within|in|by|under|max(?:imum)?|less\sthan|no\smore\sthan|not\sexceed(?:ing)?|up\sto"
    r"|about|around|time|of|is|after|"
    r"交期|货期|交货期|交货|交付|发货|出货|工期|周期|最迟|最晚|在|为|是|约|不超过|大约)[\s:]*)+$"
)
_LEAD_AFTER = re.compile(
    r"(?:[\s-]*(?:lead[\s-]time|delivery(?:\stime)?|turn[\s-]?around|production(?:\stime)?"
    r"|shipping|max(?:imum)?|at\smost|"
    r"after\sorder|from\sorder|ex[\s-]works|之?内|以内|左右|交期|交货期|货期|交货|交付|发货"
    r"|出货|到货|完成|的(?=交期|货期)))+"
)
_DATE = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?)?(?<![a-z])(?:january|february|march|april|may|june"
    r"|july|august|"
    r"september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov"
    r"|dec)(?![a-z]|-[a-z])\.?"
    r"(?:\s\d{1,2}(?:st|nd|rd|th)?(?!\d))?(?:,?\s20\d\d)?"
    r"|(?:20\d\d年)?\d{1,2}月(?:\d{1,2}[日号]|底|初|中旬)?(?!\d)|20\d\d-\d\d-\d\d"
    r"|(?<![a-z])(?:before\s|by\s)?(?:christmas|chinese\snew\syear|black\sfriday"
    r"|easter)(?![a-z]|-[a-z])|(?:春节|圣诞节?|国庆节?|年底|月底)(?:前|之前)?"
)
_DATED = re.compile(r"\d|^(?:by|before)|christmas|year|friday|easter|[\u3400-\u9fff]")
_DATE_CUE = re.compile(r"(?:by|before|until|on|in|early|mid|late|end\sof|在|于|最晚)\s?$")


def read_duration(text: BuyerText, number: Number, findings: Findings) -> bool:
    """Read a span of time; whether the number is one."""
    unit = text.after(number.end, _UNIT)
    if unit is None:
        return False
    start, end, kind = number.start, unit.end(), str(unit.lastgroup)
    if other := _other_time(text, start, end):
        findings.tell(*other, UnusedReason.OTHER_TIME)
        return True
    before, after = text.before(start, _LEAD_BEFORE), text.after(end, _LEAD_AFTER)
    if kind in ("hour", "year") and not (before or after):
        findings.tell(start, end, UnusedReason.OTHER_TIME)
        return True
    start, end = before.start() if before else start, after.end() if after else end
    _add(findings, number, kind, start, end)
    return True


def _add(findings: Findings, number: Number, kind: str, start: int, end: int) -> None:
    days = _in_days(number.high, kind)
    if findings.has("lead_time_days"):
        findings.tell(start, end, UnusedReason.SECOND)
    elif not 1 <= days <= _LONGEST:
        findings.tell(start, end, UnusedReason.OUT_OF_RANGE)
    else:
        notes = ["the longest time of the range"] if number.low != number.high else []
        notes += [] if kind == "day" else [Message("{days} days", days=days)]
        note = joined(notes, "{first}, {rest}") if notes else ""
        findings.add("lead_time_days", days, start, end, note)


def _other_time(text: BuyerText, start: int, end: int) -> tuple[int, int] | None:
    if before := text.before(start, _OTHER_BEFORE):
        return before.start(), end
    if after := text.after(end, _OTHER_AFTER):
        return start, after.end()
    return None


def _in_days(number: Decimal, kind: str) -> int:
    match kind:
        case "working":
            days = number * 7 / 5
        case "half":
            days = (number + Decimal("0.5")) * 30
        case "hour":
            days = number / 24
        case _:
            days = number * _DAYS[kind]
    return int(days.to_integral_value(ROUND_CEILING))


def read_dates(text: BuyerText, findings: Findings) -> None:
    """Tell the dates of a text: a brief knows lead times only, and today is not asked here."""
    for found in text.find(_DATE):
        start = found.start()
        cue = text.before(start, _DATE_CUE)
        # "may" and "march" are also verbs.
        if not (cue or _DATED.search(found[0])):
            continue
        start = cue.start() if cue else start
        findings.tell(start, found.end(), UnusedReason.DATE)
