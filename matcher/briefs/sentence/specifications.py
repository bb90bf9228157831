"""Technical figures: told as not used, never guessed."""

import re

from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.numbers import Number
from matcher.briefs.sentence.quantities import RATE
from matcher.briefs.sentence.reading import Findings, UnusedReason

_UNITS = (
    r"%|％|percent|°\s?[cf]?|℃|degrees?|"
    r"(?:k|m|g|t|µ|u|m)?(?:wh|wp|w|va|ah|hz|pa|ohm|bps)|kv|mv|v(?:olts?|ac|dc)?|m?a(?:mps?)?|kn"
    r"|nm|lm|lumens?|lux|nits?|rpm|psi|bar|db|"
    r"mm|cm|dm|m|km|inch(?:es)?|in(?!\s[a-z])|ft|feet|foot|yd|microns?|µm|um|mil|gsm|g|grams?"
    r"|mg|kg|kgs|oz|ounces?|lbs?|ml|cc|cl|l|liters?|litres?|gal(?:lons?)?|"
    r"t|tons?|tonnes?|m2|m3|"
    r"layers?|ply|denier|dtex|threads?|mesh|pixels?|mp|fps|gb|tb|mb|bits?|cores?|axis|axes"
    r"|ports?|channels?|speeds?|stages?|burners?|"
    r"seats?|seaters?|persons?|people|doors?|drawers?|colou?rs?|cells?|strings?|phases?|zones?"
    r"|wheels?|blades?|sizes?|styles?|designs?|types?|skus?|models?|"
    r"x\s?\d+(?:[.x\s\d]*\d)?\s?(?:mm|cm|m|inch(?:es)?|in|ft)?|"
    r"克拉|克|千克|公斤|毫克|毫升|升|毫米|厘米|公分|米|寸|英寸|瓦|千瓦|兆瓦|伏|安时|毫安时?"
    r"|毫安|安|赫兹|兆赫|度|层|色|芯|轴|段|级|档|座|人|门|抽|线|道|目|丝|匹|马力|款|种|寸屏|节"
    r"|孔|英尺|吨|平方?"
)
_UNIT = re.compile(
    rf"\s?-?\s?(?:{_UNITS})(?![a-z0-9]|-[a-z])(?:\s?/\s?(?:m2|h|min|kg|m²|m))?(?:\s(?:thick"
    r"|wide|long|high|tall|diameter|capacity|each))?"
)
_LABEL = re.compile(
    r"(?:sizes?|types?|grades?|levels?|series|models?|versions?|no\.?|number|class|category"
    r"|cat\.?|diameter|ages?(?:\sfrom)?|art\.?|item|part|code|ral|pantone|型号|规格|尺寸|等级"
    r"|级别|直径|编号|第)\s?[:#]?\s?$"
)
_PROTECTION = re.compile(r"(?<![a-z])ip\s?x?\d{1,2}k?(?![a-z0-9]|-[a-z])")


def read_figure(text: BuyerText, number: Number, findings: Findings) -> bool:
    """Tell a number with a technical unit, or behind a label such as `size`; whether it is one."""
    start, end = number.start, number.end
    unit, label = text.after(end, _UNIT), text.before(start, _LABEL)
    # "5,000 a year" is a rate, and no ampere.
    if (unit is None and label is None) or text.after(end, RATE):
        return False
    end = unit.end() if unit else end
    start = label.start() if label else start
    findings.tell(start, end, UnusedReason.FIGURE)
    return True


def read_protection(text: BuyerText, findings: Findings) -> None:
    """Tell the degrees of protection (IPX7, IP67)."""
    for found in text.find(_PROTECTION):
        findings.tell(*found.span(), UnusedReason.FIGURE)
