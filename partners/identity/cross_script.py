"""Compare a Chinese name with one in Latin letters."""

from dataclasses import replace
from functools import lru_cache

from partners.identity.english_names import is_trade_word
from partners.identity.evidence import TWO_SCRIPTS, NameEvidence, relation_of_places
from partners.identity.model import Verdict
from partners.identity.parsed_name import ParsedName
from partners.identity.romanisation import (
    ends_of_spelling,
    pinyin_of,
    reads_otherwise,
    syllables_of,
)
from partners.identity.sounds import skeleton, sound_similarity
from partners.identity.tables import brands, industry_words
from partners.identity.translated_words import (
    each_states_another,
    stated_by_one,
    word_agreement,
)

# A made-up trade name that sounds so much alike is the same where place and trade agree too.
_ALIKE, _SIMILAR, _FAINT = 0.82, 0.55, 0.4
_CONTRADICTION, _SYLLABLE = 0.72, 0.55
_AGREE = 0.5
# Least agreement of the words of trade: else another firm; of a name without place; without a core.
_FEW, _MOST, _FULL = 0.3, 0.8, 0.95
_LONGEST_CORE = 5
_DIRECTIONS = {
    "east": "东", "eastern": "东", "south": "南", "southern": "南",
    "west": "西", "western": "西", "north": "北", "northern": "北",
}  # fmt: skip


def compare_scripts(chinese: ParsedName, latin: ParsedName) -> Verdict:
    """The verdict on a Chinese and a Latin name, without branches."""
    latin = _without_district(chinese, _place_as_trade_name(chinese, latin))
    place = relation_of_places(chinese, latin)
    tokens, characters = spelled(chinese, latin)
    words = word_agreement(chinese, latin, tokens, characters)
    # A sound decides nothing where neither place nor trade agrees.
    heard = place in ("equal", "nested") or (words or 0.0) >= _AGREE
    level, reason = _core_level(chinese, latin, tokens, characters, heard)
    evidence = NameEvidence(level, place, words, (reason,), TWO_SCRIPTS)
    if chinese.numbers and latin.numbers and chinese.numbers != latin.numbers:
        return evidence.verdict("different", "number: not equal")
    if place == "apart":
        return evidence.verdict("different", "place: not equal")
    if level < 1.0 and _other_direction(chinese, latin):
        return evidence.verdict("different", "direction: not equal")
    if level == 1.0:
        return _one_trade_name(chinese, latin, evidence, tokens, characters)
    if reason.endswith("is another name"):
        return evidence.verdict("different")
    verdict = _unspelled(evidence, level, characters)
    sound = len(chinese.core)
    if verdict.outcome == "same" and (what := stated_by_one(chinese, latin, 1, sound)):
        return evidence.verdict("unsure", what)
    return verdict


def _one_trade_name(
    chinese: ParsedName, latin: ParsedName, evidence: NameEvidence, tokens: int, characters: int
) -> Verdict:
    """The verdict where the Latin name spells the trade name in full."""
    latin_brand, chinese_brand = "".join(latin.tokens[:tokens]), chinese.rest[:characters]
    # 宁德时代 begins with a place.
    whole = latin_brand in brands().get(chinese.place_text + chinese_brand, ())
    brand = whole or latin_brand in brands().get(chinese_brand, ())
    if brand and each_states_another(chinese, latin, tokens, characters):
        return evidence.verdict("unsure", "words: each name states another trade")
    verdict = _spelled_in_full(evidence, brand or characters > 2)
    if verdict.outcome != "same":
        return verdict
    if not whole and bool(chinese.place_text) != bool(latin.place_text):
        return evidence.verdict("unsure", "place: only one name states a place")
    what = stated_by_one(chinese, latin, tokens, characters)
    return evidence.verdict("unsure", what) if what else verdict


def _place_as_trade_name(chinese: ParsedName, latin: ParsedName) -> ParsedName:
    """The Latin name with its place as the trade name where that spells the Chinese one: 东方电气,
    Dongfang Electric.
    """
    place = latin.place_text
    if not place or latin.core or chinese.place_text or chinese.site:
        return latin
    if max(ends_of_spelling(place, chinese.rest), default=0) < 2:
        return latin
    tokens = (place, *latin.tokens)
    return replace(latin, place_text="", places=(), core=place, tokens=tokens)


def _without_district(chinese: ParsedName, latin: ParsedName) -> ParsedName:
    """The Latin name without the district that the Chinese one states as a place, as Chenghai."""
    district = "".join(chinese.places).partition(":")[2][:-1]
    front = latin.tokens[:1]
    if len(district) < 2 or len(latin.tokens) < 2 or not latin.core.startswith(front):
        return latin
    if len(district) not in ends_of_spelling(front[0], district):
        return latin
    return replace(latin, tokens=latin.tokens[1:], core=latin.core.removeprefix(front[0]))


def _other_direction(chinese: ParsedName, latin: ParsedName) -> bool:
    """Whether the Latin name states a direction, and the trade name another or none of it."""
    stated = {_DIRECTIONS[word] for word in latin.tokens if word in _DIRECTIONS}
    signs = {sign for sign in chinese.rest if sign in "东南西北"}
    return bool(stated and signs) and not stated <= signs


@lru_cache(maxsize=65_536)
def _joins(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("".join(tokens[:count]) for count in range(1, min(6, len(tokens)) + 1))


def spelled(chinese: ParsedName, latin: ParsedName) -> tuple[int, int]:
    """How many Latin tokens spell how many characters from the start of the trade name."""
    core = len(chinese.core)
    best = _spelled(chinese.rest, latin.tokens, core)
    if latin.country and not chinese.country:
        # 华润三九, China Resources Sanjiu: China is part of the trade name.
        count, end = _spelled(chinese.rest, ("china", *latin.tokens), core)
        best = _longer(best, (count - 1, end), core)
    place = chinese.place_text
    if place:
        # 宁德时代 is one trade name, though 宁德 is a place.
        count, end = _spelled(place + chinese.rest, latin.tokens, len(place) + core)
        best = _longer(best, (count, end - len(place)), core)
    return best


def _spelled(rest: str, tokens: tuple[str, ...], core: int) -> tuple[int, int]:
    best = (0, 0)
    for count, joined in enumerate(_joins(tokens), 1):
        ends = ends_of_spelling(joined, rest)
        if not ends:
            continue
        end = core if core > 1 and core in ends else max(ends)
        if end > best[1] and not reads_otherwise(joined, rest[:end]):
            best = _longer(best, (count, end), core)
    return best


def _longer(best: tuple[int, int], found: tuple[int, int], core: int) -> tuple[int, int]:
    """The spelling of more characters; but what spells just the trade name leaves the words of
    trade to be compared: 明阳电路 is no Mingyang Electric.
    """
    if core > 1 and best[1] == core:
        return best
    return found if found[1] > best[1] or (core > 1 and found[1] == core) else best


def _core_level(
    chinese: ParsedName, latin: ParsedName, tokens: int, characters: int, heard: bool
) -> tuple[float, str]:
    """How far the trade names agree, 0 to 1, and the reason."""
    left_over = "".join(t for t in latin.tokens[tokens:] if not is_trade_word(t))
    core = chinese.core
    if not core and relation_of_places(chinese, latin) == "nested":
        return 0.0, "core: the place is the trade name, and one lies in the other"
    if tokens and characters >= max(1, len(core)) and not left_over and (core or characters > 1):
        return 1.0, f"core: {chinese.rest[:characters]} = {''.join(latin.tokens[:tokens])}"
    if core in industry_words() and not latin.core:
        # 航天科技, Aerospace Hi-Tech: neither has a trade name of its own.
        chinese = replace(chinese, core="", words=(core, *chinese.words))
    if not chinese.core:
        return _without_trade_name(chinese, latin)
    if characters >= 2:
        share = min(1.0, characters / len(core))
        return 0.7 + 0.1 * share - (0.1 if left_over else 0.0), f"core: part of {core} is spelled"
    if not heard:
        return 0.15, f"core: {core} is not spelled"
    return _by_sound(chinese, latin)


def _without_trade_name(chinese: ParsedName, latin: ParsedName) -> tuple[float, str]:
    """A name of place and trade: 佛山照明, Foshan Lighting. The place is the trade name."""
    if latin.core:
        return 0.0, f"core: {latin.core} is not in {chinese.text}"
    if chinese.country == latin.country and (chinese.places or chinese.country):
        agreement = word_agreement(chinese, latin, 0, 0)
        full = agreement is not None and agreement >= _FULL
        level = 1.0 if full else 0.5 if agreement else 0.0
        return level, "core: place and trade"
    return 0.0, "core: none"


def _by_sound(chinese: ParsedName, latin: ParsedName) -> tuple[float, str]:
    core = chinese.core
    brand = latin.core or (latin.tokens[0] if latin.tokens else "")
    if not brand:
        return 0.2, "core: only one has a trade name"
    syllables = pinyin_of(core[:_LONGEST_CORE])
    sound = "".join(syllables)
    level = sound_similarity(brand, sound)
    if len(skeleton(brand)) > 1 and skeleton(brand) == skeleton(sound):
        level = max(level, 0.7)
    if brand == "".join(one[0] for one in syllables) and len(brand) > 1:
        return 0.7, f"core: {brand} are the initials of {core}"
    parsed = syllables_of(brand) or ()
    # Syllables of pinyin that sound unlike the characters, one by one, spell another name.
    other = level < _CONTRADICTION or (
        len(parsed) == len(syllables)
        and min(map(sound_similarity, parsed, syllables), default=1.0) < _SYLLABLE
    )
    if latin.core and len(parsed) > 1 and other:
        return 0.0, f"core: {core} ({sound}) and {brand} is another name"
    if not latin.core:
        # The Latin name has a translation or nothing: it does not contradict.
        level = max(level * 0.8, 0.2)
    # 汇川 sounds much like Hui Chuang Da, which has a syllable more.
    another = 1 < len(parsed) != len(syllables) or reads_otherwise(brand, core)
    most = _ALIKE - 0.02 if another else 0.9
    return min(most, max(level, 0.15)), f"core: {core} ({sound}) ~ {brand}"


def _spelled_in_full(evidence: NameEvidence, distinctive: bool) -> Verdict:
    agree = evidence.words
    placed = evidence.place in ("equal", "nested")
    if agree is not None and agree < _FEW:
        return evidence.verdict("unsure" if placed else "different", "words: not equal")
    if placed or distinctive or (agree is not None and agree >= _MOST):
        return evidence.verdict("same")
    # Two characters without place and trade are spelled like many others.
    return evidence.verdict("unsure", "core: too short to decide alone")


def _unspelled(evidence: NameEvidence, level: float, characters: int) -> Verdict:
    """The verdict where the Latin name spells so many characters and not the whole trade name."""
    placed = evidence.place in ("equal", "nested")
    agree = evidence.words if evidence.words is not None else 0.0
    if level >= _ALIKE and evidence.place == "equal" and agree >= _AGREE:
        return evidence.verdict("same", "core: sounds alike")
    supported = placed or agree >= _AGREE
    if level >= _SIMILAR and supported:
        return evidence.verdict("unsure")
    if placed and agree >= _AGREE and level > 0:
        return evidence.verdict("unsure", "core: only place and trade agree")
    if level >= _FAINT and evidence.place == "unknown" and agree >= 0.7:
        return evidence.verdict("unsure")
    # A name without words of trade contradicts nothing.
    if level >= _SIMILAR and characters > 1 and (evidence.words is None or agree >= _FEW):
        return evidence.verdict("unsure")
    if level >= _FAINT and placed and evidence.words is None:
        return evidence.verdict("unsure")
    return evidence.verdict("different")
