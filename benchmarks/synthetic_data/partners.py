"""Partners by the million from a seed: makers, providers and partners that are both."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from benchmarks.parties import places, zipf
from benchmarks.synthetic_data.dictionary import (
    AMOUNTS,
    CERTIFICATE_SETS,
    GOODS_A_SECTOR,
    LISTS,
    MAX_LEAD_TIME,
    MEASURES,
    PROOF_SETS,
    SyntheticDictionary,
    make_dictionary,
    smallest_codes,
)
from benchmarks.synthetic_data.reference import reference
from matcher.index.cohorts import group_into_cohorts
from matcher.index.columns import NO_DAY, Columns, Facts, Offers
from matcher.index.csr import Bytes, Codes
from matcher.reference.reference_data import ReferenceData
from matcher.reference.sectors import MANUFACTURING, SERVICE

Numbers = npt.NDArray[np.int64]
UNKNOWN = 1 / 3  # of each fact
RELATED = 6  # sectors that go with one
_ROUND_DAYS = np.array([7, 10, 14, 15, 20, 21, 25, 30, 30, 30, 35, 40, 45, 45, 60, 60, 75, 90, 120])


@cache
def synthetic_dictionary() -> SyntheticDictionary:
    return make_dictionary(reference(), np.random.default_rng(3))


def columns(count: int, seed: int = 0) -> Columns:
    """`count` partners with the ids 1 to `count`; the same for the same seed."""
    return group_into_cohorts(facts(count, seed), synthetic_dictionary().dictionary)


def facts(count: int, seed: int = 0) -> Facts:
    """Partners in no order. A third of each fact is unknown."""
    rng = np.random.default_rng([seed, count])
    offers = _offers(rng, reference(), count)
    measure = zipf(rng, len(MEASURES), count, 1.5)
    order = np.clip(rng.normal(25, 9, count).astype(np.int64), 0, AMOUNTS - 1)
    capacity = np.clip(order + rng.integers(5, 36, count), 0, AMOUNTS - 1)
    amounts = len(synthetic_dictionary().dictionary.quantities.whole)
    proofs = _some_unknown(rng, 1 + zipf(rng, PROOF_SETS - 1, count, 0.3), PROOF_SETS)
    return Facts(
        ids=rng.permutation(count).astype(np.int64) + 1,
        place=places(rng, reference().areas, count),
        datasets=(rng.random(count) < 0.05).astype(np.uint16),
        minimum_order=_some_unknown(rng, 1 + measure * AMOUNTS + order, amounts),
        lead_time=_some_unknown(rng, _days(rng, count), MAX_LEAD_TIME + 1),
        capacity=_some_unknown(rng, 1 + measure * AMOUNTS + capacity, amounts),
        certificates=_some_unknown(
            rng, 1 + zipf(rng, CERTIFICATE_SETS - 1, count, 0.6), CERTIFICATE_SETS
        ),
        languages=_some_unknown(rng, 1 + zipf(rng, LISTS, count, 0.7), 2 * LISTS + 1),
        markets=_some_unknown(rng, 1 + LISTS + zipf(rng, LISTS, count, 0.7), 2 * LISTS + 1),
        proofs=proofs,
        sources=_speakers(proofs),
        offers=offers,
    )


def _speakers(proofs: Codes) -> Bytes:
    """uint8[n]: a speaker for each kind of evidence, as `candidates.records` gives them."""
    sets = synthetic_dictionary().dictionary.proofs
    kinds = [(days != NO_DAY) for days in (sets.verified, sets.reported, sets.declared)]
    return np.sum(kinds, axis=0, dtype=np.uint8).take(proofs)


def _some_unknown(rng: np.random.Generator, numbers: Numbers, kinds: int) -> Codes:
    """The numbers, or 0, which is unknown."""
    return smallest_codes(np.where(rng.random(len(numbers)) < UNKNOWN, 0, numbers), kinds)


def _days(rng: np.random.Generator, count: int) -> Numbers:
    """Lead times: round ones for most."""
    plain = rng.integers(1, MAX_LEAD_TIME + 1, count)
    return np.where(rng.random(count) < 0.7, rng.choice(_ROUND_DAYS, count), plain)


@dataclass(frozen=True)
class _Kinds:
    """Sectors by Zipf, and for each sector of the reference those that go with it."""

    numbers: Numbers
    related: Numbers

    def some(self, rng: np.random.Generator, count: int) -> Numbers:
        """int64[count, 3]: one to three sectors each, the first repeated where there are fewer."""
        first = self.numbers[zipf(rng, len(self.numbers), count, 0.7)]
        rows = np.c_[first, self.related[first[:, None], rng.integers(0, RELATED, (count, 2))]]
        size = rng.choice([1, 2, 3], count, p=[0.6, 0.3, 0.1])
        return np.where(np.arange(3) < size[:, None], rows, first[:, None])


def _kinds(rng: np.random.Generator, data: ReferenceData, kind: int) -> _Kinds:
    """All of a kind; the groups stand before the divisions or classes, which are rarer so. Three
    of the same division go with each, and three others.
    """
    sectors = data.sectors
    every = np.flatnonzero(sectors.kind == kind)
    tops = sectors.top.take(every) == every
    numbers = np.concatenate([rng.permutation(every[~tops]), rng.permutation(every[tops])])
    related = np.zeros((len(sectors.codes), RELATED), np.int64)
    for one in every.tolist():
        near = rng.choice(every[sectors.top.take(every) == sectors.top[one]], RELATED // 2)
        related[one] = [*near, *rng.choice(every, RELATED - len(near))]
    return _Kinds(numbers, related)


def _offers(rng: np.random.Generator, data: ReferenceData, count: int) -> Offers:
    """Four in five make, one in five serves, one in twenty-five does both."""
    kind = rng.choice(3, count, p=[0.78, 0.18, 0.04])
    pairs = []
    for verb, doers in ((MANUFACTURING, kind != 1), (SERVICE, kind != 0)):
        rows = np.flatnonzero(doers)
        sectors = _kinds(rng, data, verb).some(rng, len(rows))
        pairs.append((rows[:, None] << 16 | sectors).reshape(-1))
    offered = np.unique(np.concatenate(pairs))
    partner, sector = offered >> 16, offered & 0xFFFF
    dictionary = synthetic_dictionary().dictionary
    goods = synthetic_dictionary().goods.take(sector) + rng.integers(0, GOODS_A_SECTOR, len(sector))
    clients = rng.integers(1, len(dictionary.clients), len(sector))
    said = (data.sectors.kind.take(sector) == SERVICE) & (rng.random(len(sector)) < 0.5)
    return Offers(
        np.searchsorted(partner, np.arange(count + 1)).astype(np.int64),
        sector.astype(np.uint16),
        _some_unknown(rng, goods, len(dictionary.goods.words)),
        smallest_codes(np.where(said, clients, 0), len(dictionary.clients)),
        # No source names a main business, and none is a conclusion.
        np.zeros(len(sector), np.uint8),
    )
