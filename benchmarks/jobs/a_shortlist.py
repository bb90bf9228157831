"""Job A: the fifty best for a brief, soft and hard, and for two hundred briefs at random.

The competitors are asked the whole: they start where we start, from small tables of what the
brief's codes mean. Besides, with the dear part for nothing: the points of each cohort that fits,
added up by us. Each is asked in several ways; the quickest counts. All seconds are seconds of CPU.
"""

import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks import synthetic_data
from benchmarks.engines import given, scan, whole
from benchmarks.harness import own_servers
from benchmarks.rows import Options, Row, least_of, peak_mb, worked
from benchmarks.synthetic_data import briefs
from matcher.index import topk
from matcher.index.columns import Columns
from matcher.index.csr import Longs
from matcher.index.segment import Segment
from matcher.scoring import ranking
from matcher.scoring.compiled_brief import compile_brief
from matcher.scoring.coverage import Coverage, count_coverage
from matcher.scoring.eligibility import Counts, pass_gates
from matcher.scoring.wanted import Wanted

ENGINES = ("postgres", "duck", "polars")
BRIEFS = {"soft": briefs.SOFT, "hard": briefs.HARD}
REPEATED, RANDOM = 100, 200
_EACH_FORM = 5
_READ, _EVICTING = 20, 256 << 20  # bytes, more than any cache holds


@dataclass(frozen=True)
class Stage:
    """The partners of one size, and who does what around whom, surveyed as a process keeps it."""

    columns: Columns
    around: Coverage
    size: str

    @property
    def segment(self) -> Segment:
        return Segment(self.columns)


@dataclass(frozen=True)
class Ours:
    """Our keys for a brief, best first, and the seconds of the quickest run: from the brief, and
    where the tables of cohorts and facts are given.
    """

    keys: Longs
    seconds: float
    given: float


def run(options: Options) -> Iterator[Row]:
    with own_servers():
        for size in options.sizes:
            yield from measured(size)


def measured(
    size: int, engines: Sequence[str] = ENGINES, repeated: int = REPEATED, random: int = RANDOM
) -> Iterator[Row]:
    """The rows of one size. PostgreSQL is the one that Django's settings name."""
    stage = _stage(size)
    ours: dict[str, Ours] = {}
    for name, wanted in BRIEFS.items():
        for row, found in _own(stage, name, wanted, repeated):
            ours[name] = found
            yield row
    yield from _at_random(stage, random)
    # Here, for the memory that it pushes the caches out with is no part of our peak.
    yield _limit(stage)
    for engine in engines:
        yield from _competitor(stage, engine, ours)


def _stage(size: int) -> Stage:
    columns = synthetic_data.columns(size)
    around = count_coverage(synthetic_data.reference(), (Segment(columns),), briefs.SOFT.datasets)
    stage = Stage(columns, around, str(size))
    # A process keeps what it has read off the survey and the lists for the briefs that follow.
    for wanted in BRIEFS.values():
        answer(stage, wanted)
    return stage


def answer(stage: Stage, wanted: Wanted) -> Longs:
    """Everything from the brief to the keys of the best; no entry is explained."""
    compiled = compile_brief(synthetic_data.reference(), wanted)
    return ranking.search(compiled, compiled.criteria(stage.around), (stage.segment,))[0]


def scanned(stage: Stage, wanted: Wanted) -> Longs:
    """The same by looking at everybody who may be listed."""
    brief = given.tabulated(synthetic_data.reference(), stage.segment, wanted, stage.around)
    return scan.best(brief, wanted.limit)


def _limit(stage: Stage) -> Row:
    """The time to read once, from memory, every byte of the columns that a brief of this kind
    scores: whatever the caches hold of them is pushed out before each reading.
    """
    facts, cohorts = stage.columns.facts, stage.columns.cohorts
    scored = [getattr(facts, name) for name in given.FACTS]
    scored += [cohorts.ptr, cohorts.place, cohorts.dataset, cohorts.signature]
    words = [_words(column) for column in scored]
    others = np.ones(_EVICTING // 8, np.uint64)

    def read(columns: list[npt.NDArray[np.uint64]]) -> list[int]:
        return [int(np.add.reduce(one)) for one in columns]

    warm, _ = least_of(_READ, partial(read, words))
    cold = []
    for _ in range(_READ):
        read([others])
        cold.append(worked(partial(read, words))[0])
    each = sum(one.nbytes for one in scored) / len(stage.columns)
    note = (
        f"{each:.1f} bytes a partner in {len(cohorts.place)} seats, from memory; "
        f"{1000 * warm:.2f} ms where the caches hold them"
    )
    return Row("A", "limit: stream", stage.size, min(cold), None, None, 1, None, note)


def _words(column: npt.NDArray[Any]) -> npt.NDArray[np.uint64]:
    plain = column.view(np.uint8)
    return plain[: len(plain) // 8 * 8].view(np.uint64)


def _own(stage: Stage, name: str, wanted: Wanted, repeated: int) -> Iterator[tuple[Row, Ours]]:
    """The brief answered with and without reasons, and by a full scan."""
    runs = [worked(partial(answer, stage, wanted)) for _ in range(repeated)]
    seconds = [took for took, _ in runs]
    brief = given.tabulated(synthetic_data.reference(), stage.segment, wanted, stage.around)
    alone, keys = least_of(repeated, partial(_searched, stage, brief, wanted))
    ours = Ours(runs[0][1], min(seconds), alone)
    full, everyone = least_of(_EACH_FORM, partial(scanned, stage, wanted))
    records = synthetic_data.records(synthetic_data.reference(), stage.columns)
    compiled = compile_brief(synthetic_data.reference(), wanted)
    rank = partial(ranking.rank, compiled, (stage.segment,), records, stage.around)
    reasoned, ranked = least_of(_EACH_FORM, rank)
    same = bool(np.array_equal(ours.keys, everyone))
    note = f"{_spread(seconds)} of {repeated}; {ranked.counts.eligible} eligible"
    told = [entry.points for entry in ranked.entries]
    agree = told == topk.unpack(ours.keys)[0].tolist()
    yield _row(stage, f"ours: {name}", ours.seconds, ours, same, note), ours
    yield _row(stage, f"ours: {name}, with reasons", reasoned, ours, agree), ours
    yield _row(stage, f"ours: {name}, full scan", full, ours, same), ours
    same = bool(np.array_equal(topk.merge([keys], wanted.limit), ours.keys))
    note = "gate, bound and prune: what the engines with seats given are asked for"
    yield _row(stage, f"ours: {name}, tables given", alone, ours, same, note), ours


def _searched(stage: Stage, brief: given.Tabulated, wanted: Wanted) -> Longs:
    """The best, where the points of cohorts and facts are given to us as well."""
    tables = [(criterion, weighted.table) for criterion, weighted in brief.criteria]
    query, reference = brief.eligible.query, brief.compiled.reference
    eligible = pass_gates(reference, wanted, stage.segment, query, tables, Counts())
    return topk.best(eligible, [weighted for _, weighted in brief.criteria], wanted.limit)


def _row(stage: Stage, engine: str, seconds: float, ours: Ours, same: bool, note: str = "") -> Row:
    return Row("A", engine, stage.size, seconds, seconds / ours.seconds, same, 1, peak_mb(), note)


def _spread(seconds: list[float]) -> str:
    p50, p95 = 1000 * np.percentile(seconds, [50, 95])
    return f"p50 {p50:.2f} ms, p95 {p95:.2f} ms"


def _at_random(stage: Stage, count: int) -> Iterator[Row]:
    """The 95th percentile over random briefs of our answer, and of the full scan of the same."""
    asked = briefs.at_random(synthetic_data.reference(), count)
    both = [(partial(answer, stage, one), partial(scanned, stage, one)) for one in asked]
    runs = [(least_of(_EACH_FORM, own), least_of(_EACH_FORM, full)) for own, full in both]
    own, full = zip(*runs, strict=True)
    same = all(np.array_equal(a, b) for (_, a), (_, b) in zip(own, full, strict=True))
    ours, theirs = (np.array([took for took, _ in side]) for side in (own, full))
    half, most = np.percentile(ours / theirs, [50, 95])
    note = f"each best of {_EACH_FORM}; {_spread(ours.tolist())}, most {1000 * ours.max():.2f} ms"
    beside = f"ours over it, brief by brief: p50 {half:.2f}, p95 {most:.2f}"
    p95 = float(np.percentile(ours, 95))
    scan95 = float(np.percentile(theirs, 95))
    size, name = stage.size, f"{count} random briefs, p95"
    yield Row("A", f"ours: {name}", size, p95, 1.0, same, 1, peak_mb(), note)
    yield Row("A", f"full scan: {name}", size, scan95, scan95 / p95, same, 1, peak_mb(), beside)


def _competitor(stage: Stage, name: str, ours: dict[str, Ours]) -> Iterator[Row]:
    """Asked the whole, beside our whole answer; with the cohorts given, beside ours so given."""
    module = importlib.import_module(f"benchmarks.engines.{name}_whole")
    with module.Engine(stage.columns, stage.around) as engine:
        beside = {brief: one.seconds for brief, one in ours.items()}
        yield from _asked(stage, engine, whole.tell, ours, beside, "")
    module = importlib.import_module(f"benchmarks.engines.{name}_shortlist")
    with module.Engine(stage.columns) as engine:
        beside = {brief: one.given for brief, one in ours.items()}
        yield from _asked(stage, engine, given.give, ours, beside, ", seats given")


def _asked(
    stage: Stage,
    engine: Any,
    told: Callable[..., Any],
    ours: dict[str, Ours],
    beside: dict[str, float],
    what: str,
) -> Iterator[Row]:
    """Each brief, as it is told, in the quickest form; `beside`: the seconds to compare with."""
    for brief, wanted in BRIEFS.items():
        handed = told(synthetic_data.reference(), stage.segment, wanted, stage.around)
        forms = []
        for form, ask in engine.forms(handed):
            took, found = least_of(_EACH_FORM, ask, engine.process)
            keys = topk.pack(*engine.read(found))
            forms.append((took, form, bool(np.array_equal(keys, ours[brief].keys))))
        took, form, _ = min(forms)
        others = ", ".join(f"{one} {1000 * t:.3g} ms" for t, one, _ in sorted(forms)[1:])
        label, note = f"{engine.name}: {brief}{what}", f"{form}; slower: {others}"
        ratio, same = took / beside[brief], all(same for _, _, same in forms)
        yield Row("A", label, stage.size, took, ratio, same, 1, None, note)
