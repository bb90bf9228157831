"""The place or plant that a name states in brackets: 华润水泥（封开）有限公司.

Firms of one group differ by it only, so two different ones are two firms, and a name without one
may be any of them.
"""

import re

from partners.identity.evidence import lowered
from partners.identity.model import Verdict
from partners.identity.parsed_name import ParsedName
from partners.identity.place_prefixes import chinese_places, english_places, place_relation
from partners.identity.romanisation import ends_of_spelling

# Texts in brackets that state the kind of the organisation, not a site.
KINDS = frozenset((
    "集团", "控股", "股份", "集团股份", "控股集团", "有限合伙", "普通合伙", "特殊普通合伙",
    "个人独资", "独资", "合资", "筹", "总部", "本部", "总公司", "国际",
    "group", "holdings", "holding", "groups", "stock", "limited", "ltd", "pte", "plc", "inc",
    "headquarters", "hq", "international", "intl",
))  # fmt: skip
_ENDINGS = re.compile(r"(?<=..)(?:特别行政区|自治州|自治县|地区|新区|[省市县区镇])$")
_PLANT = re.compile(
    r"(?<=.)(?:分公司|分厂|工厂|厂区|厂|基地|园区|branch|plant|factory|works|site)$"
)
_OLD_NAME = re.compile(r"^(?:原|曾用名|更名|formerly|fka)")


def site_of(bracket: str) -> str:
    """The site that a text in brackets states, without the ending of its kind; empty if none."""
    if bracket in KINDS or _OLD_NAME.match(bracket):
        return ""
    return without_ending(bracket)


def without_ending(place: str) -> str:
    """A site without what says its kind: 封开县 and 封开, 苏州工厂 and 苏州."""
    return _ENDINGS.sub("", _PLANT.sub("", place))


def site_relation(left: ParsedName, right: ParsedName) -> str:
    """How the sites of two names stand: `none` stated, `equal`, `apart`, or `one` states a site and
    the other none that could be compared.
    """
    if not left.site and not right.site:
        return "none"
    if left.site and right.site:
        return _relation(left, left.site, right, right.site)
    stated, other = (left, right) if left.site else (right, left)
    place = without_ending(other.place_text)
    # 青岛啤酒（随州）, 青岛啤酒: the place in front is that of both.
    if not place or stated.place_text:
        return "one"
    return _relation(stated, stated.site, other, place)


def _relation(left: ParsedName, mine: str, right: ParsedName, other: str) -> str:
    codes = place_relation(_codes(left, mine), _codes(right, other))
    if codes in ("equal", "apart"):
        return codes
    if left.chinese == right.chinese:
        equal = mine == other
    else:
        latin, chinese = (other, mine) if left.chinese else (mine, other)
        equal = len(chinese) in ends_of_spelling(latin, chinese)
    if equal:
        return "equal"
    # A wider place in front (肇庆) may hold the site (封开).
    return "apart" if left.site and right.site and codes != "nested" else "one"


def _codes(name: ParsedName, site: str) -> tuple[str, ...]:
    if not name.chinese:
        return english_places().get(site, ())
    code = chinese_places().get(site)
    return (code,) if code else ()


def with_sites(verdict: Verdict, left: ParsedName, right: ParsedName) -> Verdict:
    """The verdict on two names, with regard to their sites."""
    if verdict.outcome not in ("same", "unsure"):
        return verdict
    relation = site_relation(left, right)
    if relation == "apart":
        return lowered(verdict, "different", f"site: {_site(left)} / {_site(right)}", 0.5)
    if relation == "one" and verdict.outcome == "same" and not _listed_seat(left, right):
        return lowered(verdict, "unsure", f"site: only one name states {left.site or right.site}")
    return verdict


def _listed_seat(left: ParsedName, right: ParsedName) -> bool:
    """Whether the site is the seat of a listed firm that the other name shortens: a group's firms
    of other places are no companies by shares.
    """
    stated, other = (left, right) if left.site else (right, left)
    return stated.legal == "stock" and stated.chinese and other.chinese and not other.legal


def _site(name: ParsedName) -> str:
    return name.site or without_ending(name.place_text)
