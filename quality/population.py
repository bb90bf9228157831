"""Partners to ask among, and what an answer is worth under other weights."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index import topk
from matcher.index.candidate import Candidate
from matcher.index.encode import encode_columns
from matcher.index.segment import Segment
from matcher.reference.reference_data import ReferenceData
from matcher.scoring import ranking, weights
from matcher.scoring.compiled_brief import compile_brief
from matcher.scoring.coverage import Coverage, count_coverage
from matcher.scoring.ranking import Ranking
from matcher.scoring.wanted import Wanted
from partners.registry.records import PartnerRecord
from quality import seeds

_KEPT = 64
COMPONENTS = tuple(weights.DEFAULT)


def rank(reference: ReferenceData, candidates: Iterable[Candidate], wanted: Wanted) -> Ranking:
    """The one place where this package asks scoring for an answer."""
    known = {one.id: one for one in candidates}
    return answer(reference, [Segment(encode_columns(reference, known.values()))], known, wanted)


def answer(
    reference: ReferenceData,
    segments: Sequence[Segment],
    known: Mapping[int, Candidate],
    wanted: Wanted,
    around: Coverage | None = None,
) -> Ranking:
    """The answer of those in the segments, whose records are known."""
    around = around or _around(count_coverage(reference, segments, wanted.datasets))
    compiled = compile_brief(reference, wanted)
    return ranking.rank(compiled, segments, lambda ids: {pk: known[pk] for pk in ids}, around)


_SURVEYS: dict[bytes, Coverage] = {}


def _around(survey: Coverage) -> Coverage:
    """One that counts the same, with all that was reckoned of it: most questions move nobody.
    Surroundings know no day and no list, so that any reference of the same places will do.
    """
    if len(_SURVEYS) >= _KEPT:
        _SURVEYS.clear()
    return _SURVEYS.setdefault(survey.counts.tobytes(), survey)


@dataclass(frozen=True, eq=False)
class Population:
    """Candidates by their record's key; `ids` are 1, 2, 3 … in that order."""

    name: str
    candidates: Mapping[str, Candidate]
    _around: dict[frozenset[str], Coverage] = field(default_factory=dict, init=False)

    @cached_property
    def keys(self) -> dict[int, str]:
        return {one.id: key for key, one in self.candidates.items()}

    @cached_property
    def segment(self) -> Segment:
        return Segment(encode_columns(seeds.reference(), self.candidates.values()))

    @cached_property
    def by_id(self) -> dict[int, Candidate]:
        return {one.id: one for one in self.candidates.values()}

    def rank(self, wanted: Wanted) -> Ranking:
        if wanted.datasets not in self._around:
            survey = count_coverage(seeds.reference(), [self.segment], wanted.datasets)
            self._around[wanted.datasets] = survey
        around = self._around[wanted.datasets]
        return answer(seeds.reference(), [self.segment], self.by_id, wanted, around)

    def judge(self, wanted: Wanted) -> "Judged":
        """Everyone eligible with the values of all components."""
        return judged(wanted, self.rank(replace(wanted, limit=len(self.candidates))))


def of_records(name: str, records: Iterable[PartnerRecord]) -> Population:
    return Population(
        name, {one.key: seeds.candidate(number, one) for number, one in enumerate(records, 1)}
    )


@cache
def demonstration(count: int = 3_000) -> Population:
    return of_records("demonstration", seeds.demonstration_records(count))


@cache
def public_record() -> Population:
    return of_records("public-record", seeds.public_records())


@dataclass(frozen=True, eq=False)
class Judged:
    """n eligible partners. `ids` (n, int64), `values` (n x components, int64, 0..255), `classes`
    and `ties` (n, int64: the relation, which stands above all points, and the tie value); no
    weight changes them. `settled` are the weights that the answer used, sum 256.
    """

    wanted: Wanted
    ids: npt.NDArray[np.int64]
    values: npt.NDArray[np.int64]
    classes: npt.NDArray[np.int64]
    ties: npt.NDArray[np.int64]
    settled: Mapping[str, int]
    left_out: frozenset[str]

    def settle(self, asked: Mapping[str, Any]) -> npt.NDArray[np.int64]:
        """The integer weights that this brief gets when these are asked."""
        judged = [name for name in COMPONENTS if name not in self.left_out]
        settled = weights.settle({k: Fraction(v) for k, v in asked.items()}, judged)
        return np.array([settled[name] for name in COMPONENTS], np.int64)

    def points(self, weighing: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """int64[n]: the rank points under integer weights."""
        return (self.classes << topk.POINT_BITS) + self.values @ weighing

    def order(self, weighing: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The ids in total order under integer weights."""
        return self.ids[np.lexsort((self.ids, -self.ties, -self.points(weighing)))]

    def first(self, weighing: npt.NDArray[np.int64]) -> int:
        """The id at rank 1."""
        return int(topk.unpack_keys(self._keys(weighing).max(keepdims=True))[1][0])

    def _keys(self, weighing: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        return topk.pack_keys(self.points(weighing), self.ids, self.ties)


def judged(wanted: Wanted, ranking: Ranking) -> Judged:
    """The ranking without a limit."""
    values = np.zeros((len(ranking.entries), len(COMPONENTS)), np.int64)
    judges: set[str] = set()
    for row, entry in enumerate(ranking.entries):
        for one in entry.components:
            values[row, COMPONENTS.index(one.name)] = one.value
            judges.add(one.name)
    return Judged(
        wanted,
        np.array([entry.partner for entry in ranking.entries], np.int64),
        values,
        np.array([entry.relation for entry in ranking.entries], np.int64),
        np.array([entry.tie_break.value(seeds.DAY) for entry in ranking.entries], np.int64),
        ranking.weights,
        frozenset(COMPONENTS) - judges,
    )
