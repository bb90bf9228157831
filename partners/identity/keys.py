"""The keys by which an identity is found among many; names of both scripts have keys in common.

A key is an integer below 2 ** 40. Two characters of a Chinese name are a key as they are; other
keys are hashes, which hold within one process.
"""

import re
from functools import lru_cache
from itertools import combinations

from partners.identity.english_names import parse_english
from partners.identity.parsed_name import normalise
from partners.identity.place_prefixes import chinese_prefix, short_signs
from partners.identity.romanisation import readings_of
from partners.identity.sounds import skeleton
from partners.identity.tables import english_stems, industry_words, trade_words
from partners.identity.translated_words import stems_of_tokens

# The first characters of a trade name tell it apart; more of them make the lists longer.
_LONGEST, _SPELLED, _STEMS = 8, 4, 4
_IGNORED = re.compile(r"[^0-9A-Za-z\u3400-\u9fff()\[\]]")
_BRACKET = re.compile(r"[(\[][^)\]]*[)\]]?")
_LISTING = re.compile(r"^(?:S?\*?ST|XD|XR|DR|N)(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])[AB]$")
_FORMS = ("股份有限", "有限责任", "股份", "有限", "集团", "总")
_PLANTS = ("总厂", "工厂", "厂", "集团", "股份")
_HASHED = 1 << 39
_MASK = _HASHED - 1


def pairs_of(name: str) -> set[int]:
    """The keys by which a Chinese name is found by another: pairs of its characters."""
    body = _body(name)
    place, rest, codes, country = _after_place(body)
    keys = {_HASHED | hash("=" + body) & _MASK, _HASHED | hash("=" + rest) & _MASK}
    signs = short_signs(place, codes) if place else ()
    _add_pairs(rest, (*signs, "中") if country else signs, keys)
    return keys


def spellings_of(name: str) -> set[int]:
    """The keys by which a Chinese name is found by a Latin one: sound, initials, translation of its
    first characters, and its trade.
    """
    body = _body(name)
    place, rest, codes, _ = _after_place(body)
    keys: set[int] = set()
    _add_spellings(rest, keys)
    if place:
        # 宁德时代 is one brand, though 宁德 is a place.
        keys.update(_translations(body))
    keys.update(_trade_keys(_tail(rest), codes[0][:2] if codes else ""))
    return keys


def _after_place(body: str) -> tuple[str, str, tuple[str, ...], bool]:
    """The place of a name, what follows it, the codes of the place, and whether it states China."""
    place, codes = chinese_prefix(body)
    rest = body[len(place) :]
    country = rest.startswith("中国") and len(rest) > 3
    rest = rest[2:] if country else rest
    return place, rest if len(rest) > 1 else body, codes, country


def _tail(rest: str) -> str:
    """The part of a name that has its words of trade: the same for many firms."""
    known = industry_words()
    if len(rest) < 5 or rest[:2] in known:
        return rest
    return rest[3:] if rest[2:4] not in known and rest[3:5] in known else rest[2:]


def _body(name: str) -> str:
    """A Chinese name without brackets, legal form, and what follows it (a branch)."""
    text = normalise(name)
    if _IGNORED.search(text):
        text = _IGNORED.sub("", text)
    if "(" in text or "[" in text:
        text = _BRACKET.sub("", text) or text
    end = text.find("公司", 2)
    if end < 0:
        if text[:1] < "\u3400" or text[-1:] in "AB":
            text = _LISTING.sub("", text)
        end = len(text)
        endings: tuple[str, ...] = _PLANTS
    else:
        endings = _FORMS
    text = text[:end]
    for ending in endings:
        if text.endswith(ending) and len(text) > len(ending) + 1:
            text = text[: -len(ending)]
    return text


def _add_pairs(rest: str, signs: tuple[str, ...], keys: set[int]) -> None:
    """Neighbouring characters, and the first with each later one, as short names have them: 浦发,
    浦东发展; the sign of a place with the first two: 粤电.
    """
    signs_of = [ord(sign) & 0xFFFF for sign in rest[:_LONGEST]]
    before = signs_of[0] if signs_of else 0
    first = before << 16
    for sign in signs_of[1:]:
        keys.add(before << 16 | sign)
        keys.add(first | sign)
        before = sign
    for place_sign in signs:
        place = (ord(place_sign) & 0xFFFF) << 16
        for one in signs_of[:2]:
            keys.add(place | one)


def _add_spellings(rest: str, keys: set[int]) -> None:
    """Sound, initials and translation of the first characters."""
    readings = tuple(map(_reading, rest[:_SPELLED]))
    sound = "".join(readings[:2])
    initials = "".join([one[:1] for one in readings[:2]])
    keys.update(_sound_keys(sound))
    keys.add(_HASHED | hash("p:" + initials) & _MASK)
    for syllable in readings[2:]:
        sound += syllable
        initials += syllable[:1]
        keys.add(_HASHED | hash("p:" + sound) & _MASK)
        keys.add(_HASHED | hash("p:" + initials) & _MASK)
    keys.update(_translations(rest))
    if len(readings) > 2:
        keys.add(_skeleton_key("".join(readings[:3])))


def _translations(text: str) -> list[int]:
    """The keys of the English renderings of the words that a text begins with."""
    words = _trade_words_by_sign().get(text[:1], ())
    return [key for word, keys in words if text.startswith(word) for key in keys]


@lru_cache(maxsize=1)
def _trade_words_by_sign() -> dict[str, list[tuple[str, tuple[int, ...]]]]:
    found: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
    for word, english in trade_words().items():
        found.setdefault(word[:1], []).append((word, tuple(map(_text_key, english))))
    return found


@lru_cache(maxsize=32_768)
def _skeleton_key(sound: str) -> int:
    return _hashed("k:" + skeleton(sound))


def latin_keys_of(name: str) -> set[int]:
    """The keys by which a Latin name is found, and finds names of both scripts."""
    parsed = parse_english(name)
    keys = set(_sound_keys(parsed.core)) if parsed.core else set()
    tokens = (parsed.place_text, *parsed.tokens) if parsed.place_text else parsed.tokens
    for start in (0, 1) if parsed.place_text else (0,):
        for count in (1, 2, 3):
            keys.add(_text_key("".join(tokens[start : start + count])))
    stems = tuple(sorted(stems_of_tokens(parsed.tokens)))
    keys.update(_stem_keys(stems, tuple(sorted({place[:2] for place in parsed.places}))))
    keys.add(_hashed("=" + parsed.text))
    return keys


@lru_cache(maxsize=32_768)
def _reading(sign: str) -> str:
    return readings_of(sign)[0] if sign >= "\u3400" else sign.casefold()


@lru_cache(maxsize=32_768)
def _sound_keys(sound: str) -> tuple[int, ...]:
    parts = (_hashed("g:" + sound[start : start + 3]) for start in range(len(sound) - 2))
    return (_text_key(sound), _hashed("k:" + skeleton(sound)), *parts)


@lru_cache(maxsize=65_536)
def _trade_keys(text: str, province: str) -> tuple[int, ...]:
    """The keys of the words of trade in a Chinese text."""
    known = industry_words()
    stems: set[str] = set()
    for start in range(len(text) - 1):
        for end in (start + 2, start + 3, start + 4):
            if (word := text[start:end]) in known:
                stems |= known[word].stems
    return _stem_keys(tuple(sorted(stems)), (province,) if province else ())


def _text_key(text: str) -> int:
    return _hashed("p:" + text)


def _hashed(text: str) -> int:
    return _HASHED | (hash(text) & _MASK)


@lru_cache(maxsize=65_536)
def _stem_keys(stems: tuple[str, ...], provinces: tuple[str, ...]) -> tuple[int, ...]:
    """The trade, and the trade with the province: alone each is common."""
    general = english_stems()
    # Words that say more come first; general ones fill up.
    ordered = sorted(stems, key=lambda one: (general.get(one, False), one))[:_STEMS]
    trades = [*ordered, *("+".join(sorted(two)) for two in combinations(ordered, 2))]
    texts = [f"s:{province}:{trade}" for province in provinces for trade in trades]
    return tuple(map(_hashed, [*texts, *("s:" + trade for trade in trades)]))
