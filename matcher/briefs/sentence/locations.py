"""Chinese places that a text names, and the word that stands before each."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.reading import Findings, UnusedReason
from matcher.briefs.sentence.word_lists import load_word_lists
from partners.errors import NameFault
from partners.name_resolvers import NameResolvers
from partners.names.place_resolver import PlaceResolver, Town
from partners.names.spellings import name_key
from partners.reference.atlas import ClusterRow, PlaceRow

_LATIN_WORD = re.compile(r"[a-zà-öø-ÿ]+(?:'[a-zà-öø-ÿ]+)*")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_MOST_WORDS, _LONGEST_CHINESE = 4, 12
# A text that lists more places is no sentence: to look at each pair of names costs too much.
_MOST_PLACES = 40
# Places whose names are also words: they count only behind a word such as "in".
_WORDS = frozenset(load_word_lists(__file__)["words"])
# A longer word in which the name is no place: 大理石 is marble.
_COMPOUNDS = re.compile(
    r"大理石|大连衣裙|和田玉|阳江豆豉|吉安全|东方红|安康复|太阳能|百色彩|长治疗|中卫浴|中卫生"
    r"|海南瓜|上海绵|三明治|山南瓜|河源头|通化工|铜仁|黄山毛峰"
)
_CAPITALS = re.compile(r"[A-Z]{2,4}")
_IN = re.compile(
    r"(?:(?<![a-z])(?:in|near|around|within|at|close\sto|outside|located\sin|based\sin"
    r"|not\sfar\sfrom|or|and|either|between|across)\s(?:the\s)?(?:city\sof\s)?"
    r"|(?<![a-z])(?:from)\s|在|于|位于|靠近|附近|来自|从|由|[、或和及]\s?|\s?[/&]\s?)$"
)
_FROM = re.compile(r"(?:(?<![a-z])from\s(?:the\s)?|从|由|自)$")
_TO = re.compile(
    r"(?:(?<![a-z])(?:to|into|deliver(?:y|ed)?\s(?:to|in)|for\sdelivery\sin)\s|[发送运寄]到"
    r"|[发送运寄]往|送货到|到|至)$"
)
_TERM = re.compile(
    r"(?<![a-z])(?:exw|fca|fas|fob|cfr|cif|cpt|cip|dap|dpu|ddp|ddu|cnf"
    r"|c&f)[\s,:-]*(?:port\sof\s)?$"
)
_BEHIND = re.compile(
    r"(?:\s(?:province|city|area|region|district|county|port)(?![a-z])|省|市|工业园区|开发区|高新区|地区|周边|附近"
    r"|一带|港|那边|本地|当地)"
)
_BETWEEN_NAMES = re.compile(r"[,，(（的]")
_BETWEEN = re.compile(r"[\s,，(（]*(?:的|in|province|city|省|市)?[\s,，(（]*")


@dataclass(frozen=True)
class PlaceMention:
    """A place that a text names: its code, its value in a brief, its position with the word before
    it, and the meaning of that word as `cue`: `in`, `from`, or nothing.
    """

    code: str
    value: str
    start: int
    end: int
    cue: str = ""


def read_places(text: BuyerText, names: NameResolvers, findings: Findings) -> list[PlaceMention]:
    """Read the places that are searched in or stand for the client, in order. The place of a
    delivery and an ambiguous name are told.
    """
    found: list[PlaceMention] = []
    for start, end in _spans(text, names.places):
        if mention := _read(text, names.places, start, end, findings):
            found.append(mention)
    return found


def _spans(text: BuyerText, places: PlaceResolver) -> list[tuple[int, int]]:
    latin, chinese = _keys(places)
    spans = []
    compounds = {at for found in _COMPOUNDS.finditer(text.plain) for at in range(*found.span())}
    words = list(text.find(_LATIN_WORD))
    skip_to = 0
    for n, word in enumerate(words):
        if word.start() < skip_to:
            continue
        for last in range(min(n + _MOST_WORDS, len(words)) - 1, n - 1, -1):
            end = words[last].end()
            between = text.plain[word.start() : end]
            if name_key(between) in latin and not re.search(r"[,;.()]", between):
                spans.append((word.start(), end))
                skip_to = end
                break
    for start, end in text.free_runs(_HAN_RUN):
        at = start
        while at < end:
            sizes = range(min(end - at, _LONGEST_CHINESE), 1, -1)
            size = next((s for s in sizes if text.plain[at : at + s] in chinese), 0)
            if size and at not in compounds:
                spans.append((at, at + size))
            at += size if size and at not in compounds else 1
    return _joined(text, places, sorted(spans))


def _read(
    text: BuyerText, places: PlaceResolver, start: int, end: int, findings: Findings
) -> PlaceMention | None:
    name, original = text.plain[start:end], text.text[start:end]
    full = re.sub(_BETWEEN_NAMES, " ", name)
    led, behind = text.before(start, _IN), text.after(end, _BEHIND)
    if (name in _WORDS or (name.isascii() and len(name) <= 3)) and not (
        led or behind or _CAPITALS.fullmatch(original)
    ):
        return None
    if name == "ne" and not _CAPITALS.fullmatch(original):
        return None
    last = behind.end() if behind else end
    if term := text.before(start, _TERM):
        findings.tell(start, last, UnusedReason.PORT, term[0].strip().upper())
        return None
    away = text.before(start, _TO)
    first = away.start() if away else led.start() if led else start
    try:
        row, town = _place_finder(places)(full)
    except NameFault as fault:
        findings.tell(first, last, UnusedReason.AMBIGUOUS, ", ".join(fault.nearest))
        return None
    text.take(first, last)
    if away:
        findings.tell(first, last, UnusedReason.DELIVERY)
        return None
    cue = "from" if text.before(start, _FROM) else "in" if led else ""
    return PlaceMention(row.code, town.name if town else row.code, first, last, cue)


# Each change of partners makes another resolver, of a megabyte: what was found in an old one must
# not keep it.
@lru_cache(maxsize=2)
def _place_finder(
    places: PlaceResolver,
) -> Callable[[str], tuple[PlaceRow | ClusterRow, Town | None]]:
    @lru_cache(maxsize=1_024)
    def find(name: str) -> tuple[PlaceRow | ClusterRow, Town | None]:
        return places.resolve(name), places.find_town(name)

    return find


def _joined(
    text: BuyerText, places: PlaceResolver, spans: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The spans with those made one that name a place together with its province: Foshan,
    Guangdong; 台州黄岩.
    """
    if len(spans) > _MOST_PLACES:
        return spans
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        last = joined[-1] if joined else None
        beside = last is not None and bool(_BETWEEN.fullmatch(text.plain, last[1], start))
        both = f"{text.plain[slice(*last)]} {text.plain[start:end]}" if last else ""
        if last and beside and _resolves(places, both):
            joined[-1] = (last[0], end)
        else:
            joined.append((start, end))
    return joined


def _resolves(places: PlaceResolver, name: str) -> bool:
    try:
        places.resolve(name)
    except NameFault:
        return False
    return True


@lru_cache(maxsize=2)
def _keys(places: PlaceResolver) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of all names in Latin letters, and in Chinese."""
    keys = [key for key in places.name_keys() if len(key) > 1 and not key.isdigit()]
    latin = {key for key in keys if key.isascii() and not re.search(r"\d", key)}
    return frozenset(latin), frozenset(key for key in keys if not re.search(r"[a-z0-9]", key))
