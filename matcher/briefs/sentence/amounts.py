"""Every number of a text: a price, a time, a quantity, a technical figure or a commodity code."""

import re

from matcher.briefs.sentence import durations, prices, quantities, specifications
from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.numbers import find_numbers
from matcher.briefs.sentence.reading import Findings

_HS = re.compile(
    r"(?<![a-z])hs(?:\s?code)?\s?:?\s?(\d{4}(?:\.?\d\d){0,3})(?!\d)|(?:海关|税则"
    r"|商品)编[码号]\s?:?\s?(\d{4}(?:\.?\d\d){0,3})(?!\d)"
)
_SOME = re.compile(r"(?:few|several|couple\sof|some|many|[数几])\s?$")
# In this order: "500 kg" is an order before it is a weight; "20 m" is a length, not a time.
_READERS = (
    quantities.read_partner_count,
    prices.read_price,
    durations.read_duration,
    quantities.read_quantity,
    quantities.read_packages,
    specifications.read_figure,
    quantities.read_bare_quantity,
)


def read_amounts(text: BuyerText, findings: Findings) -> None:
    """Read all numbers; a number that is none of these stays with the words around it."""
    for found in text.find(_HS):
        digits = (found[1] or found[2]).replace(".", "")
        findings.add("products", digits, *found.span())
    durations.read_dates(text, findings)
    specifications.read_protection(text, findings)
    prices.read_terms(text, findings)
    for number in find_numbers(text):
        # "a few hundred" is no number.
        if text.before(number.start, _SOME):
            continue
        for read in _READERS:
            if read(text, number, findings):
                break
    quantities.read_periods(text, findings)
