"""The steps from a text to its meaning: whole, without filler, head noun, rule, and likeness."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from partners.lexicon.chinese import cuts, without_affixes
from partners.lexicon.english import head_first
from partners.lexicon.normal import is_chinese
from partners.lexicon.rules import INDUSTRY, Rules
from partners.lexicon.terms import NONE, Term, Terms

SOURCES = {
    "own": "trade words",
    "gb4754": "GB/T 4754 and official product lists",
    "naics": "the NAICS index",
    "shop": "shop categories",
    "cldr": "the names of languages and countries",
    "gb2260": "the names of places",
    "certificates": "the names of certificates",
}
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
        for step in (self._whole, self._stripped, self._by_head, self._alike):
            found = step(text)
            if found:
                return found
        return None

    def _whole(self, text: str) -> Meaning | None:
        term = self.terms.by_key.get(self.terms.key(text))
        return _told("exact", term, 1.0) if term else None

    def _stripped(self, text: str) -> Meaning | None:
        for shorter in self._shorter(text):
            term = self.terms.by_key.get(shorter)
            if term and term.source != "certificates":  # who wants it done wants a service
                return _told("without words that change nothing", term, 0.97)
        return None

    def _shorter(self, text: str) -> Iterator[str]:
        if is_chinese(text):
            yield from without_affixes(self.terms.key(text))
        else:
            for phrase in head_first(text):
                yield "".join(phrase)

    def _by_head(self, text: str) -> Meaning | None:
        if is_chinese(text):
            key = self.terms.key(text)
            keys = [key, *without_affixes(key)]
            return self._head_of(keys[-1], keys[-1])
        for phrase in head_first(text):
            found = self._head_of(phrase, "".join(phrase))
            if found:
                return found
        return None

    def _head_of(self, parts: Sequence[str], whole: str) -> Meaning | None:
        """The longest end of a text that is a term or a general head noun with a rule."""
        chinese = isinstance(parts, str)
        for start in range(1, len(parts)):
            head = "".join(parts[start:])
            if chinese and any("a" <= one <= "z" for one in head[:1]) and start:
                continue
            form = self.rules.heads.get(head)
            found = self._by_rule(parts[:start], head, form) if form else None
            if found:
                return found
            term = self.terms.by_key.get(head)
            if term and term.head and self._may_head(term, head, chinese):
                return _told("head noun", term, self._trust(term, head, whole, chinese))
        return None

    def _may_head(self, term: Term, head: str, chinese: bool) -> bool:
        if chinese:
            return term.source == "own" or (len(head) >= 2 and term.weight >= 0.8)
        return True

    def _trust(self, term: Term, head: str, whole: str, chinese: bool) -> float:
        """A longer head says more; a trade word more than a line of an official text."""
        part = len(head) / len(whole)
        if term.source == "own":
            return 0.8 + 0.1 * part
        return (0.6 if chinese else 0.55) + 0.35 * part

    def _by_rule(self, parts: Sequence[str], head: str, form: str) -> Meaning | None:
        industry = INDUSTRY.get(form)
        if industry:
            maker = self._inner(parts)
            code = industry(maker.codes[0]) if maker else None
            if maker and code:
                sure = 0.85 * maker.confidence
                return Meaning((code,), sure, f'rule: "{head}" for what {maker.because} makes')
        chinese = isinstance(parts, str)
        modifiers = cuts(parts) if chinese else _joined(parts)
        found = self.rules.by_material(modifiers, form)
        if found:
            return Meaning((found[0],), 0.85, f'rule: a {form} ("{head}") of {found[1]}')
        return None

    def _inner(self, parts: Sequence[str]) -> Meaning | None:
        whole = "".join(parts)
        term = self.terms.by_key.get(whole)
        if term and term.codes[0] != NONE:
            return _told("exact", term, 1.0)
        found = self._head_of(parts, whole)
        return found if found and found.codes[0] != NONE else None

    def _alike(self, text: str) -> Meaning | None:
        """Sectors of the terms that share the last word and most of the rest."""
        key = self.terms.key(text)
        if is_chinese(text):
            if len(key) < 2:
                return None
            near = self._holding(key)
            scored = [(len(key) / len(term.text), term) for term in near if term.head]
        else:
            scored = [one for phrase in head_first(text) for one in self._sharing(phrase)]
        return _vote(scored)

    def _holding(self, key: str) -> list[Term]:
        """Chinese terms that hold the whole of a key; one search through all of them."""
        found, at = [], self._all_keys.find(key)
        while at >= 0 and len(found) < _HELD:
            start = self._all_keys.rfind("\n", 0, at) + 1
            end = self._all_keys.find("\n", at)
            found.append(self.terms.by_key[self._all_keys[start:end]])
            at = self._all_keys.find(key, end)
        return found

    @cached_property
    def _all_keys(self) -> str:
        return "\n" + "\n".join(key for key in self.terms.by_key if is_chinese(key)) + "\n"

    def _sharing(self, phrase: Sequence[str]) -> list[tuple[float, Term]]:
        if not phrase:
            return []
        asked = frozenset(phrase)
        found = []
        for words, term in self._by_last_word.get(phrase[-1], ()):
            shared = len(asked & words)
            found.append((2 * shared / (len(asked) + len(words)), term))
        return found

    @cached_property
    def _by_last_word(self) -> dict[str, list[tuple[frozenset[str], Term]]]:
        from partners.lexicon.normal import words

        index: dict[str, list[tuple[frozenset[str], Term]]] = defaultdict(list)
        for term in self.terms.by_key.values():
            if term.head and not is_chinese(term.text):
                said = words(term.text)
                if said:
                    index[said[-1]].append((frozenset(said), term))
        return index


def _joined(parts: Sequence[str]) -> list[str]:
    """Single words and pairs of neighbours, as materials are written ("stainless steel")."""
    pairs = [a + b for a, b in zip(parts, parts[1:], strict=False)]
    return [*parts, *pairs]


def _told(how: str, term: Term, trust: float) -> Meaning:
    because = f'{how}: "{term.text}" in {SOURCES.get(term.source, term.source)}'
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
    return Meaning(codes, round(share * like[0] * 0.7, 3), f"alike: {names}")
