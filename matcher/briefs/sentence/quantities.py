"""The quantity of an order: its number, its unit and its period."""

import re
from decimal import Decimal

from matcher.briefs.sentence.buyer_text import BuyerText, alternatives
from matcher.briefs.sentence.numbers import Number
from matcher.briefs.sentence.prices import as_json
from matcher.briefs.sentence.reading import Findings, UnusedReason
from matcher.briefs.sentence.stop_words import FUNCTION_WORDS, PREPOSITIONS
from matcher.briefs.sentence.word_lists import load_word_lists
from partners.names.units import UNITS

_LISTS = load_word_lists(__file__)
# Spelling -> unit of a brief, and how much of it one is.
_UNITS: dict[str, tuple[str, Decimal]] = {
    **{name: (unit.name, Decimal(1)) for unit in UNITS for name in (unit.name, *unit.spellings)},
    **dict.fromkeys(_LISTS["pieces"], ("piece", Decimal(1))),
    **{
        name: (row["unit"], Decimal(row["factor"]))
        for row in _LISTS["converted"]
        for name in row["spellings"]
    },
}
# Before a number of goods: "produce 20,000 shirts".
_LEADING = FUNCTION_WORDS | PREPOSITIONS
_COUNTED = ("piece", "pair", "set", "dozen")
_UNIT_NAMES = "|".join(re.escape(name) for name in sorted(_UNITS, key=len, reverse=True))
# Behind the number: "20k pcs", "300-piece", "500 metric tons".
_UNIT = re.compile(rf"\+?\s?-?\s?(?:metric\s|long\s)?({_UNIT_NAMES})(?![a-z0-9]|-[a-z])")
_PACKAGE = re.compile(
    r"\+?\s?(?:x\s?)?(?:full\s)?(?:\d0'?\s?(?:ft|hq|hc|gp|尺|英尺)?\s?)?"
    rf"({alternatives(_LISTS['packages'])}|\d0'?(?:ft|hq|hc|gp))(?![a-z])"
    r"(?:\s(?:containers?|柜))?"
)
_GOODS_OR_PACKAGE = re.compile(rf"\+?\s({alternatives(_LISTS['packages_alone'])})(?![a-z])")
# "a month", "/year", 每月.
RATE = re.compile(
    r"\s?(?:(?:/|per|a|an|each|every)\s?(?P<period>day|week|month|mo|mth|year|yr|annum|quarter"
    r"|season)(?![a-z])"
    r"|(?P<adverb>daily|weekly|monthly|quarterly|yearly|annually|p\.?a\.?|pcm)(?![a-z])"
    r"|[/每一]\s?(?P<chinese>天|日|周|月|个月|季度|年))"
)
_CUE = re.compile(
    r"(?:(?:(?:moq|minimum\sorder(?:\squantity)?|min\.?\sorder|order(?:ing)?(?:\s(?:quantity"
    r"|size|of))?|quantit(?:y|ies)|qty|volumes?(?:\sof)?|"
    r"(?:first|trial|initial|small|sample|bulk|test)\s(?:orders?|batch|run)(?:\sof)?"
    r"|batch(?:es)?\sof|runs?\sof|"
    r"(?P<english>annual|yearly|monthly|weekly|daily)(?:\s(?:volume|demand|need|usage|quantity"
    r"|order|consumption))?|"
    r"about|around|approx(?:imately)?\.?|at\sleast|up\sto|from|min(?:imum)?\.?|over|more\sthan"
    r"|between|"
    r"最?小?起订量|最低订量|起订|订量|订单量?|首单|数量|采购量?|需求量?|需要?|用量|大约|大概|约"
    r"|至少|不少于|"
    r"(?P<chinese>[年月周日](?:产量?|需求?|用量?|采购量?|销量?|供货量?|供)"
    r"|每[年月周天]))[\s:：为是要]*)+)$"
)
_TAIL = re.compile(
    r"\s?(?:moq|minimum(?:\sorder)?|起订量?|起|以上|左右|or\smore|and\sup|/\s?批)(?![a-z])"
)
# Grades of steel and aluminium and formats of cells: names of goods, not numbers of them.
_GRADES = frozenset(
    (201, 304, 316, 410, 430, 5052, 6061, 6063, 7075, 14500, 18650, 21700, 26650, 32700)
)
_SUPPLIERS = re.compile(
    r"\s?(?:different\s|good\s|reliable\s|[个家])?(?:suppliers?|factor(?:y|ies)|manufacturers?|makers?|vendors?"
    r"|producers?|companies|quotes?|quotations?|供应商|工厂|厂家|公司|厂|合作方)"
)
_PERIOD = re.compile(
    r"(?:(?:per|each|every|a)\s(?:day|week|month|quarter|year)|daily|weekly|monthly|quarterly|yearly"
    r"|annually|per\sannum)(?![a-z])|每[天周月年]|每季度"
)
_PER_ONE = re.compile(
    r"(?:per|each|every)\s(?:style|colou?r|design|size|sku|model|item|order)(?![a-z])|每[款色个]"
)
# Of one piece these are seldom said.
_ALWAYS_ORDERED = ("tonne", "square metre", "cubic metre")
# A weight or a length this small is that of one piece.
_SMALLEST_MASS = Decimal(50)
_LARGEST = Decimal(1_000_000_000_000)


def read_quantity(text: BuyerText, number: Number, findings: Findings) -> bool:
    """Read a number with a unit of orders behind it; whether the number is one."""
    unit = text.after(number.end, _UNIT)
    if unit is None or (number.spelled and number.low < 1):
        return False
    name, factor = _UNITS[unit[1]]
    if name not in _COUNTED and not _is_order_of_mass(text, number, unit, name):
        return False
    if name == "piece" and unit[0].startswith("-"):
        return False
    _add(text, number, unit.end(), findings, (name, factor))
    return True


def _is_order_of_mass(text: BuyerText, number: Number, unit: re.Match[str], name: str) -> bool:
    """Whether a weight, a length or a volume is what is ordered, and not the size of one piece."""
    if "-" in unit[0] or (unit.end() - number.end == 1 and unit[1] in ("m", "l", "t")):
        return False
    cued = (
        text.before(number.start, _CUE)
        or text.after(unit.end(), RATE)
        or text.after(unit.end(), _TAIL)
    )
    return bool(cued) or name in _ALWAYS_ORDERED or number.high >= _SMALLEST_MASS


def read_partner_count(text: BuyerText, number: Number, findings: Findings) -> bool:
    """Tell how many partners a buyer wants: a shortlist has its own length."""
    found = text.after(number.end, _SUPPLIERS)
    if found is None:
        return False
    findings.tell(number.start, number.end, UnusedReason.NO_FIELD)
    return True


def read_periods(text: BuyerText, findings: Findings) -> None:
    """Tell the periods and the units that stand apart from their quantity: "per style"."""
    for found in text.find(_PERIOD):
        findings.tell(*found.span(), UnusedReason.PERIOD)
    for found in text.find(_PER_ONE):
        findings.tell(*found.span(), UnusedReason.FIGURE)


def read_packages(text: BuyerText, number: Number, findings: Findings) -> bool:
    """Tell a number of packages, whose content is not known; whether the number is one."""
    found = text.after(number.end, _PACKAGE) or _packages_alone(text, number)
    if found is None:
        return False
    rate = text.after(found.end(), RATE)
    end = rate.end() if rate else found.end()
    findings.tell(number.start, end, UnusedReason.PACKAGES)
    return True


def _packages_alone(text: BuyerText, number: Number) -> re.Match[str] | None:
    """The packages of goods that were named before: "gloves, 5,000 boxes". In "5,000 boxes with
    our logo" the boxes are the goods.
    """
    found = text.after(number.end, _GOODS_OR_PACKAGE)
    start, end = text.clause_bounds(number.start)
    alone = found is not None and not (
        text.plain[start : number.start] + text.plain[found.end() : end]
    ).strip(" .")
    return found if alone and text.plain[:start].strip() else None


def read_bare_quantity(text: BuyerText, number: Number, findings: Findings) -> bool:
    """Read a number without a unit as pieces: behind a word such as MOQ, before a rate, before the
    goods at the start of a wish, or alone between commas.
    """
    if number.low < 1 or (number.spelled and number.high < 10):
        return False
    if number.spelled and number.high < 100 and not _cued(text, number):
        return False
    if number.low in _GRADES and not _cued(text, number):
        return False
    start, end = text.clause_bounds(number.start)
    before = text.plain[start : number.start]
    said = re.search(r"([a-z']+)\s$", before)
    opens = not before.strip(" (") or (said is not None and said[1] in _LEADING)
    closes = not text.plain[number.end : end].strip(" ).+")
    follows = bool(re.match(r"\+?\s[a-z]|\+?\s?[\u3400-\u9fff]", text.plain[number.end :]))
    if _cued(text, number) or (opens and (follows or closes)) or (closes and number.low >= 10):
        _add(text, number, number.end, findings, ("piece", Decimal(1)))
        return True
    return False


def _cued(text: BuyerText, number: Number) -> bool:
    return bool(
        text.before(number.start, _CUE)
        or text.after(number.end, RATE)
        or text.after(number.end, _TAIL)
    )


def _add(
    text: BuyerText, number: Number, end: int, findings: Findings, unit: tuple[str, Decimal]
) -> None:
    start, period, rate_end = number.start, "", end
    if rate := text.after(end, RATE):
        period, rate_end = str(rate[rate.lastgroup or 0]), rate.end()
    if tail := text.after(rate_end, _TAIL):
        rate_end = tail.end()
    if cue := text.before(start, _CUE, 48):
        start = cue.start()
        period = period or _cue_period(cue)
    amount = number.low * unit[1]
    if findings.has("order_quantity"):
        findings.tell(start, rate_end, UnusedReason.SECOND)
        return
    if not Decimal("0.001") <= amount <= _LARGEST:
        findings.tell(start, rate_end, UnusedReason.OUT_OF_RANGE)
        return
    note = "the lower end of the range" if number.low != number.high else ""
    findings.add("order_quantity", as_json(amount), start, rate_end, note)
    findings.add("order_unit", unit[0], start, rate_end)
    if period:
        findings.tell(end if rate else start, rate_end, UnusedReason.PERIOD)


def _cue_period(cue: re.Match[str]) -> str:
    english, chinese = cue["english"] or "", cue["chinese"] or ""
    return english or chinese.removeprefix("每")[:1]
