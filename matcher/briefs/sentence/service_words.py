"""Words by which a service is sought, and the name by which the lexicon is asked for it."""

import re
from collections.abc import Mapping

from matcher.briefs.sentence.word_lists import load_word_lists

_LISTS = load_word_lists(__file__)
# Word at the end of a phrase, in either language -> name of the service in the lexicon.
NAME_OF: Mapping[str, str] = {
    word: name for name, words in _LISTS["names"].items() for word in words
}
# Also names of goods or acts of a maker: services only with a word such as company.
WEAK = frozenset(_LISTS["weak"])
# Verb -> name of the service in the lexicon.
SERVICE_OF_VERB: Mapping[str, str] = {
    verb: name for name, verbs in _LISTS["acts"].items() for verb in verbs
}
_DOES = "|".join(SERVICE_OF_VERB)
# "who can test", "someone to design", "we need to register": the last word is the act.
ACT = re.compile(
    r"(?<![a-z])(?:(?:who|that|which|someone|somebody|anyone|anybody|company|firm|lab|laboratory"
    r"|agency|partner|provider)\s(?:(?:who|that|which)\s)?"
    r"(?:(?:can|could|will|would|may|to|is\sable\sto)\s)?"
    r"|(?:(?:we|i)\s)?(?:need|want|have|would\slike|like|looking)\sto\s"
    r"|help\s(?:us\s|me\s)?(?:to\s)?)"
    rf"(?:help\s(?:us\s|me\s)?(?:to\s)?)?({_DOES})s?(?:\s(?:and|or)\s(?:{_DOES}))?(?![a-z-])"
)


def service_at_end(words: str) -> str:
    """The longest service word at the end of a phrase; an empty text where it ends in none."""
    starts = range(len(words))
    ends = (words[at:] for at in starts if words[at:] in NAME_OF and _begins(words, at))
    return next(ends, "")


def _begins(words: str, at: int) -> bool:
    """Whether a word begins here: at the start, behind a space, or at any Chinese sign."""
    return at == 0 or words[at] >= "\u3400" or words[at - 1] in " -/"
