"""Markets: countries, and the ports and states that stand for them."""

import re
from collections.abc import Mapping
from functools import cache

from core.languages.messages import Message
from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.lookup import FoundName, Lookup
from matcher.briefs.sentence.phrases import is_subject
from matcher.briefs.sentence.reading import Findings, UnusedReason
from matcher.briefs.sentence.word_lists import load_word_lists
from partners.names.ports_and_states import markets_by_port_or_state
from partners.names.vocabulary import market_spellings

_LISTS = load_word_lists(__file__)
_HOME = "CN"
# Parts of the country that are markets only behind a word such as "to": else they are places.
_BOTH = frozenset(("HK", "MO", "TW"))
# Names that are also everyday words (jersey, turkey), or a country's and a state's.
_WORDS = frozenset(_LISTS["words"])
# Inner Mongolia is a province.
_MONGOLIA, _INNER = ("mongolia", "蒙古"), re.compile(r"(?:inner\s|内)$")
_STATES_TOO = {"georgia": ("GE", "US")}
_ALONE = frozenset(("usa", "uk", "uae", "eu"))
_UPPER_ALONE = frozenset(("us", "eu", "uk"))
_DEMONYMS = {word: code for code, words in _LISTS["demonyms"].items() for word in words}
_BOTH_SIDES = re.compile(r"欧美")
_DEMONYM = Lookup(_DEMONYMS)
_BUYERS = re.compile(
    r"\s(?:and\s)?(?:markets?|customers?|clients?|buyers?|consumers?|supermarkets?"
    r"|retailers?|importers?|discounters?|chains?|wholesalers?|distributors?|developers?"
    r"|department\sstores?|(?:super)?stores?|traders?|brands?|utilit(?:y|ies)|hotels?|hospitals?"
    r"|webshops?|blenders?|contractors?|buying\soffices?)(?![a-z])"
)
_REGION = Lookup(_LISTS["regions"])
_TO = re.compile(
    r"(?:(?<![a-z])(?:to|for|in|into|towards?|exports?|exporting|exported|destination|markets?"
    r"|sell|sold|selling|shipping|shipped|ship|"
    r"deliver(?:y|ed|ing)?|bound|port\sof|port|via|and|or|within|across)[\s:]+(?:the\s"
    r"|port\sof\s)?"
    r"|(?:发货?|运|出口|销售?|寄|卖|送|输|进|走|直)(?:到|往|去|至|给)?|到|往|去|至|面向"
    r"|目的[港国]?[是为:：]?|市场[是为:：]?)\s?$"
)
# Words before a market that may as well stand before a place of the search.
_INSIDE = ("in", "and", "or", "within", "across")
_FROM = re.compile(
    r"(?:(?<![a-z])(?:from|based\sin|located\sin|we\sare\sin|i\sam\sin|we're\sin)\s+(?:the\s)?"
    r"|我[们司]?[是在]|来自|我[们司]在)$"
)
_MARKET = re.compile(
    r"\s?(?:markets?|customers?|clients?|buyers?|consumers?|retailers?|supermarkets?|stores"
    r"|sale|sales)(?![a-z])"
)
_BEHIND_CHINESE = re.compile(r"(?:市场|港口?|客户|买家|超市|专线|站)")
_IMPORTED = re.compile(r"进口|标准|品牌|技术|工艺|风格|款式|式样?")
# "ship to": what stands before a market and says nothing else.
_MANNER = re.compile(
    r"(?:ship(?:ped|ping|ment)?|deliver(?:y|ed|ing)?|exports?|exported|exporting|sell(?:ing)?"
    r"|sold|sales|transport(?:ed)?|destined|send|sent|bound|出口|发|运)\s$"
)
_LIST = re.compile(r"[\s,/&、和及与或]|and|or")


def read_markets(text: BuyerText, findings: Findings) -> None:
    """Read all markets of the text; regions and the buyer's own country are told."""
    for both in text.find(_BOTH_SIDES):
        for code in ("EU", "US"):
            findings.add("markets", code, *both.span(), "Europe and the United States")
    for found in _DEMONYM.find(text):
        if buyers := text.after(found.end, _BUYERS):
            findings.add("markets", _DEMONYMS[found.name], found.start, buyers.end())
        elif is_subject(text, found.start):
            findings.add("markets", _DEMONYMS[found.name], found.start, found.end)
    last_end = -1
    for found in _names().find(text):
        if _read_name(text, found, findings, follows=_is_list(text, last_end, found.start)):
            last_end = found.end
    for found in _REGION.find(text):
        findings.tell(_start(text, found.start), found.end, UnusedReason.REGION)


def _read_name(text: BuyerText, found: FoundName, findings: Findings, *, follows: bool) -> bool:
    start, end, name = found
    code = _markets()[name]
    led = text.before(start, _TO)
    if name in _MONGOLIA and text.before(start, _INNER):
        return False
    if code == _HOME or (code in _BOTH and not (led and not led[0].startswith(_INSIDE))):
        return False
    if not _is_meant(text, found, bool(led), follows):
        return False
    if origin := text.before(start, _FROM):
        findings.tell(origin.start(), end, UnusedReason.ORIGIN)
        return False
    if name in _STATES_TOO and not follows:
        findings.tell(start, end, UnusedReason.AMBIGUOUS, ", ".join(_STATES_TOO[name]))
        return False
    behind = text.after(end, _BEHIND_CHINESE) or text.after(end, _MARKET)
    first, last = _start(text, start) if led else start, behind.end() if behind else end
    said = text.text[start:end]
    note = (
        ""
        if name in market_spellings()
        else Message("{part} is in {country}", part=said, country=code)
    )
    findings.add("markets", code, first, last, note)
    return True


def _is_meant(text: BuyerText, found: FoundName, led: bool, follows: bool) -> bool:
    """Whether a name is that of a market here, and not of something else."""
    start, end, name = found
    if not name.isascii():
        return led or follows or not text.after(end, _IMPORTED)
    original = text.text[start:end]
    if name in _ALONE or (name in _UPPER_ALONE and original.isupper()):
        return True
    if len(name) == 2:
        return original.isupper() and (led or follows) and not text.text.isupper()
    if name in _WORDS:
        return original[0].isupper() and led
    if led or follows:
        return True
    # Without a word such as "to" only a name that stands alone is one: no "Panama hats".
    clause = text.clause_bounds(start)
    behind = text.plain[end : clause[1]].strip()
    return original[0].isupper() and (
        not behind or bool(_LIST.match(behind)) or bool(text.after(end, _MARKET))
    )


def _is_list(text: BuyerText, last_end: int, start: int) -> bool:
    """Whether nothing but a comma or an `and` stands between two names."""
    return last_end >= 0 and not _LIST.sub("", text.plain[last_end:start])


def _start(text: BuyerText, start: int) -> int:
    """The start with the words that lead to the name: "ship to"."""
    if led := text.before(start, _TO):
        start = led.start()
        if manner := text.before(start, _MANNER):
            start = manner.start()
    return start


@cache
def _markets() -> Mapping[str, str]:
    return {**markets_by_port_or_state(), **market_spellings()}


@cache
def _names() -> Lookup:
    return Lookup(name for name in _markets() if len(name) > 1)
