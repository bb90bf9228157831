"""A brief from a sentence in a buyer's words, English or Chinese. No Django here.

Nothing is guessed and nothing is dropped: each word is used, says nothing about the goods, or is
handed back with the reason why it is not used.
"""

from matcher.briefs.sentence.read_sentence import EXAMPLES, LONGEST_TEXT, read_sentence
from matcher.briefs.sentence.reading import (
    WORDING,
    NotUnderstood,
    SentenceReading,
    Understood,
    UnusedReason,
)

__all__ = [
    "EXAMPLES",
    "LONGEST_TEXT",
    "WORDING",
    "NotUnderstood",
    "SentenceReading",
    "Understood",
    "UnusedReason",
    "read_sentence",
]  # fmt: skip
