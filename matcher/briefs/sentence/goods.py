"""From a phrase to its sectors: the lexicon is asked for the whole, then for its parts."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from matcher.briefs.sentence.phrases import Phrase
from matcher.briefs.sentence.word_lists import load_word_lists
from partners.lexicon import Outcome, Resolution
from partners.lexicon.normal import english_key
from partners.names.making import materials, processes

MAKERS = ("manufacturing", "emerging")
SERVICES = ("service",)
_HOUSES = (" house", " houses")
# A text of 2,000 signs holds hundreds of words; the lexicon takes milliseconds for a long one.
_MOST_QUESTIONS = 40
_LONGEST_WORDS, _LONGEST_LETTERS = 8, 60
# Parts whose sector is that of how they are made, and not that of what they are for.
PARTS = re.compile(
    r"(?:^|\s)(?:parts?|components?|housings?|brackets?|enclosures?|shells?|casings?|covers?"
    r"|pieces|plates?|fittings?|bodies|body|inserts?|profiles?|panels?|frames?|castings?"
    r"|forgings?|mouldings?|moldings?|stampings?|mounts?|knobs?|handles?|caps?|lids?)$"
    r"|(?:外壳|壳体|壳|零件|零部件|部件|配件|支架|件|面板|盖子|盖|型材|结构件|铸件|锻件|冲压件"
    r"|注塑件)$"
)
# Goods that are about a process or a material, and not made by it or of it.
_MACHINES = re.compile(
    r"(?:^|[\s-])(?:machines?|machinery|equipment|lines?|presses|press|robots?|tools?|tooling"
    r"|moulds?|molds?|dies|thread|yarns?|needles?|cent(?:er|re)s?|guns?|cutters?|software|inks?"
    r"|supplies|wire|electrodes?|furnaces?|filaments?|powders?|cleaners?)$"
    r"|(?:机|机器|设备|生产线|线|机床|机器人|模具|模|剂|粉|丝|针|油墨|材料|焊条|炉|软件|笔)$"
)
# Short names of polymers and processes that are also words: only in capitals.
_CAPITALS = frozenset(load_word_lists(__file__)["capitals"])
# Names of goods that hold the word for a process or a material, and say nothing of either.
_NO_MAKING = re.compile("|".join(load_word_lists(__file__)["no_making"]))
# Words before goods that name none alone: "forklifts, electric".
_ADJECTIVES = frozenset(load_word_lists(__file__)["adjectives"])


class AsksLexicon(Protocol):
    """The question to the lexicon, which `partners.lexicon.Lexicon` answers."""

    def resolve(self, text: str, kinds: Collection[str] = ...) -> Resolution:
        """The sectors that a text means, of the given kinds."""
        ...

    def lists(self, text: str, kinds: Collection[str] = ...) -> bool:
        """Whether the text as a whole is a term of the given kinds."""
        ...


@dataclass(frozen=True)
class Making:
    """A process or a material within a phrase: its usual name and where it stands in the text."""

    field: str
    name: str
    spelled: str
    start: int
    end: int


@dataclass
class WordReader:
    """The lexicon, with a limit to the questions that one text may put to it."""

    lexicon: AsksLexicon
    _known: dict[tuple[str, tuple[str, ...]], Resolution] = field(default_factory=dict)

    def ask(self, words: str, kinds: tuple[str, ...]) -> Resolution:
        """The meaning of the words; unknown where too much was asked before."""
        words = words[:_LONGEST_LETTERS].strip()
        key = words, kinds
        if key not in self._known:
            full = len(self._known) >= _MOST_QUESTIONS or not words
            self._known[key] = (
                Resolution(words, Outcome.UNKNOWN) if full else self.lexicon.resolve(words, kinds)
            )
        return self._known[key]

    def is_name(self, words: str) -> bool:
        """Whether the words are, as a whole, the name of goods or of a service. A word for who
        provides at their end belongs to goods alone (prefabricated houses, but a design house).
        """
        key = english_key(words)
        if key in (english_key(words.partition(" ")[2]), english_key(words.rpartition(" ")[0])):
            return False  # its first or last word says nothing in a name: the toys
        kinds = MAKERS if words.endswith(_HOUSES) else (*MAKERS, *SERVICES)
        return self.lexicon.lists(words, kinds)

    def best(self, tries: Iterator[str], kinds: tuple[str, ...]) -> Resolution | None:
        """The first meaning that is understood; else the first with choices; else None."""
        choices = None
        for words in tries:
            found = self.ask(words, kinds)
            if found.outcome is Outcome.UNDERSTOOD:
                return found
            if found.outcome is Outcome.CHOICES and choices is None:
                choices = found
        return choices

    def goods(self, phrase: Phrase, makings: list[Making]) -> Resolution | None:
        """The sectors of the goods that a whole phrase names; None where it names none."""
        if phrase.words in _ADJECTIVES:
            return None
        return self.best(self._tries(phrase, makings), MAKERS)

    def whole(self, phrase: Phrase) -> bool:
        """Whether the whole phrase, and nothing less, is a name of goods."""
        return self.lexicon.lists(phrase.words, MAKERS)

    def goods_in(self, phrase: Phrase) -> Resolution | None:
        """The sectors of goods that a part of the phrase names: its end, or its beginning."""
        parts = _chinese_parts if phrase.in_chinese else _english_parts
        return self.best(parts(phrase.words), MAKERS)

    def _tries(self, phrase: Phrase, makings: list[Making]) -> Iterator[str]:
        done = [one for one in makings if one.field == "processes"]
        if done and (PARTS.search(phrase.words) or not core(phrase, makings)):
            part = core(phrase, makings).rsplit(" ", 1)[-1]
            if not phrase.in_chinese:
                yield f"{done[0].spelled} {part}" if part else done[0].spelled
            yield done[0].spelled
            yield done[0].name
        yield phrase.words
        yield core(phrase, makings)


def _english_parts(words: str) -> Iterator[str]:
    """Yield the ends of a phrase, then its beginnings: `hybrid inverters`, `solar inverters`."""
    split = words.split()[-_LONGEST_WORDS:]
    for first in range(1, len(split)):
        yield " ".join(split[first:])
    for last in range(len(split) - 1, max(len(split) - 4, 0), -1):
        yield " ".join(split[:last])


def _chinese_parts(words: str) -> Iterator[str]:
    for first in range(1, min(len(words) - 1, 6)):
        yield words[first:]
    for last in range(len(words) - 1, max(len(words) - 4, 1), -1):
        yield words[:last]


def find_makings(phrase: Phrase, original: str) -> list[Making]:
    """The processes and materials within a phrase, the longest names first."""
    machines = _MACHINES.search(phrase.words)
    found: list[Making] = []
    taken = [False] * len(phrase.words)
    for whole in _NO_MAKING.finditer(phrase.words):
        taken[slice(*whole.span())] = [True] * len(whole[0])
    for name, known in (("processes", processes()), ("materials", materials())):
        for start, end in _spellings(phrase.words, known):
            spelled = phrase.words[start:end]
            at = phrase.start + start
            if any(taken[start:end]) or (
                spelled in _CAPITALS and not original[at : at + len(spelled)].isupper()
            ):
                continue
            # "injection moulding machines" are made by no injection moulding.
            if (
                machines
                and machines.end() > end
                and not (name == "processes" and spelled.endswith("ed"))
            ):
                continue
            taken[start:end] = [True] * (end - start)
            found.append(Making(name, known[spelled], spelled, at, at + len(spelled)))
    return sorted(found, key=lambda one: one.start)


def _spellings(words: str, known: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield where known names stand, the longest at each place: whole words, or Chinese signs."""
    starts = [0] + [at + 1 for at, sign in enumerate(words) if sign in " -/"]
    ends = [at for at, sign in enumerate(words) if sign in " -/"] + [len(words)]
    for start in starts:
        for end in reversed([end for end in ends if start < end <= start + 40]):
            if words[start:end] in known:
                yield start, end
                break
    for start, sign in enumerate(words):
        if sign < "\u3400":
            continue
        for size in range(min(8, len(words) - start), 1, -1):
            if words[start : start + size] in known:
                yield start, start + size
                break


def core(phrase: Phrase, makings: list[Making]) -> str:
    """The words of a phrase without its processes and materials."""
    kept = list(phrase.words)
    for one in makings:
        kept[one.start - phrase.start : one.end - phrase.start] = " " * (one.end - one.start)
    return " ".join("".join(kept).split()).strip(" -/&+")
