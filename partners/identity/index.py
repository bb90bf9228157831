"""Candidates for an identity among many, by inverted indexes: never all pairs."""

import math
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from partners.identity.comparison import compare
from partners.identity.keys import latin_keys_of, pairs_of, spellings_of
from partners.identity.model import Identity, Verdict
from partners.identity.parsed_name import is_chinese
from partners.identity.postings import Postings, PostingsBuilder

# Candidates of each script that are compared in full. Names of one script have most of their
# keys in common: beyond the first few, those count whose keys weigh a good part of the best one's.
_OTHER_COMPARED, _SAME_COMPARED, _FIRST, _SHARE = 60, 20, 3, 0.5
# A key that more names share tells them apart too little; of the others, the rarest are read until
# so many positions are found.
_MOST_SHARED, _LEAST_COMMON, _COMMON_SHARE = 4_000, 400, 0.03
_READ_OF_SAME, _READ_OF_OTHER = 600, 6_000

_Positions = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """An identity of the index, by its position, with the verdict on it."""

    position: int
    identity: Identity
    verdict: Verdict


class IdentityIndex:
    """An index over identities, in either script. It cannot be changed.

    It keeps the texts of names and numbers, no objects: `nbytes` says how many bytes. `identities`
    may be a generator, of no more than 16 million. Chinese names have keys by sound from the first
    Latin name that is asked for: an index of one script needs none.
    """

    def __init__(self, identities: Iterable[Identity]) -> None:
        self._names = bytearray()
        self._ends = array("Q", (0,))
        self._place_of = array("I")
        self._is_chinese = array("B")
        self._identifiers: dict[int, Mapping[str, str]] = {}
        self._by_identifier: dict[tuple[str, str], list[int]] = {}
        places: dict[str | None, int] = {None: 0}
        pairs, latin = PostingsBuilder(), PostingsBuilder()
        for position, identity in enumerate(identities):
            name = identity.name
            self._names += name.encode()
            self._ends.append(len(self._names))
            self._place_of.append(places.setdefault(identity.place, len(places)))
            chinese = is_chinese(name)
            self._is_chinese.append(chinese)
            if chinese:
                pairs.add(position, pairs_of(name))
            else:
                latin.add(position, latin_keys_of(name))
            if identity.identifiers:
                self._add_identifiers(position, identity.identifiers)
        self._places = tuple(places)
        self._pairs = pairs.build(self._most_shared_by)
        self._latin = latin.build(self._most_shared_by)
        self._spellings: Postings | None = None

    def __len__(self) -> int:
        return len(self._place_of)

    @property
    def nbytes(self) -> int:
        """The bytes of names, places and keys, without identifiers."""
        texts = (self._ends, self._place_of, self._is_chinese)
        own = len(self._names) + sum(one.itemsize * len(one) for one in texts)
        spellings = self._spellings.nbytes if self._spellings else 0
        return own + self._pairs.nbytes + self._latin.nbytes + spellings

    def identity(self, position: int) -> Identity:
        """The identity at a position."""
        place = self._places[self._place_of[position]]
        return Identity(self._name(position), place, self._identifiers.get(position, {}))

    def candidates(self, identity: Identity, limit: int = 20) -> list[NameCandidate]:
        """The identities most like one, the best first: by the score of the verdict, then by the
        rarity of the keys in common, then by position.
        """
        found = []
        for position, weight in self._most_shared(identity).items():
            other = self.identity(position)
            verdict = compare(identity, other)
            found.append((-verdict.score, -weight, position, other, verdict))
        found.sort(key=lambda one: one[:3])
        return [
            NameCandidate(position, other, verdict)
            for _, _, position, other, verdict in found[:limit]
        ]

    def _most_shared(self, identity: Identity) -> dict[int, float]:
        """Position -> weight of the keys in common, of the identities that share most."""
        if is_chinese(identity.name):
            same = self._pairs.lists(pairs_of(identity.name))
            other = self._latin.lists(spellings_of(identity.name)) if self._latin else []
        else:
            keys = latin_keys_of(identity.name)
            same = self._latin.lists(keys)
            other = self._spelled().lists(keys) if self._pairs else []
        found = dict(_heaviest(_rarest(other, _READ_OF_OTHER), len(self), _OTHER_COMPARED))
        best = _heaviest(_rarest(same, _READ_OF_SAME), len(self), _SAME_COMPARED)
        least = best[0][1] * _SHARE if best else 0.0
        found |= (one for at, one in enumerate(best) if at < _FIRST or one[1] >= least)
        for kind, value in identity.identifiers.items():
            for position in self._by_identifier.get((kind, value), ())[:_SAME_COMPARED]:
                found[position] = found.get(position, 0.0) + math.log(len(self) + 1)
        return found

    def _spelled(self) -> Postings:
        if self._spellings is None:
            builder = PostingsBuilder()
            for position, chinese in enumerate(self._is_chinese):
                if chinese:
                    builder.add(position, spellings_of(self._name(position)))
            self._spellings = builder.build(self._most_shared_by)
        return self._spellings

    def _name(self, position: int) -> str:
        return self._names[self._ends[position] : self._ends[position + 1]].decode()

    def _add_identifiers(self, position: int, identifiers: Mapping[str, str]) -> None:
        self._identifiers[position] = identifiers
        for kind, value in identifiers.items():
            if value:
                self._by_identifier.setdefault((kind, value), []).append(position)

    @property
    def _most_shared_by(self) -> int:
        return min(_MOST_SHARED, max(_LEAST_COMMON, int(len(self) * _COMMON_SHARE)))


def _rarest(lists: list[_Positions], most: int) -> list[_Positions]:
    """The shortest lists, of so many positions in all; one at least."""
    lists.sort(key=len)
    total = 0
    for count, one in enumerate(lists):
        total += len(one)
        if count and total > most:
            return lists[:count]
    return lists


def _heaviest(lists: list[_Positions], size: int, most: int) -> list[tuple[int, float]]:
    """(position, weight) of the positions in most lists; a short list weighs more."""
    if not lists:
        return []
    lengths = [len(one) for one in lists]
    weights = np.repeat([math.log((size + 1) / length) for length in lengths], lengths)
    read = np.concatenate(lists)
    # One sort by position brings equal ones together: cheaper than `unique` with its inverse.
    order = read.argsort(kind="stable")
    read = read[order]
    starts = np.flatnonzero(np.concatenate(([True], read[1:] != read[:-1])))
    sums = np.add.reduceat(weights[order], starts)
    positions = read[starts]
    if len(sums) > most:
        # With all that tie with the last, so that the choice among them is by position.
        chosen = sums >= np.partition(sums, -most)[-most]
        positions, sums = positions[chosen], sums[chosen]
    # Sorted by position already; a stable sort keeps that order among equal weights.
    first = (-sums).argsort(kind="stable")[:most]
    return list(zip(positions[first].tolist(), sums[first].tolist(), strict=True))
