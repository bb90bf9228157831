"""Words that say nothing about the goods: they are read over, and not told."""

from matcher.briefs.sentence.word_lists import load_word_lists

_LISTS = load_word_lists(__file__)

FUNCTION_WORDS = frozenset(_LISTS["function_words"])
PREPOSITIONS = frozenset(_LISTS["prepositions"])
JOINING = frozenset(_LISTS["joining"])
NEGATIONS = frozenset(_LISTS["negations"])
MAKER_WORDS = frozenset(_LISTS["maker_words"])
PROVIDER_WORDS = frozenset(_LISTS["provider_words"])
BUYER_WORDS = frozenset(_LISTS["buyer_words"])
# Who buys, as the subject of a sentence: "a chain wants ...".
ORGANISATIONS = tuple(
    sorted(
        {*_LISTS["organisations"], *MAKER_WORDS, *PROVIDER_WORDS, *BUYER_WORDS},
        key=len,
        reverse=True,
    )
)
NAMES_OF_GOODS = tuple(_LISTS["names_of_goods"])
SEEKING_WORDS = frozenset(_LISTS["seeking_words"])
CHINESE_NEGATIONS = frozenset(_LISTS["chinese_negations"])
CHINESE_CUTS = (*_LISTS["chinese_cuts"], *CHINESE_NEGATIONS)
# The longest first: 生产厂家 before 厂家.
CHINESE_STARTS = sorted(_LISTS["chinese_starts"], key=len, reverse=True)
CHINESE_KEPT_STARTS = tuple(_LISTS["chinese_kept_starts"])
CHINESE_ENDS = sorted(_LISTS["chinese_ends"], key=len, reverse=True)
CHINESE_MAKERS = tuple(_LISTS["chinese_makers"])
CHINESE_SILENT = frozenset(_LISTS["chinese_silent"])
