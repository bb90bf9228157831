"""Compare two Chinese names: full with full, short with full."""

from dataclasses import replace

from partners.identity.evidence import Evidence, relation_of_places
from partners.identity.model import Verdict
from partners.identity.parsed_name import ParsedName
from partners.identity.place_prefixes import place_signs, short_signs
from partners.identity.tables import industry_words

# Words that a short name adds or leaves out freely.
_FREE = ("股份", "集团", "控股", "实业", "国际")


def compare_chinese(left: ParsedName, right: ParsedName) -> Verdict:
    """The verdict on two Chinese names, without branches."""
    if left.text == right.text:
        return Verdict("same", 1.0, ("name: equal",))
    if left.legal and right.legal:
        return _full_names(left, right)
    if not left.legal and not right.legal:
        return max(_short_name(left, right), _short_name(right, left), key=_rank)
    return _short_name(right, left) if left.legal else _short_name(left, right)


def _full_names(left: ParsedName, right: ParsedName) -> Verdict:
    """Full names are exact: another word is another firm."""
    place = relation_of_places(left, right)
    words = _word_agreement(left, right)
    equal_core = left.core == right.core
    evidence = Evidence(1.0 if equal_core else _typo_level(left, right), place, words)
    if not equal_core:
        return _unequal_core(evidence, left, right)
    if place == "apart":
        return evidence.verdict("different", f"place: {left.place_text} / {right.place_text}")
    if not left.core and (place != "equal" or left.country != right.country):
        return evidence.verdict("different", "place: the name has no trade name of its own")
    if left.words != right.words:
        return _unequal_words(evidence, left, right)
    if left.group != right.group:
        kinds = left.legal != right.legal
        return evidence.verdict("different" if kinds else "unsure", "group: one is the group")
    if left.country != right.country:
        return evidence.verdict("different", "place: one is the firm in China")
    if place == "unknown" and left.place_text != right.place_text:
        return evidence.verdict("unsure", "place: only one name states a place")
    if place == "nested":
        return evidence.verdict("unsure", "place: one lies in the other")
    return evidence.verdict("same", f"core: {left.rest}")


def _unequal_core(evidence: Evidence, left: ParsedName, right: ParsedName) -> Verdict:
    mine, other = left.core or left.place_text, right.core or right.place_text
    if left.numbers != right.numbers:
        return evidence.verdict("different", "number: not equal")
    near = evidence.core > 0 and evidence.place != "apart" and left.words == right.words
    if near and left.place_text == right.place_text:
        return evidence.verdict("unsure", f"core: {mine} ~ {other}")
    return evidence.verdict("different", f"core: {mine} is not {other}")


def _unequal_words(evidence: Evidence, left: ParsedName, right: ParsedName) -> Verdict:
    mine, other = "".join(left.words), "".join(right.words)
    if not left.core or left.group != right.group:
        return evidence.verdict("different", f"words: {mine} is not {other}")
    extra = set(left.words) ^ set(right.words)
    subset = set(left.words) <= set(right.words) or set(right.words) <= set(left.words)
    general = all(_is_general(word) for word in extra)
    # 科技 added or left out may be a slip; 终端 for 技术 is another firm.
    if subset and general and evidence.place != "unknown":
        return evidence.verdict("unsure", f"words: {mine} / {other}")
    return evidence.verdict("different", f"words: {mine} is not {other}")


def _typo_level(left: ParsedName, right: ParsedName) -> float:
    """0.7 where two long trade names differ by two characters that change places; else 0."""
    mine, other = left.core, right.core
    if len(mine) == len(other) > 2 and sorted(mine) == sorted(other):
        return 0.7
    return 0.0


def _word_agreement(left: ParsedName, right: ParsedName) -> float | None:
    if not left.words or not right.words:
        return None
    mine, other = set("".join(left.words)), set("".join(right.words))
    return len(mine & other) / max(len(mine), len(other))


def _short_name(short: ParsedName, full: ParsedName) -> Verdict:
    place = relation_of_places(short, full)
    if place == "apart":
        evidence = Evidence(0.0, place, None)
        return evidence.verdict("different", f"place: {short.place_text} / {full.place_text}")
    best = Evidence(0.0, place, 0.0).verdict("different", "core: not equal")
    for mine in _without_share(short):
        for whole, prefix in _readings(full):
            verdict = _abbreviation(mine, short, whole, prefix, full, place)
            if _rank(verdict) > _rank(best):
                best = verdict
    if best.outcome == "different" and short.text[0] in place_signs() and len(short.text) > 2:
        # 深康佳: a place that the full name need not state.
        shorter = replace(short, text=short.text[1:], place_text="")
        if _short_name(shorter, full).outcome in ("same", "unsure"):
            return Verdict("unsure", 0.5, (f"core: {short.text} may shorten {full.text}",))
    return best


def _rank(verdict: Verdict) -> tuple[int, float]:
    return (("different", "unsure", "branch", "same").index(verdict.outcome), verdict.score)


def _without_share(short: ParsedName) -> list[str]:
    """The readings of a short name: with and without its place."""
    texts = [short.text.removesuffix("股份") if short.share_short else short.text]
    if short.place_text and len(short.rest) > 1:
        texts.append(short.rest)
    return texts


def _readings(full: ParsedName) -> list[tuple[str, int]]:
    """(full name without legal form, length of its place) with and without the place."""
    country = "中国" if full.country else ""
    tail = "集团" if full.group else ""
    place = full.place_text + country
    readings = [(full.rest + tail, 0)]
    if place:
        readings.append((place + full.rest + tail, len(place)))
        if full.country and full.place_text:
            readings.append((country + full.rest + tail, 2))
    # 云铝: 云南铝业; 粤电力: 广东电力.
    signs = short_signs(full.place_text, full.places)
    readings += [(sign + full.rest + tail, 1) for sign in signs]
    if full.country:
        readings.append(("中" + full.rest + tail, 1))
        # 视觉(中国)文化: the short name is 视觉中国.
        readings.append((full.core + "中国" + "".join(full.words), 0))
    return readings


def _abbreviation(
    mine: str, short: ParsedName, whole: str, prefix: int, full: ParsedName, place: str
) -> Verdict:
    """Whether one text shortens another: its beginning, then characters in their order."""
    common = next(
        (i for i, (a, b) in enumerate(zip(mine, whole, strict=False)) if a != b),
        min(len(mine), len(whole)),
    )
    tail = mine[common:]
    for free in _FREE:
        tail = tail if _in_order(tail, whole[common:]) else tail.removesuffix(free)
    rest = whole[common:]
    core_end = prefix + len(full.core)
    level = common / max(len(mine), 1)
    evidence = Evidence(level, place, 1.0 if tail and _in_order(tail, rest) else None)
    if not _in_order(tail, rest):
        return evidence.verdict("different", f"words: {tail} is not in {rest}")
    whole_core = common >= core_end
    if not full.core:
        return _descriptive(evidence, mine, whole, common)
    if whole_core and _decisive(mine, short, whole, common, core_end, tail, prefix, full):
        return evidence.verdict("same", f"core: {mine} shortens {whole}")
    if _shrunk_core(mine, whole, common, core_end, tail):
        return evidence.verdict("same", f"core: {mine} has a sign of every word of {whole}")
    if common >= 1 and len(mine) > 1 and (whole_core or tail):
        return evidence.verdict("unsure", f"core: {mine} may shorten {whole}")
    if common >= 2 and short.share_short and common == core_end - 1:
        return evidence.verdict("unsure", f"core: {mine} may shorten {whole}")
    return evidence.verdict("different", f"core: {mine} does not shorten {whole}")


def _shrunk_core(mine: str, whole: str, common: int, core_end: int, tail: str) -> bool:
    """Whether a short name of four characters or more has the beginning of the trade name and
    signs of the words of trade: 永冠新材, 永冠众诚新材料.
    """
    if len(mine) < 4 or common < 2 or common >= core_end or len(tail) < 2:
        return False
    return _in_order(tail, whole[core_end:]) or tail[:2] in whole[core_end - 2 :]


def _decisive(
    mine: str, short: ParsedName, whole: str, common: int, core_end: int, tail: str,
    prefix: int, full: ParsedName,
) -> bool:  # fmt: skip
    """Whether a short name that holds the whole trade name can be no neighbour's."""
    return (
        bool(tail)
        or common > core_end
        or common == len(whole)
        or len(full.core) > 2
        or short.share_short
        or prefix >= 2
        or len(mine) < common
    )


def _descriptive(evidence: Evidence, mine: str, whole: str, common: int) -> Verdict:
    """A name of words of trade only is short for another if it has a sign of every word: 中国石化,
    中国石油化工; 中国石油 is another firm.
    """
    last = common
    for sign in mine[common:]:
        last = whole.find(sign, last) + 1
    # One character may be left (酒 of 茅台酒), or words that say little (发展).
    if common >= 2 and (len(whole) - last <= 1 or _is_general(whole[last:])):
        return evidence.verdict("same", f"words: {mine} shortens {whole}")
    if common == len(mine) > 3:
        return evidence.verdict("unsure", f"words: {mine} may shorten {whole}")
    return evidence.verdict("different", f"words: {mine} is less than {whole}")


def _is_general(word: str) -> bool:
    return word in industry_words() and industry_words()[word].general


def _in_order(part: str, whole: str) -> bool:
    position = -1
    for sign in part:
        position = whole.find(sign, position + 1)
        if position < 0:
            return False
    return True
