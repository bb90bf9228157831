"""Compare a short Chinese name with a longer one: 长江电力, 中国长江电力股份有限公司."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from partners.identity.chinese_names import LEGAL_FORMS
from partners.identity.evidence import TOO_COMMON, NameEvidence, relation_of_places
from partners.identity.model import Verdict
from partners.identity.parsed_name import ParsedName
from partners.identity.place_prefixes import chinese_places, place_signs, short_signs
from partners.identity.tables import industry_words, is_general, shared_cores

# Words that a short name adds or leaves out freely.
_FREE = ("股份", "集团", "控股", "实业", "国际")
# Of these, those that state a form and no trade.
_FORMS = ("集团", "控股")
# A short name of so many characters is rarely that of two firms.
_LONG = 4
# So many characters may the name of an owner have.
_SHORT_OWNER, _LONGEST_OWNER = 2, 6
_ORDER = ("different", "unsure", "branch", "same")


@dataclass(frozen=True, slots=True)
class _Fit:
    """One reading of a short name laid on one reading of a full name.

    `common` characters are equal from the start; `tail` follows in the short name, without free
    words; the trade name lies from `prefix` (the end of the place) to `core_end` of `whole`.
    """

    mine: str
    whole: str
    prefix: int
    core_end: int
    common: int
    tail: str

    @property
    def rest(self) -> str:
        """What the full name has after the common characters."""
        return self.whole[self.common :]

    @property
    def holds_core(self) -> bool:
        """Whether the short name has the trade name as a whole."""
        return self.common >= self.core_end

    @property
    def says_more(self) -> bool:
        """Whether the short name has something of the trade, or is the whole name."""
        trade = self.tail and self.tail not in _FREE
        return bool(trade) or self.common > self.core_end or self.common == len(self.whole)


def short_name_verdict(short: ParsedName, full: ParsedName) -> Verdict:
    """The verdict on a name without a legal form, and a name that may be its full form."""
    place = relation_of_places(short, full)
    if place == "apart":
        evidence = NameEvidence(0.0, place, None)
        return evidence.verdict("different", f"place: {short.place_text} / {full.place_text}")
    if not full.core and full.text.removeprefix(short.text) in LEGAL_FORMS:
        # 中国黄金集团黄金珠宝: no trade name decides, and all but the legal form is equal.
        return NameEvidence(1.0, "equal", 1.0).verdict("same", f"words: {short.text}")
    found = [
        _verdict(_fit(mine, whole, prefix, full), short, full, place)
        for mine in _short_readings(short)
        for whole, prefix in _readings(full)
    ]
    best = max(found, key=verdict_rank)
    if best.outcome == "different" and short.text[:1] in place_signs() and len(short.text) > 2:
        # 深康佳: a place that the full name need not state.
        shorter = replace(short, text=short.text[1:], place_text="")
        if short_name_verdict(shorter, full).outcome in ("same", "unsure"):
            return Verdict("unsure", 0.5, (f"core: {short.text} may shorten {full.text}",))
    return best


def names_behind_owner(name: ParsedName) -> Iterator[str]:
    """Yield the texts, place and words of trade, that a name without a trade name of its own shares
    with one that has an owner's name before it: 沈阳机床 of 沈阳机床 and of 通用技术沈阳机床.
    """
    words = "".join(name.words)
    if name.place_text and words and not name.core:
        yield name.place_text + words
    elif words:
        for at in range(2, min(len(name.core) - 1, _LONGEST_OWNER + 1)):
            if name.core[at:] in chinese_places():
                yield name.core[at:] + words


def verdict_rank(verdict: Verdict) -> tuple[int, float]:
    """The order of verdicts on one pair, by several readings: the most alike is right."""
    return _ORDER.index(verdict.outcome), verdict.score


def _short_readings(short: ParsedName) -> list[str]:
    """The short name, and the same without its place."""
    texts = [short.text.removesuffix("股份") if short.share_short else short.text]
    if short.place_text and len(short.rest) > 1:
        texts.append(short.rest)
    return texts


def _readings(full: ParsedName) -> Iterator[tuple[str, int]]:
    """(full name without legal form, length of its place) with, without and with a short place."""
    rest = full.rest + ("集团" if full.group else "")
    yield rest, 0
    country = "中国" if full.country else ""
    if place := full.place_text + country:
        yield place + rest, len(place)
    # 云铝: 云南铝业; 粤电力: 广东电力.
    for sign in short_signs(full.place_text, full.places):
        yield sign + rest, 1
    if country:
        yield country + rest, 2
        yield "中" + rest, 1
        # 视觉(中国)文化: the short name is 视觉中国.
        yield full.core + country + "".join(full.words), 0


def _fit(mine: str, whole: str, prefix: int, full: ParsedName) -> _Fit:
    equal = takewhile(lambda two: two[0] == two[1], zip(mine, whole, strict=False))
    common = sum(1 for _ in equal)
    tail = mine[common:]
    for free in _FREE:
        tail = tail if _in_order(tail, whole[common:]) else tail.removesuffix(free)
    return _Fit(mine, whole, prefix, prefix + len(full.core), common, tail)


def _verdict(fit: _Fit, short: ParsedName, full: ParsedName, place: str) -> Verdict:
    """Whether one text shortens another: its beginning, then characters in their order."""
    fits = _in_order(fit.tail, fit.rest)
    level = fit.common / max(len(fit.mine), 1)
    evidence = NameEvidence(level, place, 1.0 if fit.tail and fits else None)
    said = f"{fit.mine} / {fit.whole}"
    if _behind_owner(fit, short, full):
        return evidence.verdict("unsure", f"core: {said}")
    if not fits:
        return evidence.verdict("different", f"words: {said}")
    if not full.core:
        if not fit.prefix and _leaves_out_place(fit, short, full):
            return evidence.verdict("unsure", TOO_COMMON, f"words: {said}")
        return _descriptive(evidence, fit, said)
    if fit.holds_core:
        # *ST华塑, 华塑控股; but 华联股份 is not 华联控股.
        marked = short.share_short and not short.text.endswith("股份")
        form = marked and fit.rest in _FORMS
        if not (fit.says_more or form) and _is_of_a_trade(full):
            return evidence.verdict("unsure", f"words: only {full.text} states a trade")
        sure = fit.says_more or form or _same_city(fit, full, place)
        if sure or len(full.core) > 2 or _rare(fit, short, full):
            return evidence.verdict("same", f"core: {said}")
        return evidence.verdict("unsure", TOO_COMMON, f"core: {said}")
    if _shrunk(fit, short, full):
        return evidence.verdict("same", f"core: parts of all words: {said}")
    beginning = short.share_short and fit.common > 1 and fit.mine not in chinese_places()
    partly = fit.common >= 1 and len(fit.mine) > 1 and (fit.tail or beginning)
    return evidence.verdict("unsure" if partly else "different", f"core: {said}")


def _behind_owner(fit: _Fit, short: ParsedName, full: ParsedName) -> bool:
    """Whether one name has the name of an owner before the other: 北汽福田汽车, 福田汽车.

    A long owner's name, or one in the short name, only where the other name is all that follows and
    begins with its place: 通用技术沈阳机床, 沈阳机床股份有限公司.
    """
    mine, whole = fit.mine, fit.whole
    if full.core and len(mine) >= _LONG and 0 < whole.find(mine) <= _SHORT_OWNER:
        return True
    for owned, longer, place in (
        (mine, whole, short.place_text),
        (whole, mine, full.place_text),
    ):
        starts = bool(place) and owned.startswith(place) and len(owned) >= _LONG
        if starts and longer.endswith(owned) and 0 < len(longer) - len(owned) <= _LONGEST_OWNER:
            return True
    return False


def _shrunk(fit: _Fit, short: ParsedName, full: ParsedName) -> bool:
    """Whether a short name is a beginning of the trade name (东方明珠, 东方明珠新媒体), or has its
    first character and others in their order (浦发银行, 浦东发展银行).
    """
    if not fit.tail:
        return fit.common - fit.prefix > 2 or (fit.common >= 2 and _rare(fit, short, full))
    # Two characters in their order are those of many firms.
    return fit.common >= 1 and len(fit.mine) >= _LONG - 1


def _leaves_out_place(fit: _Fit, short: ParsedName, full: ParsedName) -> bool:
    """Whether only the full name, which has no trade name, states a place: 能源股份 may be that of
    湖北 and of 深圳. 工商银行 tells more than a word of trade.
    """
    if full.place_text:
        return not short.place_text
    return full.country and not short.country and fit.mine in industry_words()


def _same_city(fit: _Fit, full: ParsedName, place: str) -> bool:
    """Whether the short name has the place of the full one. A whole province has many firms of a
    common trade name.
    """
    if fit.prefix < 2 or place != "equal":
        return False
    narrow = not all(code.endswith("0000") for code in full.places) or full.country
    return narrow or (full.legal == "stock" and not _is_common(full.core))


def _rare(fit: _Fit, short: ParsedName, full: ParsedName) -> bool:
    """Whether a trade name of two characters can be no neighbour's: both names are of listed firms,
    and no other listed firm has it.
    """
    listed = short.share_short or (fit.tail in _FREE and full.legal == "stock")
    return listed and full.legal in ("stock", "") and not _is_common(fit.mine[:2])


def _is_of_a_trade(full: ParsedName) -> bool:
    """Whether a firm that is not listed states a trade of its own: 比亚迪 alone is the parent, and
    each firm of its name, such as 比亚迪电子部品件.
    """
    return full.legal != "stock" and any(not is_general(word) for word in full.words)


def _is_common(core: str) -> bool:
    """Whether listed firms share a trade name, or it is a place or a word of trade."""
    return core in shared_cores() or core in chinese_places() or core in industry_words()


def _descriptive(evidence: NameEvidence, fit: _Fit, said: str) -> Verdict:
    """A name of words of trade only is short for another if it has a sign of every word: 中国石化,
    中国石油化工; 中国石油 is another firm.
    """
    last = fit.common
    for sign in fit.mine[fit.common :]:
        last = fit.whole.find(sign, last) + 1
    # One character may be left (酒 of 茅台酒), or words that say little (发展).
    left = fit.whole[last:]
    if fit.common >= 2 and last > fit.prefix and (len(left) <= 1 or is_general(left)):
        return evidence.verdict("same", f"words: {said}")
    unsure = fit.common == len(fit.mine) > 3 or (fit.common == 1 and len(left) <= 1)
    return evidence.verdict("unsure" if unsure else "different", f"words: {said}")


def _in_order(part: str, whole: str) -> bool:
    position = -1
    for sign in part:
        position = whole.find(sign, position + 1)
        if position < 0:
            return False
    return True
