"""Sentences read with the lexicon of the seeds."""

from functools import cache
from pathlib import Path

from matcher.briefs.sentence import SentenceReading, read_sentence
from partners.lexicon import Lexicon
from tests.sentences.world import names


@cache
def lexicon() -> Lexicon:
    return Lexicon.load(Path(__file__).parents[2] / "seeds" / "lexicon")


def read(text: str) -> SentenceReading:
    """Read a sentence with every word of the seeds."""
    return read_sentence(text, names(), lexicon())


def told(reading: SentenceReading) -> dict[str, str]:
    """Words that are not used, with the reason."""
    return {reading.text[one.start : one.end]: one.reason for one in reading.not_understood}
