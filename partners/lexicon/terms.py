"""The terms of the lexicon, as the CSV files under `seeds/lexicon` state them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from partners.lexicon.families import Families
from partners.lexicon.normal import chinese_key, english_key, is_chinese, words
from partners.lexicon.resolution import NONE

# Files of terms, best first: the first file that holds a term decides what it means.
OFFICIAL = ("no_sector.csv", "official_zh.csv", "index_en.csv")


class Term(NamedTuple):
    """A term, the sectors that it means (best first; `NONE`: no sector), and how sure (0 to 1).

    `head`: whether a longer word that ends with it is a kind of it.
    """

    text: str
    codes: tuple[str, ...]
    weight: float
    source: str
    head: bool = True


@dataclass(frozen=True)
class Terms:
    """Every term by its key."""

    by_key: dict[str, Term]
    english: set[str] = field(default_factory=set)  # every word of an English term
    families: Families = field(default_factory=Families)  # of the trade words

    def key(self, text: str) -> str:
        """The key by which a text is looked up."""
        return chinese_key(text) if is_chinese(text) else english_key(text)

    def learn(self, text: str, codes: tuple[str, ...]) -> str:
        """The key of a trade word; its English words and its family become known."""
        if is_chinese(text):
            key = chinese_key(text)
            self.families.add(key, codes)
            return key
        said = words(text)
        self.english.update(said)
        self.families.add(said, codes)
        return "".join(said)


def load(folder: Path) -> Terms:
    """The terms of a folder such as `seeds/lexicon`. Raises `OSError` for a missing folder."""
    terms = Terms({})
    for path in sorted(folder.glob("trade_*.csv")):
        for row in _rows(path):
            _add_trade(terms, row)
    for name in OFFICIAL:
        if (folder / name).exists():
            _add_official(terms, folder / name)
    return terms


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _add_trade(terms: Terms, row: dict[str, str]) -> None:
    """A row states codes and many terms that mean them; `=term` says: never as a head."""
    codes = tuple(row["codes"].split(";"))
    weight = 1.0 if len(codes) == 1 else 0.9
    for said in row["terms"].split("|"):
        text = said.strip()
        head = not text.startswith("=")
        text = text.removeprefix("=").strip()
        if text:
            terms.by_key.setdefault(
                terms.learn(text, codes),
                Term(text, codes, weight, row["source"], head and codes[0] != NONE),
            )


def _add_official(terms: Terms, path: Path) -> None:
    english = path.name.endswith("_en.csv")
    keyed = path.name != "no_sector.csv"
    many: dict[str, tuple[str, ...]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for text, codes, weight, source in rows:
            # The terms of the lists are stored as keys: lower case, singular, one spelling.
            key = text.replace(" ", "") if keyed else terms.key(text)
            if english:
                terms.english.update(text.split(" "))
            if key not in terms.by_key:
                split = many.setdefault(codes, tuple(codes.split(";")))
                terms.by_key[key] = Term(text, split, float(weight), source, split[0] != NONE)
