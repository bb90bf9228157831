"""Read a company name in Latin letters: place, trade name, words of trade, legal form, branch."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from partners.identity.parsed_name import ParsedName
from partners.identity.place_prefixes import english_places, within
from partners.identity.sites import site_of
from partners.identity.tables import english_stems, stem

_LEGAL_WORDS = {
    **dict.fromkeys(("co", "company", "corp", "corporation", "inc", "incorporated"), "company"),
    **dict.fromkeys(("ltd", "limited", "llc", "pte", "lmt", "ltda", "gmbh"), "limited"),
    **dict.fromkeys(("plc", "jsc", "stock"), "stock"),
}
_SILENT = frozenset(
    [
        "the",
        "of",
        "and",
        "for",
        "a",
        "an",
        "class",
        "shares",
        "listed",
        "joint",
        "province",
        "city",
        "municipality",
        "autonomous",
        "region",
        "prc",
        "provincial",
    ]
)
_GROUP = frozenset(("group", "grp", "groups"))
_PHRASES = (
    (re.compile(r"\b(?:hi|high)[\s-]*tech(?:nology)?\b", re.I), " hitech "),
    (re.compile(r"\bs\s*(?:&|and)\s*t\b", re.I), " science technology "),
    (re.compile(r"\bsci(?:ence)?[\s-]+tech\b", re.I), " science technology "),
    (re.compile(r"\bint'?l\b", re.I), " international "),
    (re.compile(r"\be-commerce\b", re.I), " ecommerce "),
    (re.compile(r"\bair[\s-]+con(?:ditioning)?\b", re.I), " conditioning "),
)
# Whether any of the phrases may be in a text: most names have none.
_ANY_PHRASE = re.compile(r"hi|\bs\s*(?:&|and)|\bsci|\bint|e-c|air", re.I)
_APOSTROPHE = re.compile(r"['’`]")
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SHORT_WORD = re.compile(r"\b(tech|science)\.(?=co\b)", re.I)
_BRANCH_WORDS = frozenset(("branch", "office", "subbranch"))
_PLANT_WORDS = _BRANCH_WORDS | {"plant", "factory", "works", "site"}
# The legal form of a firm that has no other, as 厂: Tientsin Carpet Factory.
_FACTORY_WORDS = frozenset(("factory", "works"))
_HONG_KONG = {"hk": "hongkong", "hkg": "hongkong"}
_WORD = re.compile(r"[a-z0-9]+")
_BRACKET = re.compile(r"\(([^)]*)\)")
_ORDINALS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6",
    "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10", "1st": "1", "2nd": "2", "3rd": "3",
}  # fmt: skip
_ORDINAL_NUMBER = re.compile(r"^(\d+)(?:st|nd|rd|th)?$")


@dataclass(frozen=True, slots=True)
class EnglishWords:
    """The words of a name in lower case: `place`, then `tokens`, without the silent ones and the
    legal form; `every` one, and those `inside` each pair of brackets. `codes` are the places that
    `place` may name.
    """

    every: tuple[str, ...]
    inside: tuple[tuple[str, ...], ...]
    place: tuple[str, ...]
    codes: tuple[str, ...]
    country: bool
    tokens: tuple[str, ...]
    legal: str
    branch: str


def english_words(name: str) -> EnglishWords:
    """The words of a name in Latin letters, sorted by what they are."""
    words, inside, last = _words(name)
    branch, words = _branch(words)
    if last and not branch and words and words[-1] in _LEGAL_WORDS and last[-1] in _PLANT_WORDS:
        branch = " ".join(last)
        inside.remove(last)
    legal = next((_LEGAL_WORDS[word] for word in reversed(words) if word in _LEGAL_WORDS), "")
    # What follows the legal form is a place or a share class.
    kept = [w for w in words if w not in _LEGAL_WORDS and w not in _GROUP and w not in _SILENT]
    start, codes = _place_at_start(kept)
    country = False
    place, tokens = kept[:start], kept[start:]
    if len(tokens) > 1 and tokens[0] in ("china", "chinese"):
        country, tokens = True, tokens[1:]
    if not codes:
        before = tokens
        tokens, codes = _place_at_end(tokens)
        place = before[len(tokens) :]
    if not legal and len(tokens) > 1 and tokens[-1] in _FACTORY_WORDS:
        legal, tokens = "factory", tokens[:-1]
    return EnglishWords(
        every=tuple(words),
        inside=tuple(tuple(part) for part in inside),
        place=tuple(place),
        codes=codes,
        country=country,
        tokens=tuple(tokens),
        legal=legal,
        branch=branch,
    )


def parse_english(name: str) -> ParsedName:
    """The parts of a name in Latin letters."""
    found = english_words(name)
    words, tokens = found.every, found.tokens
    site, inside_places = _site([list(part) for part in found.inside])
    core = "".join(token for token in tokens if not is_trade_word(token) and not token.isdigit())
    china = ("china",) in found.inside
    return ParsedName(
        chinese=False,
        text=" ".join(words),
        place_text="".join(found.place),
        places=found.codes or inside_places,
        country=found.country or china,
        country_inside=china,
        site=site,
        core=core,
        words=tuple(one for token in tokens if is_trade_word(token) for one in trade_stems(token)),
        tokens=tokens,
        legal=found.legal,
        group=bool(_GROUP & {*words, *(word for part in found.inside for word in part)}),
        branch=found.branch,
        parent=" ".join(words) if found.branch else "",
        numbers=frozenset(number for word in words if (number := _number(word))),
    )


@lru_cache(maxsize=65_536)
def trade_stems(token: str) -> tuple[str, ...]:
    """The stems of trade in a word: one, two of a compound (biomedicine, steeltube), or none."""
    stems = english_stems()
    if (whole := stem(token)) in stems:
        return (whole,)
    for cut in range(3, len(token) - 2):
        left, right = stem(token[:cut]), stem(token[cut:])
        if left in stems and right in stems and token[cut:] not in _LEGAL_WORDS:
            return (left, right)
    return ()


def is_trade_word(token: str) -> bool:
    """Whether an English word names a trade (textile), and is no trade name."""
    return bool(trade_stems(token))


def _words(name: str) -> tuple[list[str], list[list[str]], list[str]]:
    """The words of a name in lower case, those in each pair of brackets, and those in brackets at
    its end.
    """
    text = name
    if not name.isascii():
        text = unicodedata.normalize("NFKD", name)
        text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = _APOSTROPHE.sub("", text)
    if _ANY_PHRASE.search(text):
        for pattern, word in _PHRASES:
            text = pattern.sub(word, text)
    # ShanDongDenghai; but UCloud and JIXIN stay whole.
    text = _JOINED.sub(" ", text)
    text = _SHORT_WORD.sub(r"\1 ", text)
    if "(" not in text:
        return _WORD.findall(text.casefold()), [], []
    inside = [_WORD.findall(part.casefold()) for part in _BRACKET.findall(text)]
    inside = [part for part in inside if part]
    last = inside[-1] if inside and text.rstrip(" .").endswith(")") else []
    return _WORD.findall(_BRACKET.sub(" ", text).casefold()), inside, last


def _site(inside: list[list[str]]) -> tuple[str, tuple[str, ...]]:
    """The site that brackets state, in letters, and its codes where it is a known place."""
    for part in inside:
        words = [word for word in part if word not in _LEGAL_WORDS and word not in _SILENT]
        joined = "".join(words)
        if not words or joined == "china" or set(words) & _GROUP or not site_of(joined):
            continue
        while words and words[-1] in _PLANT_WORDS:
            words = words[:-1]
        joined = _HONG_KONG.get("".join(words), "".join(words)) or joined
        return joined, english_places().get(joined, ())
    return "", ()


def _branch(words: list[str]) -> tuple[str, list[str]]:
    if not words or words[-1] not in _PLANT_WORDS:
        return "", words
    last = max((i for i, word in enumerate(words) if word in _LEGAL_WORDS), default=0)
    if not last and words[-1] not in _BRANCH_WORDS:
        # Hua Xing Garment Factory: the word is the legal form.
        return "", words
    last = last or max(1, len(words) - 3)
    return " ".join(words[last + 1 :]), words[: last + 1]


def _place_at_start(words: list[str]) -> tuple[int, tuple[str, ...]]:
    """How many words a name has for its place, and the codes of the narrowest."""
    start: int = 0
    codes: tuple[str, ...] = ()
    while found := _place_from(words, start, codes):
        start, codes = found
    return start, codes


def _place_from(
    words: list[str], start: int, before: tuple[str, ...]
) -> tuple[int, tuple[str, ...]] | None:
    for length in (4, 3, 2, 1):
        end = start + length
        if end >= len(words):
            continue
        codes = english_places().get("".join(words[start:end]), ())
        inside = tuple(one for one in codes if not before or any(within(one, w) for w in before))
        if inside:
            return end, inside
    return None


def _place_at_end(words: list[str]) -> tuple[list[str], tuple[str, ...]]:
    codes: tuple[str, ...] = ()
    while len(words) > 1 and (found := english_places().get(words[-1])):
        # The city stands before the province: the narrower of both counts.
        codes = found if not codes or within(found[0], codes[0]) else codes
        words = words[:-1]
    return words, codes


def _number(word: str) -> str | None:
    if word[0].isdigit() and (found := _ORDINAL_NUMBER.match(word)):
        return found[1]
    return _ORDINALS.get(word)
