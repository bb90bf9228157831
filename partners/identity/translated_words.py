"""Compare the words of trade of a Chinese name with those of one in Latin letters."""

from functools import lru_cache

from partners.identity.english_names import trade_stems
from partners.identity.evidence import GENERAL_WEIGHT
from partners.identity.parsed_name import ParsedName
from partners.identity.tables import english_stems, industry_words


def word_agreement(
    chinese: ParsedName, latin: ParsedName, tokens: int, characters: int
) -> float | None:
    """How far the words of trade translate each other, beyond what spells the trade name."""
    theirs = stems_of_tokens(latin.tokens[tokens:])
    mine = _words_from(chinese, characters)
    if not mine or not theirs:
        return None
    known = industry_words()
    stems = english_stems()
    all_mine = frozenset().union(*(known[word].stems for word in mine))
    found = sum(_weight(known[w].general) for w in mine if known[w].stems & theirs)
    total = sum(_weight(known[w].general) for w in mine)
    their_found = sum(_weight(stems[s]) for s in theirs if s in all_mine)
    their_total = sum(_weight(stems[s]) for s in theirs)
    shares = sorted((found / total, their_found / their_total))
    return 0.45 * shares[0] + 0.55 * shares[1]


def each_states_another(
    chinese: ParsedName, latin: ParsedName, tokens: int, characters: int
) -> bool:
    """Whether each name has a word of trade that the other has not: 发展, Holdings."""
    theirs = stems_of_tokens(latin.tokens[tokens:])
    mine = [industry_words()[word].stems for word in _words_from(chinese, characters)]
    return any(not stems & theirs for stems in mine) and not theirs <= frozenset().union(*mine)


def stated_by_one(chinese: ParsedName, latin: ParsedName, tokens: int, characters: int) -> str:
    """What only one of two names with one trade name states: a group's firms share that name."""
    known, stems = industry_words(), english_stems()
    theirs = stems_of_tokens(latin.tokens[tokens:])
    mine = _words_from(chinese, characters)
    translated = frozenset().union(*(known[word].stems for word in mine))
    # Beside other words of trade a general one (technology, equipment) tells firms apart no more.
    told = [word for word in mine if not (theirs and known[word].general)]
    if any(not known[word].stems & theirs for word in told):
        return "words: the Chinese name alone states a trade"
    if any(one not in translated for one in theirs if not (mine and stems[one])):
        return "words: the Latin name alone states a trade"
    if chinese.group != latin.group:
        return "group: only one name states a group"
    if not chinese.core and latin.core:
        # 纺织 reads Fangzhi, and so do other names.
        return "core: a word of trade that only sounds like the Latin name"
    return ""


def _weight(general: bool) -> float:
    return GENERAL_WEIGHT if general else 1.0


@lru_cache(maxsize=65_536)
def stems_of_tokens(tokens: tuple[str, ...]) -> frozenset[str]:
    """The stems of trade in the words of a Latin name."""
    return frozenset(one for token in tokens for one in trade_stems(token))


def _words_from(chinese: ParsedName, start: int) -> list[str]:
    """The words of trade that begin at or after a position of the name."""
    position, words = len(chinese.core), []
    for word in chinese.words:
        if position >= start and word in industry_words():
            words.append(word)
        position += len(word)
    return words
