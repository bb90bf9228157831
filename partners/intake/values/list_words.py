"""What the words of lists mean that are wider or more technical than a buyer's words: divisions
of GB/T 4754, industries, product categories, and words of trade in the names of firms, of
`seeds/list_words.csv`.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from partners.csv_rows import read_rows

_FILE = Path(__file__).resolve().parents[3] / "seeds" / "list_words.csv"
# A word of several divisions, or of none that makes or serves: no sector is read from it.
NONE = "NONE"
_KINDS = ("division", "industry", "category", "finer", "name")


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {kind: {} for kind in _KINDS}
    for row in read_rows(_FILE, ("word", "code", "what", "confidence", "source")):
        found[row.choice("what", _KINDS)][row.required_text("word")] = row.required_text("code")
    return found


@cache
def list_words() -> Mapping[str, str]:
    """The code, or `NONE`, of a division, an industry or a product category."""
    words = _words()
    return {**words["division"], **words["industry"], **words["category"]}


def finer_industries() -> Mapping[str, str]:
    """The group of an industry within its division: of 工程机械, construction machinery, C351."""
    return _words()["finer"]


def name_words() -> Mapping[str, str]:
    """The code, or `NONE`, of a word of trade in a firm's name."""
    return _words()["name"]


def last_name_word(name: str) -> str:
    """The word of the table that ends last in a Chinese name, the longest of those; or nothing."""
    ends = {word: name.rfind(word) + len(word) for word in name_words() if word in name}
    return max(ends, key=lambda word: (ends[word], len(word)), default="")
