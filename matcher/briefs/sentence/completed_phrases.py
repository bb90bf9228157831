"""Phrases whose last word stands behind another one (truck and car tyres), or says who works the
goods (tea processors).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.goods import MAKERS, WordReader
from matcher.briefs.sentence.phrases import Phrase

_PROCESSORS = re.compile(r"\sprocess(?:ors?|ing\splants?)$")
_JOINED = re.compile(r"\s(?:and|or|&)\s")


def complete_phrases(
    text: BuyerText, words: WordReader, phrases: Sequence[Phrase]
) -> Iterator[Phrase]:
    """Yield the phrases; one that lacks its last word gets that of the next one, where the lexicon
    lists the whole. Two names in full (sofas and office chairs) stay as they are. Processors of
    goods that the lexicon knows are their makers; food processors are listed as goods themselves.
    """
    for phrase, following in pairwise(phrases):
        yield _without_processors(words, _completed(text, words, phrase, following))
    for phrase in phrases[-1:]:
        yield _without_processors(words, phrase)


def _without_processors(words: WordReader, phrase: Phrase) -> Phrase:
    goods = _PROCESSORS.sub("", phrase.words)
    if goods in ("", phrase.words) or words.lexicon.lists(phrase.words, MAKERS):
        return phrase
    if not words.lexicon.lists(goods, MAKERS):
        return phrase
    return replace(phrase, words=goods, end=phrase.start + len(goods), maker=True)


def _completed(text: BuyerText, words: WordReader, phrase: Phrase, following: Phrase) -> Phrase:
    head = following.words.rsplit(" ", 1)[-1]
    alone = " " not in phrase.words and phrase.words and not phrase.words.endswith("s")
    joined = _JOINED.fullmatch(text.plain, phrase.end, following.start)
    if not (alone and joined and head != following.words) or phrase.in_chinese:
        return phrase
    both = f"{phrase.words} {head}"
    if not words.lexicon.lists(both, MAKERS):
        return phrase
    return replace(phrase, words=both, full=both, completed=True)
