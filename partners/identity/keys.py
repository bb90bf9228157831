"""The keys by which an identity is found among many; names of both scripts have keys in common.

A key is an integer below 2 ** 40. Two characters of a Chinese name are a key as they are; other
keys are hashes, which hold within one process.
"""

import re
from functools import lru_cache
from itertools import combinations

from partners.identity.cross_script import stems_of_tokens
from partners.identity.english_names import parse_english
from partners.identity.model import Identity
from partners.identity.parsed_name import is_chinese, normalise
from partners.identity.place_prefixes import chinese_prefix, short_signs
from partners.identity.romanisation import readings_of
from partners.identity.sounds import skeleton
from partners.identity.tables import english_stems, industry_words, trade_words

# The first characters of a trade name tell it apart; more of them make the lists longer.
_LONGEST, _SPELLED, _STEMS = 8, 4, 4
_IGNORED = re.compile(r"[^0-9A-Za-z\u3400-\u9fff()\[\]]")
_BRACKET = re.compile(r"[(\[][^)\]]*[)\]]?")
_LISTING = re.compile(r"^(?:S?\*?ST|XD|XR|DR|N)(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])[AB]$")
_FORMS = ("股份有限", "有限责任", "股份", "有限", "集团", "总")
_PLANTS = ("总厂", "工厂", "厂", "集团", "股份")
_HASHED = 1 << 39
_MASK = _HASHED - 1


def keys_of(identity: Identity) -> set[int]:
    """The keys of an identity: of its name, and of its identifiers."""
    name = identity.name
    keys: set[int] = set()
    if not name.isascii() and is_chinese(name):
        _add_chinese(name, keys)
    else:
        _add_latin(name, keys)
    for kind, value in identity.identifiers.items():
        if value:
            keys.add(_hashed(f"i:{kind}:{value}"))
    return keys


def _add_chinese(name: str, keys: set[int]) -> None:
    body = _body(name)
    place, codes = chinese_prefix(body)
    rest = body[len(place) :]
    country = rest.startswith("中国") and len(rest) > 3
    rest = rest[2:] if country else rest
    if len(rest) < 2:
        rest = body
    keys.add(_HASHED | hash("=" + body) & _MASK)
    keys.add(_HASHED | hash("=" + rest) & _MASK)
    signs = short_signs(place, codes) if place else ()
    _add_pairs(rest, (*signs, "中") if country else signs, keys)
    _add_spellings(rest, keys)
    if place:
        # 宁德时代 is one brand, though 宁德 is a place.
        keys.update(_translations(body[:4]))
    tail = rest if len(rest) < 5 or rest[:2] in industry_words() else rest[2:]
    keys.update(_trade_keys(tail, codes[0][:2] if codes else ""))


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
        endings, end = _PLANTS, len(text)
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
    for sign in signs:
        place = (ord(sign) & 0xFFFF) << 16
        for one in signs_of[:2]:
            keys.add(place | one)


def _add_spellings(rest: str, keys: set[int]) -> None:
    """Sound, initials and translation of the first characters."""
    core = rest[:2]
    keys.update(_core_keys(core))
    readings = tuple(map(_reading, rest[:_SPELLED]))
    sound, initials = "".join(readings[:2]), "".join(one[:1] for one in readings[:2])
    for syllable in readings[2:]:
        sound += syllable
        initials += syllable[:1]
        keys.add(_HASHED | hash("p:" + sound) & _MASK)
        keys.add(_HASHED | hash("p:" + initials) & _MASK)
    if len(readings) > 2:
        keys.update(_translations(rest[:_SPELLED]))
        keys.add(_skeleton_key("".join(readings[:3])))


@lru_cache(maxsize=65_536)
def _core_keys(core: str) -> tuple[int, ...]:
    readings = tuple(map(_reading, core))
    initials = "".join(one[:1] for one in readings)
    return (*_sound_keys("".join(readings)), _text_key(initials), *_translations(core))


@lru_cache(maxsize=16_384)
def _translations(text: str) -> tuple[int, ...]:
    words = trade_words()
    found = (words.get(text[:length], ()) for length in range(1, len(text) + 1))
    return tuple(_text_key(english) for several in found for english in several)


@lru_cache(maxsize=32_768)
def _skeleton_key(sound: str) -> int:
    return _hashed("k:" + skeleton(sound))


def _add_latin(name: str, keys: set[int]) -> None:
    parsed = parse_english(name)
    if parsed.core:
        keys.update(_sound_keys(parsed.core))
    tokens = (parsed.place_text, *parsed.tokens) if parsed.place_text else parsed.tokens
    for start in (0, 1) if parsed.place_text else (0,):
        for count in (1, 2, 3):
            keys.add(_text_key("".join(tokens[start : start + count])))
    stems = tuple(sorted(stems_of_tokens(parsed.tokens)))
    keys.update(_stem_keys(stems, tuple(sorted({place[:2] for place in parsed.places}))))
    keys.add(_hashed("=" + parsed.text))


@lru_cache(maxsize=32_768)
def _reading(sign: str) -> str:
    return readings_of(sign)[0] if sign >= "\u3400" else sign.casefold()


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
