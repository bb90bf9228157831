"""The steps from a text to its meaning: whole, without filler, head noun, rule, and likeness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from core.languages.messages import Message
from core.languages.messages import joined as sentences
from partners.lexicon.chinese import cuts, without_affixes
from partners.lexicon.english import head_first, joined
from partners.lexicon.normal import is_chinese, words
from partners.lexicon.resolution import NONE
from partners.lexicon.rules import INDUSTRY, Rules
from partners.lexicon.terms import Term, Terms
from partners.lexicon.typos import corrected

SOURCES = {
    "own": Message("trade words"),
    "gb4754": Message("GB/T 4754 and official product lists"),
    "naics": Message("the NAICS index"),
    "cldr": Message("the names of languages and countries"),
    "gb2260": Message("the names of places"),
    "certificates": Message("the names of certificates"),
}
_ONE_CHARACTER = 0.5  # how sure a head noun of one character is: 糖 of 多糖 is none
_HALF = 0.5
_FEW = 3  # a smaller family says nothing of its head noun
_AGREED, _STRONG = 0.6, 0.75  # shares of a family's votes
_HELD = 400
_LIKE_TERMS = 40  # as many like terms are asked at most


@dataclass(frozen=True)
class Meaning:
    """Sectors that a text may mean (best first, or `NONE` alone), how sure, and why."""

    codes: tuple[str, ...]
    confidence: float
    because: str


@dataclass
class Meanings:
    """Answers what a text means from the terms and the rules. Immutable once made."""

    terms: Terms
    rules: Rules

    def of(self, text: str) -> Meaning | None:
        """What a text means, or nothing where no step says anything."""
        term = self.terms.by_key.get(self.terms.key(text))
        if term:
            return _told("exact", term, 1.0)
        found = self._of_chinese(text) if is_chinese(text) else self._of_english(text)
        return found or self._alike(text)

    def _of_chinese(self, text: str) -> Meaning | None:
        key = self.terms.key(text)
        shorter = list(without_affixes(key))
        for one in shorter:
            if found := self._stripped(one):
                return found
        return self._head_of(key, key) or (
            self._head_of(shorter[-1], shorter[-1]) if shorter else None
        )

    def _of_english(self, text: str) -> Meaning | None:
        both = [one for one in map(self._of_reading, joined(text)) if one and one.codes[0] != NONE]
        if both:
            return _together(both)
        readings = list(head_first(text))
        found = self._of_readings(readings)
        if found is None:
            right = [one for one in (corrected(one, self.terms.english) for one in readings) if one]
            found = self._of_readings(right)
            if found:
                read = Message(
                    'read as "{words}", {because}',
                    words=" ".join(right[0]),
                    because=found.because,
                )
                return Meaning(found.codes, round(0.9 * found.confidence, 3), read)
        return found

    def _of_readings(self, readings: Sequence[Sequence[str]]) -> Meaning | None:
        silent = None  # a reading that has no sector speaks only where no other does
        for phrase in readings:
            found = self._of_reading(phrase)
            if found and found.codes[0] != NONE:
                return found
            silent = silent or found
        return silent

    def _of_reading(self, phrase: Sequence[str]) -> Meaning | None:
        whole = "".join(phrase)
        if found := self._stripped(whole):
            return found
        turned = self._material_first(phrase)
        return self._head_of(turned, "".join(turned))

    def _material_first(self, phrase: Sequence[str]) -> Sequence[str]:
        """The phrase with a material that stands last put first: "teapot stainless steel" is a
        teapot, and no steel.
        """
        for length in (2, 1):
            rest, last = phrase[:-length], phrase[-length:]
            if rest and "".join(last) in self.rules.materials and rest[-1] in self.terms.by_key:
                return [*last, *rest]
        return phrase

    def _stripped(self, key: str) -> Meaning | None:
        term = self.terms.by_key.get(key)
        if term is None or term.source == "certificates":
            return None  # who wants something done about a certificate wants a service
        return _told("without words that change nothing", term, 0.97)

    def _head_of(self, parts: Sequence[str], whole: str) -> Meaning | None:
        """The longest end of a text that is a term or a general head noun with a rule."""
        chinese = isinstance(parts, str)
        for start in range(1, len(parts)):
            head = "".join(parts[start:])
            form = self.rules.heads.get(head)
            found = self._by_rule(parts[:start], head, form) if form else None
            if found:
                return found
            term = self.terms.by_key.get(head)
            if term and term.head and _may_head(term, head, chinese):
                found = _told("head noun", term, _trust(term, head, whole, chinese))
                # A longer head noun ("noodle machine") says more than its family of machines.
                short = len(parts) - start <= (2 if chinese else 1)
                return self._of_family(parts, found) if short else found
        return None

    def _of_family(self, parts: Sequence[str], found: Meaning) -> Meaning:
        """What a head noun means, as far as its family agrees; else what the family says."""
        vote = self.terms.families.vote(parts)
        if vote is None or vote.terms < _FEW or found.codes[0] == NONE:
            return found
        if vote.codes[0] == found.codes[0] and vote.share >= _AGREED:
            return found
        like = Message("{because}, and its like", because=found.because)
        if vote.share >= _STRONG:
            return Meaning(vote.codes[:1], found.confidence, like)
        codes = tuple(dict.fromkeys((vote.codes[0], *found.codes, *vote.codes)))[:3]
        return Meaning(codes, found.confidence, like)

    def _by_rule(self, parts: Sequence[str], head: str, form: str) -> Meaning | None:
        industry = INDUSTRY.get(form)
        if industry:
            found = self._by_industry(industry, parts, head)
            if found:
                return found
        modifiers = cuts(parts) if isinstance(parts, str) else _joined(parts)
        made = self.rules.by_material(modifiers, form)
        if made:
            sector, material = made
            rule = Message('rule: "{head}" of {material}', head=head, material=material)
            return Meaning((sector,), 0.85, rule)
        return None

    def _by_industry(
        self, industry: Callable[[str], str | None], parts: Sequence[str], head: str
    ) -> Meaning | None:
        """The machines that make, or the parts of, what stands before the head noun."""
        whole = "".join(parts)
        term = self.terms.by_key.get(whole)
        inner = _told("exact", term, 1.0) if term else self._head_of(parts, whole)
        code = industry(inner.codes[0]) if inner else None
        if inner is None or code is None:
            return None
        rule = Message('rule: "{head}" after {because}', head=head, because=inner.because)
        return Meaning((code,), 0.85 * inner.confidence, rule)

    def _alike(self, text: str) -> Meaning | None:
        """Sectors of the terms that share the last word and most of the rest."""
        key = self.terms.key(text)
        if is_chinese(text):
            if len(key) < 2:
                return None
            held = [term for term in self._holding(key) if term.head]
            return _vote([(len(key) / len(term.text), term) for term in held])
        return _vote([one for phrase in head_first(text) for one in self._sharing(phrase)])

    def _sharing(self, phrase: Sequence[str]) -> list[tuple[float, Term]]:
        """English terms that end with the last word of a phrase, by the share of its words."""
        asked = frozenset(phrase)
        found: list[tuple[float, Term]] = []
        if len(phrase[-1]) < 2:  # a letter says too little: C, vitamin C
            return found
        for term in self._holding(phrase[-1] + "\n"):
            said = words(term.text) if term.head and not is_chinese(term.text) else []
            if said and said[-1] == phrase[-1]:
                shared = len(asked.intersection(said))
                like = 2 * shared / (len(asked) + len(said))
                if like > _HALF:  # the last word alone says too little: cake decorating, float
                    found.append((like, term))
        return found

    def _holding(self, key: str) -> list[Term]:
        """Terms of the script of a text whose key holds it; one search through their keys."""
        keys = self._chinese_keys if is_chinese(key) else self._english_keys
        found: list[Term] = []
        at = keys.find(key)
        while at >= 0 and len(found) < _HELD:
            start = keys.rfind("\n", 0, at) + 1
            end = keys.find("\n", max(at, start))
            found.append(self.terms.by_key[keys[start:end]])
            at = keys.find(key, end)
        return found

    @cached_property
    def _chinese_keys(self) -> str:
        return _lines(key for key in self.terms.by_key if is_chinese(key))

    @cached_property
    def _english_keys(self) -> str:
        return _lines(key for key in self.terms.by_key if not is_chinese(key))


def _lines(keys: Iterable[str]) -> str:
    return "\n" + "\n".join(keys) + "\n"


def _together(found: Sequence[Meaning]) -> Meaning:
    """What joined phrases mean together: the sector of the first, then those of the others."""
    codes = tuple(dict.fromkeys(code for one in found for code in one.codes))
    because = sentences(list(dict.fromkeys(one.because for one in found)))
    return Meaning(codes, min(one.confidence for one in found), because)


def _may_head(term: Term, head: str, chinese: bool) -> bool:
    return not chinese or term.source == "own" or (len(head) >= 2 and term.weight >= 0.8)


def _trust(term: Term, head: str, whole: str, chinese: bool) -> float:
    """A longer head says more; a trade word more than a line of an official text."""
    part = len(head) / len(whole)
    if chinese and len(head) == 1:
        return _ONE_CHARACTER + 0.1 * part
    if term.source == "own":
        return 0.8 + 0.1 * part
    return (0.6 if chinese else 0.55) + 0.35 * part


def _joined(parts: Sequence[str]) -> list[str]:
    """Single words and pairs of neighbours, as materials are written ("stainless steel")."""
    pairs = [a + b for a, b in pairwise(parts)]
    return [*parts, *pairs]


def _told(how: str, term: Term, trust: float) -> Meaning:
    source = SOURCES.get(term.source, term.source)
    because = Message(how + ': "{term}" in {source}', term=term.text, source=source)
    return Meaning(term.codes, round(term.weight * trust, 3), because)


def _vote(scored: list[tuple[float, Term]]) -> Meaning | None:
    scored.sort(key=lambda one: (-one[0], one[1].text))
    votes: Counter[str] = Counter()
    for score, term in scored[:_LIKE_TERMS]:
        votes[term.codes[0]] += int(1000 * score * score * term.weight)
    if not votes:
        return None
    total = sum(votes.values()) or 1
    best = sorted(votes.items(), key=lambda one: (-one[1], one[0]))
    codes = tuple(code for code, count in best if count >= 0.2 * best[0][1])[:3]
    share, like = best[0][1] / total, scored[0]
    names = ", ".join(dict.fromkeys(f'"{term.text}"' for _, term in scored[:2]))
    return Meaning(codes, round(share * like[0] * 0.7, 3), Message("alike: {names}", names=names))
