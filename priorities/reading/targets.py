"""The sectors that a clause names: by policy words, and by the lexicon for members of its lists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from core.languages.messages import Message, joined
from partners.lexicon import Lexicon, Outcome, shared_lexicon
from priorities.reading.policy_words import FoundWord, PolicyWords, shared_policy_words
from priorities.reading.spans import Span

# What follows a word that is meant as an industry, and not as a thing that people use.
_INDUSTRY_WORD = re.compile(
    r"(?:等|及|和|与|、[^，。；]{1,30}?)?(?:[\u4e00-\u9fff]{0,4})?(?:产业|工业|制造|行业|集群|装备|企业|产能|链条)"
)
_MAKING = re.compile(r"(?:产业|工业|制造业?|加工|产业链|产业集群|装备|行业|基地)")
_LIST = re.compile(r"[^，、。；：:]+(?:、[^，、。；：:]+)+")
_TAIL = re.compile(r"(?:等.*|产业.*|行业.*|企业.*|领域.*|[”“\"]|及其.*)$")
# Words of the trade that reports use for something wider.
_TOO_WIDE = frozenset(
    ("农业", "工业", "产业", "经济", "文化", "工程", "安全", "地区", "项目", "设施", "品牌", "服务")
)
_TAIL_LENGTH = 8  # characters in which a list ends by saying what its members are
_SURE = 0.8  # the lexicon's confidence from which a member of a list is taken
_LONGEST_MEMBER, _SHORTEST_MEMBER = 8, 2


@dataclass(frozen=True)
class FoundTarget:
    """A phrase at start:end of a paragraph, and the sectors that it names, with the reason."""

    start: int
    end: int
    codes: tuple[str, ...]
    because: str


class TargetFinder:
    """Finds the sectors of clauses. Immutable."""

    def __init__(self, words: PolicyWords | None = None, lexicon: Lexicon | None = None) -> None:
        self._words = words or shared_policy_words()
        self._lexicon = lexicon or shared_lexicon()
        # A text holds far more members than the lexicon knows, and to ask for each takes long.
        self._known = self._lexicon.known_terms()

    def find(self, clause: Span) -> list[FoundTarget]:
        """The phrases of a clause that name sectors, in their order."""
        found = list(self._words.find(clause.text))
        known = [one for one in found if one.word.codes and not one.word.industry_only]
        taken = [_target(clause, one) for one in known]
        taken += [
            _target(clause, one)
            for one in found
            if one.word.codes
            and one.word.industry_only
            and _beside_industry(clause.text, one, known)
        ]
        if known or _MAKING.search(clause.text):
            covered = {at for one in found for at in range(one.start, one.end)}
            taken += self._members(clause, covered)
        return sorted(taken, key=lambda one: (one.start, one.end))

    def _members(self, clause: Span, covered: Collection[int]) -> Iterator[FoundTarget]:
        """Yield the members of lists of industries that only the lexicon knows, but for those at
        places of the clause that are `covered` by policy words.
        """
        for listed in _LIST.finditer(clause.text):
            if not _MAKING.search(clause.text, max(0, listed.end() - _TAIL_LENGTH)):
                continue
            at = listed.start()
            for member in listed[0].split("、"):
                start, text = at, member
                at += len(member) + 1
                text = _TAIL.sub("", text)
                if any(place in covered for place in range(start, start + len(text))):
                    continue
                if found := self._member(text):
                    word, codes, because = found
                    begin = clause.start + start + text.rindex(word)
                    yield FoundTarget(begin, begin + len(word), codes, because)

    def _member(self, text: str) -> tuple[str, tuple[str, ...], str] | None:
        """The longest end of a member that the lexicon understands as something made."""
        longest = min(len(text), _LONGEST_MEMBER)
        for length in range(longest, _SHORTEST_MEMBER - 1, -1):
            word = text[-length:]
            if word in _TOO_WIDE or word not in self._known:
                continue
            answer = self._lexicon.resolve(word, ("manufacturing",))
            best = answer.results[0] if answer.results else None
            sure = best and answer.outcome is Outcome.UNDERSTOOD and best.confidence >= _SURE
            if best and sure and "trade words" in best.because:
                why = Message(
                    '"{word}" is {code} ({why})', word=word, code=best.code, why=best.because
                )
                return word, (best.code,), why
        return None


def _target(clause: Span, found: FoundWord) -> FoundTarget:
    word = found.word
    codes = joined(word.codes, "{first}, {rest}")
    if word.sure:
        because = Message('"{word}" names {codes}', word=word.text, codes=codes)
    else:
        because = Message('"{word}" is nearest to {codes}', word=word.text, codes=codes)
    return FoundTarget(clause.start + found.start, clause.start + found.end, word.codes, because)


def _beside_industry(text: str, found: FoundWord, known: Sequence[FoundWord]) -> bool:
    """Whether a word with other senses stands before an industry word, or in a list of known
    ones.
    """
    if _INDUSTRY_WORD.match(text, found.end):
        return True
    for listed in _LIST.finditer(text):
        if listed.start() <= found.start and found.end <= listed.end():
            return any(listed.start() <= one.start < listed.end() for one in known)
    return False
