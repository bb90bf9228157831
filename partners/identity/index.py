"""Candidates for an identity among many, by an inverted index: never all pairs."""

import math
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from partners.identity.comparison import compare
from partners.identity.keys import keys_of
from partners.identity.model import Identity, Verdict
from partners.identity.postings import MOST_POSITIONS, Postings

# Candidates that are compared in full: so many at most. Names of one script have most of their keys
# in common, so beyond the first few only those count whose keys weigh a good part of the best one's.
_COMPARED, _FIRST, _SHARE = 60, 4, 0.4
# A key that more names share tells them apart too little; of the others, the rarest are read until
# so many positions are found.
_MOST_SHARED, _LEAST_COMMON, _COMMON_SHARE, _READ = 4_000, 400, 0.03, 6_000


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """An identity of the index, by its position, with the verdict on it."""

    position: int
    identity: Identity
    verdict: Verdict


class IdentityIndex:
    """An index over identities, in either script. It cannot be changed.

    It keeps the texts of names and the keys, no objects: about 300 bytes a name, and twice that
    while it is built. `identities` may be a generator, and no more than 16 million.
    """

    def __init__(self, identities: Iterable[Identity]) -> None:
        self._names = bytearray()
        self._ends = array("Q", (0,))
        self._place_of = array("I")
        self._places: dict[str | None, int] = {None: 0}
        self._identifiers: dict[int, Mapping[str, str]] = {}
        known = list(identities) if isinstance(identities, list | tuple) else None
        count = len(known) if known is not None else MOST_POSITIONS
        common = max(_LEAST_COMMON, int(count * _COMMON_SHARE))
        self._postings = Postings(self._take(identities), min(_MOST_SHARED, common))
        self._place_names = tuple(self._places)

    def __len__(self) -> int:
        return len(self._place_of)

    @property
    def nbytes(self) -> int:
        """The bytes of names, places and keys, without identifiers."""
        texts = len(self._names) + self._ends.itemsize * len(self._ends)
        return texts + self._place_of.itemsize * len(self) + self._postings.nbytes

    def identity(self, position: int) -> Identity:
        """The identity at a position."""
        start, end = self._ends[position], self._ends[position + 1]
        place = self._place_names[self._place_of[position]]
        name = self._names[start:end].decode()
        return Identity(name, place, self._identifiers.get(position, {}))

    def candidates(self, identity: Identity, limit: int = 20) -> list[NameCandidate]:
        """The identities most like one, the best first: by the score of the verdict, then by the
        rarity of the keys in common, then by position.
        """
        found = []
        shared = self._most_shared(identity)
        latin = identity.name.isascii()
        least = shared[0][1] * _SHARE if shared else 0.0
        for rank, (position, weight) in enumerate(shared):
            if rank >= _FIRST and weight < least and latin == self._is_latin(position):
                continue
            other = self.identity(position)
            verdict = compare(identity, other)
            found.append((-verdict.score, -weight, position, other, verdict))
        found.sort(key=lambda one: one[:3])
        return [
            NameCandidate(position, other, verdict)
            for _, _, position, other, verdict in found[:limit]
        ]

    def _take(self, identities: Iterable[Identity]) -> Iterator[set[int]]:
        """Store each identity, and give its keys."""
        for position, identity in enumerate(identities):
            self._names += identity.name.encode()
            self._ends.append(len(self._names))
            self._place_of.append(self._places.setdefault(identity.place, len(self._places)))
            if identity.identifiers:
                self._identifiers[position] = identity.identifiers
            yield keys_of(identity)

    def _is_latin(self, position: int) -> bool:
        return self._names[self._ends[position] : self._ends[position + 1]].isascii()

    def _most_shared(self, identity: Identity) -> list[tuple[int, float]]:
        """(position, weight of the keys in common) of the identities that share most."""
        lists = self._postings.lists(tuple(keys_of(identity)))
        lists.sort(key=len)
        read: list[npt.NDArray[np.uint32]] = []
        total = 0
        for one in lists:
            if total and total + len(one) > _READ:
                break
            read.append(one)
            total += len(one)
        if not read:
            return []
        size = len(self) + 1
        weights = np.repeat(
            [math.log(size / len(one)) for one in read], [len(one) for one in read]
        )
        positions, inverse = np.unique(np.concatenate(read), return_inverse=True)
        return _heaviest(positions, np.bincount(inverse, weights))


def _heaviest(
    positions: npt.NDArray[np.uint32], weights: npt.NDArray[np.float64]
) -> list[tuple[int, float]]:
    if len(weights) > _COMPARED:
        # With all that tie with the last, so that the choice among them is by position.
        least = np.partition(weights, -_COMPARED)[-_COMPARED]
        chosen = weights >= least
        positions, weights = positions[chosen], weights[chosen]
    order = np.lexsort((positions, -weights))[:_COMPARED]
    return [(int(positions[at]), float(weights[at])) for at in order]
