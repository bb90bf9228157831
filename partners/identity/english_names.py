"""Read a company name in Latin letters: place, trade name, words of trade, legal form, branch."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from partners.identity.parsed_name import ParsedName
from partners.identity.place_prefixes import english_places, within
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
_BRANCH_WORDS = frozenset(("branch", "office", "subbranch"))
_ORDINALS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6",
    "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10", "1st": "1", "2nd": "2", "3rd": "3",
}  # fmt: skip
_ORDINAL_NUMBER = re.compile(r"^(\d+)(?:st|nd|rd|th)?$")


@dataclass(frozen=True, slots=True)
class EnglishWords:
    """The words of a name in lower case: `place`, then `tokens`, without the silent ones and the
    legal form; `every` one, and those `inside` brackets.
    """

    every: tuple[str, ...]
    inside: tuple[str, ...]
    place: tuple[str, ...]
    codes: tuple[str, ...]
    country: bool
    tokens: tuple[str, ...]
    legal: str
    branch: str


def english_words(name: str) -> EnglishWords:
    """The words of a name in Latin letters, sorted by what they are."""
    words, inside = _words(name)
    branch, words = _branch(words)
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
    return EnglishWords(
        every=tuple(words),
        inside=tuple(inside),
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
    group = bool(_GROUP & {*words, *found.inside})
    places = found.codes or english_places().get("".join(found.inside), ())
    core = "".join(token for token in tokens if not is_trade_word(token) and not token.isdigit())
    return ParsedName(
        chinese=False,
        text=" ".join(words),
        place_text="".join(found.place),
        places=places,
        country=found.country or "china" in found.inside,
        core=core,
        words=tuple(one for token in tokens if is_trade_word(token) for one in trade_stems(token)),
        tokens=tokens,
        legal=found.legal,
        group=group,
        branch=found.branch,
        parent=" ".join(words) if found.branch else "",
        numbers=frozenset(filter(None, (_number(word) for word in words))),
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


def _words(name: str) -> tuple[list[str], list[str]]:
    """The words of a name in lower case, and those in brackets."""
    text = unicodedata.normalize("NFKD", name)
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = re.sub(r"['’`]", "", text)
    for pattern, word in _PHRASES:
        text = pattern.sub(word, text)
    # ShanDongDenghai; but UCloud and JIXIN stay whole.
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    text = re.sub(r"(?i)\b(tech|science)\.(?=co\b)", r"\1 ", text)
    inside: list[str] = []
    for part in re.findall(r"\(([^)]*)\)", text):
        inside += re.findall(r"[a-z0-9]+", part.casefold())
    text = re.sub(r"\([^)]*\)", " ", text)
    return re.findall(r"[a-z0-9]+", text.casefold()), inside


def _branch(words: list[str]) -> tuple[str, list[str]]:
    if not words or words[-1] not in _BRANCH_WORDS:
        return "", words
    last = max((i for i, word in enumerate(words) if word in _LEGAL_WORDS), default=0)
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
    found = _ORDINAL_NUMBER.match(word)
    return found[1] if found else _ORDINALS.get(word)
