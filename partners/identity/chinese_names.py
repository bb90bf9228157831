"""Read a Chinese company name: place, trade name, words of trade, legal form, branch."""

import re
from functools import lru_cache

from partners.identity.parsed_name import ParsedName, normalise
from partners.identity.place_prefixes import chinese_places, chinese_prefix
from partners.identity.sites import site_of
from partners.identity.tables import industry_words

# Longest first: the first that fits is taken.
LEGAL_FORMS = {
    "股份有限责任公司": "stock",
    "股份有限公司": "stock",
    "有限责任公司": "limited",
    "有限公司": "limited",
    "股份公司": "stock",
    "控股公司": "company",
    "株式会社": "company",
    "合伙企业": "partnership",
    "总公司": "company",
    "公司": "company",
    "总厂": "factory",
    "工厂": "factory",
    "厂": "factory",
}
_FORMS_BY_SIGN = {
    sign: [form for form in LEGAL_FORMS.items() if form[0][-1] == sign]
    for sign in {ending[-1] for ending in LEGAL_FORMS}
}
_BRANCH_WORDS = "分公司|分厂|办事处|代表处|营业部|门市部|分店|分行|支行|分院|分部|分社|分理处"
_BRANCH_ENDS = tuple(_BRANCH_WORDS.split("|"))
_CLOSING = (")", "]")
_BRANCH = re.compile(rf"^(.{{2,}}?(?:公司|集团|银行|厂))(.{{0,14}}?(?:{_BRANCH_WORDS}))$")
_SHORT_BRANCH = re.compile(rf"^(.{{4,}})({_BRANCH_WORDS})$")
# 招金矿业股份有限公司金翅岭金矿: a part of the organisation, whose own name ends with its form.
_PART = re.compile(r"^(.{2,}?有限(?:责任)?公司)([\u4e00-\u9fff]{2,14})(?<!公司)$")
_BRACKET = re.compile(r"[(\[]([^)\]]*)[)\]]")
_IGNORED = re.compile(r"[\s·・,，.。\"'“”‘’]")
# What follows the legal form in brackets is no part of the name: a branch, a plant, or the country.
_LAST_BRACKET = re.compile(r"^(.{2,}(?:公司|集团|厂))[(\[]([^)\]]+)[)\]]$")
_SHARE_CLASS = re.compile(r"(?<=[\u4e00-\u9fff])(?:[AB]|-?[UWD]{1,2})$")
_SPECIAL_TREATMENT = re.compile(r"^(?:S?\*?ST|XD|XR|DR|N)(?=[\u4e00-\u9fff])")
_NUMBER = re.compile(r"第[一二三四五六七八九十百0-9]+|[0-9]+")
# 第1纺织厂 is 第一纺织厂.
_ORDINAL = re.compile(r"第([1-9][0-9]?)(?![0-9])")
_DIGITS = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九十")}
_LONGEST_WORD = 6


def parse_chinese(name: str) -> ParsedName:
    """The parts of a Chinese name."""
    text = _ORDINAL.sub(_in_characters, _IGNORED.sub("", normalise(name)))
    branch, parent = _branch(text)
    text = parent or text
    listed = text
    # A listing class is Latin letters at either end; most names have none.
    if text[:1] < "\u3400" or text[-1:] < "\u3400":
        listed = _SPECIAL_TREATMENT.sub("", _SHARE_CLASS.sub("", text))
    marked, text = listed != text, listed
    inside = _BRACKET.findall(text) if "(" in text or "[" in text else []
    body, legal = _legal_form(_BRACKET.sub("", text) if inside else text)
    body, group, share = _share_or_group(body, bool(legal))
    place_text, places = chinese_prefix(body)
    rest = body[len(place_text) :]
    country = rest.startswith("中国") and len(rest) > 2
    rest = rest[2:] if country else rest
    group = group or "集团" in inside
    country_inside = "中国" in inside
    site = next((found for part in inside if part != "中国" and (found := site_of(part))), "")
    if site and not places and site in chinese_places():
        places = (chinese_places()[site],)
    core, words = split_trade_name(rest, bool(place_text) or country)
    return ParsedName(
        chinese=True,
        text=_without_site(text, site),
        place_text=place_text,
        places=places,
        country=country or country_inside,
        country_inside=country_inside,
        site=site,
        core=core,
        words=words,
        legal=legal,
        group=group,
        branch=branch,
        parent=parent,
        numbers=frozenset(_number(found) for found in _NUMBER.findall(body)),
        share_short=share or marked,
    )


def split_trade_name(rest: str, has_place: bool) -> tuple[str, tuple[str, ...]]:
    """The trade name and the words of trade after it.

    The trade name has at least two characters and ends where the rest consists of words of trade;
    after a place it may be absent (佛山照明).
    """
    if has_place and rest and (words := _segment(rest)) is not None:
        return "", words
    for end in range(2, len(rest)):
        if (words := _segment(rest[end:])) is not None:
            return rest[:end], words
    words = ()
    # Where the end has no known word of trade, known words in the middle still end the name.
    for end in range(2, len(rest)):
        for length in range(min(_LONGEST_WORD, len(rest) - end), 1, -1):
            if rest[end : end + length] in industry_words():
                tail = rest[end + length :]
                return rest[:end], (rest[end : end + length], *((tail,) if tail else ()))
    return rest, words


@lru_cache(maxsize=65_536)
def _segment(text: str) -> tuple[str, ...] | None:
    """The fewest words of trade that a text consists of; None where there is another word."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            before = best[start]
            if before is None or text[start:end] not in industry_words():
                continue
            if best[end] is None or len(before) + 1 < len(best[end] or ()):
                best[end] = (*before, text[start:end])
    return best[-1]


def _without_site(text: str, site: str) -> str:
    """A name without brackets, and without those that state its site."""
    if "(" not in text and "[" not in text:
        return text

    def kept(found: re.Match[str]) -> str:
        return "" if site and site_of(found[1]) == site else found[1]

    return _BRACKET.sub(kept, text)


def _branch(text: str) -> tuple[str, str]:
    if text[-1:] in _CLOSING:
        last = _LAST_BRACKET.match(text)
        if last and last[2] != "中国" and site_of(last[2]):
            return last[2], last[1]
    patterns = (_BRANCH, _SHORT_BRANCH) if text.endswith(_BRANCH_ENDS) else ()
    for pattern in (*patterns, _PART):
        if found := pattern.match(text):
            return found[2], found[1]
    return "", ""


def _legal_form(text: str) -> tuple[str, str]:
    for ending, kind in _FORMS_BY_SIGN.get(text[-1:], ()):
        if text.endswith(ending) and len(text) > len(ending) + 1:
            return text[: -len(ending)], kind
    return text, ""


def _share_or_group(body: str, has_legal: bool) -> tuple[str, bool, bool]:
    group = body.endswith("集团") and len(body) > 3
    body = body[:-2] if group else body
    share = not has_legal and body.endswith("股份") and len(body) > 3
    body = body[:-2] if share else body
    # 中国船舶重工集团动力, 上海汽车集团: the word inside the name says the same.
    inner = body.find("集团", 2)
    if inner > 0:
        body, group = body[:inner] + body[inner + 2 :], True
    return body, group, share


def _in_characters(found: re.Match[str]) -> str:
    tens, ones = divmod(int(found[1]), 10)
    signs = "零一二三四五六七八九"
    ten = (signs[tens] if tens > 1 else "") + "十" if tens else ""
    return "第" + ten + (signs[ones] if ones else "")


def _number(found: str) -> str:
    signs = found.removeprefix("第")
    return _DIGITS.get(signs, signs)
