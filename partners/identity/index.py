"""Candidates for an identity among many, by an inverted index: never all pairs."""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from partners.identity.comparison import compare, parse
from partners.identity.cross_script import stems_of_tokens
from partners.identity.model import Identity, Verdict
from partners.identity.parsed_name import ParsedName
from partners.identity.romanisation import pinyin_of
from partners.identity.sounds import skeleton
from partners.identity.tables import industry_words, trade_words

# Candidates that are compared in full; a key that more names share tells them apart too little.
_COMPARED, _LEAST_COMMON = 60, 400
_COMMON_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """An identity of the index, by its position, with the verdict on it."""

    position: int
    identity: Identity
    verdict: Verdict


class IdentityIndex:
    """An index over identities, in either script. It cannot be changed."""

    def __init__(self, identities: Sequence[Identity]) -> None:
        self._identities = tuple(identities)
        self._postings: dict[str, list[int]] = defaultdict(list)
        for position, identity in enumerate(self._identities):
            for key in keys_of(identity):
                self._postings[key].append(position)

    def __len__(self) -> int:
        return len(self._identities)

    def candidates(self, identity: Identity, limit: int = 20) -> list[NameCandidate]:
        """The identities most like one, the best first: by the score of the verdict, then by the
        rarity of the keys in common, then by position.
        """
        shared = self._shared(identity)
        best = heapq.nlargest(_COMPARED, shared.items(), key=lambda item: (item[1], -item[0]))
        found = [
            (compare(identity, self._identities[position]), weight, position)
            for position, weight in best
        ]
        found.sort(key=lambda one: (-one[0].score, -one[1], one[2]))
        return [
            NameCandidate(position, self._identities[position], verdict)
            for verdict, _, position in found[:limit]
        ]

    def _shared(self, identity: Identity) -> dict[int, float]:
        """Position -> weight of the keys in common; a rare key weighs more."""
        most = max(_LEAST_COMMON, int(len(self) * _COMMON_SHARE))
        shared: dict[int, float] = defaultdict(float)
        for key in keys_of(identity):
            postings = self._postings.get(key, ())
            if not postings or len(postings) > most:
                continue
            weight = math.log((len(self) + 1) / len(postings))
            for position in postings:
                shared[position] += weight
        return shared


def keys_of(identity: Identity) -> frozenset[str]:
    """The keys by which an identity is found; names of both scripts have keys in common."""
    name = parse(identity.name)
    keys = set(_chinese_keys(name) if name.chinese else _latin_keys(name))
    keys |= {f"i:{kind}:{value}" for kind, value in identity.identifiers.items() if value}
    return frozenset(keys)


def _chinese_keys(name: ParsedName) -> Iterator[str]:
    rest = name.rest
    for start in range(len(rest) - 1):
        yield f"b:{rest[start : start + 2]}"
    yield f"b:{name.place_text}{rest}"[:4]
    core = name.core or rest
    for syllables in (pinyin_of(core), pinyin_of(core[:2]), pinyin_of(rest[:3])):
        yield from _sound_keys("".join(syllables))
    yield f"p:{''.join(one[0] for one in pinyin_of(core))}"
    for length in (1, 2, 3, 4):
        for english in trade_words().get(core[:length], ()):
            yield f"p:{english}"
    known = industry_words()
    stems = {stem for word in name.words if word in known for stem in known[word].stems}
    yield from _stem_keys(stems, name.places)


def _latin_keys(name: ParsedName) -> Iterator[str]:
    if name.core:
        yield from _sound_keys(name.core)
    for count in (1, 2, 3):
        yield f"p:{''.join(name.tokens[:count])}"
    yield from _stem_keys(stems_of_tokens(name.tokens), name.places)


def _sound_keys(sound: str) -> Iterator[str]:
    yield f"p:{sound}"
    yield f"k:{skeleton(sound)}"
    for start in range(len(sound) - 2):
        yield f"g:{sound[start : start + 3]}"


def _stem_keys(stems: set[str] | frozenset[str], places: tuple[str, ...]) -> Iterator[str]:
    """The trade, and the trade with the province: alone each is common."""
    ordered = sorted(stems)
    trades = [*ordered, *("+".join(two) for two in combinations(ordered, 2))]
    for trade in trades:
        yield f"s:{trade}"
        for province in {place[:2] for place in places}:
            yield f"s:{province}:{trade}"
