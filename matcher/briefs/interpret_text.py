"""Interpret a buyer's text with the names, the lexicon and the certificates of this process."""

from matcher import loaded
from matcher.briefs.sentence import SentenceReading, read_sentence
from partners.lexicon import shared_lexicon


def interpret_text(text: str) -> SentenceReading:
    """The brief that a text in English or Chinese says. Nothing is stored. Raises `BriefRefused`
    where nothing can be looked for.
    """
    return read_sentence(text, loaded.names(), shared_lexicon())
