"""What the lexicon makes of words: a file of words with their sectors, and pairs that differ."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from partners.lexicon import Outcome, Resolution, shared_lexicon
from quality.scorecard import Line

# Words judged by people, beside the checkout; a fresh clone has none.
GOLD = Path(__file__).parents[2] / "shared" / "gold" / "words_dev.csv"
PAIRS = Path(__file__).with_name("word_pairs.csv")
NONE = "NONE"
LANGUAGES = ("en", "zh")


@dataclass(frozen=True)
class JudgedWord:
    """A word, the sectors that a judge accepts (the best first; none for `NONE`), its answer."""

    term: str
    lang: str
    best: str
    accepted: frozenset[str]
    answer: Resolution

    @property
    def first(self) -> str:
        """The sector at the first place of an answer that was not `unknown`."""
        known = self.answer.outcome is not Outcome.UNKNOWN and self.answer.results
        return self.answer.results[0].code if known else ""

    @property
    def right(self) -> bool:
        return self.first in self.accepted

    def told(self) -> str:
        return f"{self.term}: {self.first or 'unknown'}, not {self.best}"


def lines(path: Path = GOLD) -> Iterable[Line]:
    """The lines of the section `words`; only the pairs where the file of words is not there."""
    yield from pair_lines()
    if not path.exists():
        yield Line("words", "words of a file", 0, 0, note="skipped, no file of words")
        return
    found = judged(path)
    for lang in LANGUAGES:
        yield from _of_language(lang, [one for one in found if one.lang == lang])


def judged(path: Path) -> list[JudgedWord]:
    """The words of a CSV file with the columns term, lang, best, accept, each with its answer."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_judged(row) for row in csv.DictReader(file)]


def _judged(row: dict[str, str]) -> JudgedWord:
    accepted = {row["best"], *row["accept"].split(";")} - {"", NONE}
    answer = shared_lexicon().resolve(row["term"])
    return JudgedWord(row["term"], row["lang"], row["best"], frozenset(accepted), answer)


def _of_language(lang: str, found: Sequence[JudgedWord]) -> Iterable[Line]:
    meant = [one for one in found if one.best != NONE]
    understood = [one for one in meant if one.answer.outcome is Outcome.UNDERSTOOD]
    wrong = [one for one in understood if not one.right]
    yield _line(lang, "right at the first place", [one for one in meant if not one.right], meant)
    yield _line(lang, "exactly the best", [one for one in meant if one.first != one.best], meant)
    yield Line("words", f"{lang}: understood", len(understood), len(meant))
    yield _line(lang, "not understood wrongly", wrong, meant)
    none = [one for one in found if one.best == NONE]
    yield _line(lang, "without a sector, unknown", [one for one in none if one.first], none)


def _line(lang: str, asked: str, failed: Sequence[JudgedWord], among: Sequence[JudgedWord]) -> Line:
    offenders = tuple(one.told() for one in failed)
    return Line(
        "words", f"{lang}: {asked}", len(among) - len(failed), len(among), offenders=offenders
    )


@dataclass(frozen=True)
class WordPair:
    """Two like words that mean different sectors; `differs` is empty where only that counts."""

    one: str
    means: str
    other: str
    differs: str

    def holds(self) -> bool:
        first, second = _code(self.one), _code(self.other)
        return first == self.means and second != first and self.differs in ("", second)


@cache
def pairs() -> tuple[WordPair, ...]:
    """The pairs of `word_pairs.csv`."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return tuple(WordPair(**row) for row in csv.DictReader(file))


def pair_lines() -> Iterable[Line]:
    """How many of the pairs hold."""
    failed = [f"{one.one} / {one.other}" for one in pairs() if not one.holds()]
    held = len(pairs()) - len(failed)
    yield Line("words", "pairs that differ", held, len(pairs()), offenders=tuple(failed))


def _code(term: str) -> str:
    answer = shared_lexicon().resolve(term)
    return answer.results[0].code if answer.results else ""
