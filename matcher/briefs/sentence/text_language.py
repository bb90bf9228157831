"""The language of a text: English and Chinese are read, others are named and not guessed at."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from matcher.briefs.sentence.buyer_text import BuyerText
from matcher.briefs.sentence.reading import Findings, UnusedReason
from matcher.briefs.sentence.stop_words import FUNCTION_WORDS, JOINING, PREPOSITIONS
from matcher.briefs.sentence.word_lists import load_word_lists

# Language -> function words of it that English lacks.
_FOREIGN: Mapping[str, frozenset[str]] = {
    language: frozenset(words) for language, words in load_word_lists(__file__).items()
}
# Words that other languages have as well prove nothing.
_SHARED = ("in", "a", "an", "am", "do", "no", "so", "me")
_ENGLISH = (FUNCTION_WORDS | PREPOSITIONS | JOINING).difference(_SHARED)
_CODES = re.compile(r"(?<![^\W\d_])[A-Z]{2,4}(?![^\W\d_])")
_LATIN_WORDS = re.compile(r"[^\W\d_]+")
_BORROWED = re.compile(
    r"eau de (?:toilette|parfum|cologne)|papier[\s-]mach[eé]|décor|café|crème|façade"
    r"|prêt-à-porter|jalapeño|piñata|fiancé|appliqué|rosé|purée|sauté|tüv|möbius"
)
_SCRIPTS = {
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "CYRILLIC": "Russian or another language in Cyrillic letters",
    "ARABIC": "Arabic",
    "THAI": "Thai",
    "HEBREW": "Hebrew",
    "GREEK": "Greek",
    "DEVANAGARI": "Hindi",
}


def foreign_language(text: BuyerText) -> str | None:
    """The language of a text that is neither English nor Chinese; None where it is one of them."""
    scripts = [language for _, _, language in _foreign_runs(text)]
    signs = sum(end - start for start, end, _ in _foreign_runs(text))
    # Japanese writes Chinese signs between its own.
    own = sum("a" <= sign <= "z" for sign in text.plain)
    han = sum("\u3400" <= sign <= "\u9fff" for sign in text.plain)
    if scripts and (signs > own + han or ("Japanese" in scripts and signs * 2 > own + han)):
        return scripts[0]
    if text.in_chinese:
        return None
    return _foreign_by_words(text)


def _foreign_by_words(text: BuyerText) -> str | None:
    # Capitals are names and codes: EN 71 and DE are no words of French.
    written = _LATIN_WORDS.findall(_CODES.sub(" ", text.text))
    words = _LATIN_WORDS.findall(_BORROWED.sub(" ", " ".join(written).lower()))
    english = sum(word in _ENGLISH for word in words)
    # A single letter is a part of a name or a code.
    words = [word for word in words if len(word) > 1]
    hits = {language: sum(word in own for word in words) for language, own in _FOREIGN.items()}
    best = max(hits, key=lambda language: hits[language])
    foreign_letters = any(not word.isascii() for word in words)
    if hits[best] > english and (hits[best] > 1 or foreign_letters or english == 0):
        return best
    return None


def read_other_scripts(text: BuyerText, findings: Findings) -> None:
    """Tell the words in other scripts of a text that is mostly English or Chinese."""
    for start, end, language in _foreign_runs(text):
        findings.tell(start, end, UnusedReason.LANGUAGE, language)


def _foreign_runs(text: BuyerText) -> Iterator[tuple[int, int, str]]:
    for found in re.finditer(
        r"[\u0370-\u1fff\u3040-\u30ff\u31f0-\u31ff\uac00-\ud7af]+", text.plain
    ):
        script = unicodedata.name(found[0][0], "").split(" ")[0]
        yield found.start(), found.end(), _SCRIPTS.get(script, script.capitalize())
