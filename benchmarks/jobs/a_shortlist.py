"""Job A: the fifty best for a brief, soft and hard, and for two hundred briefs at random.

The other engines start where our search starts, from small tables that depend on the brief's
codes. Each is asked in several forms, of which the quickest counts. Seconds are seconds of CPU.
"""

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks import synthetic_data
from benchmarks.engines.brief_tables import FACTS, compile_query, tabulate_brief
from benchmarks.engines.scan import top_keys_by_scan
from benchmarks.rows import Options, Row, least_of, peak_mb, worked
from benchmarks.synthetic_data import briefs
from harness.servers import own_servers
from matcher.index import topk
from matcher.index.columns import Columns
from matcher.index.csr import Longs
from matcher.index.segment import Segment
from matcher.scoring import ranking
from matcher.scoring.compiled_brief import compile_brief
from matcher.scoring.coverage import Coverage, count_coverage
from matcher.scoring.wanted import Wanted

ENGINES = ("postgres", "duck", "polars")
BRIEFS = {"soft": briefs.SOFT, "hard": briefs.HARD}
REPEATED, RANDOM = 100, 200
_EACH_FORM = 5
_READ, _EVICTING = 20, 256 << 20  # bytes, more than any cache holds


@dataclass(frozen=True)
class Stage:
    """The partners of one size, and their coverage of sectors and services, which a process keeps
    for all briefs.
    """

    columns: Columns
    around: Coverage
    size: str

    @property
    def segment(self) -> Segment:
        return Segment(self.columns)


@dataclass(frozen=True)
class Ours:
    """Our keys for a brief, best first, and the seconds of the quickest run."""

    keys: Longs
    seconds: float


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
    # After ours, because the memory that empties the caches would count in our peak.
    yield _limit(stage)
    for engine in engines:
        yield from _competitor(stage, engine, ours)


def _stage(size: int) -> Stage:
    columns = synthetic_data.columns(size)
    around = count_coverage(synthetic_data.reference(), (Segment(columns),), briefs.SOFT.datasets)
    stage = Stage(columns, around, str(size))
    # A process keeps tables of the coverage and of the priorities for the briefs that follow.
    for wanted in BRIEFS.values():
        answer(stage, wanted)
    return stage


def answer(stage: Stage, wanted: Wanted) -> Longs:
    """Everything from the brief to the keys of the best; no entry is explained."""
    compiled = compile_brief(synthetic_data.reference(), wanted)
    return ranking.search(compiled, compiled.criteria(stage.around), (stage.segment,))[0]


def scanned(stage: Stage, wanted: Wanted) -> Longs:
    """The same by a score of every eligible partner."""
    brief = compile_query(synthetic_data.reference(), stage.segment, wanted, stage.around)
    return top_keys_by_scan(brief, wanted.limit)


def _limit(stage: Stage) -> Row:
    """The time to read, once and from memory, every byte of the columns that such a brief scores:
    the caches are emptied before each reading.
    """
    facts, cohorts = stage.columns.facts, stage.columns.cohorts
    scored = [getattr(facts, name) for name in FACTS]
    scored += [cohorts.ptr, cohorts.place, cohorts.datasets, cohorts.signature]
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
        f"{each:.1f} bytes a partner in {len(cohorts.place)} cohorts, from memory; "
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
    ours = Ours(runs[0][1], min(seconds))
    full, scanned_keys = least_of(_EACH_FORM, partial(scanned, stage, wanted))
    records = synthetic_data.records(synthetic_data.reference(), stage.columns)
    compiled = compile_brief(synthetic_data.reference(), wanted)
    rank = partial(ranking.rank, compiled, (stage.segment,), records, stage.around)
    reasoned, ranked = least_of(_EACH_FORM, rank)
    same = bool(np.array_equal(ours.keys, scanned_keys))
    note = f"{_spread(seconds)} of {repeated}; {ranked.counts.eligible} eligible"
    reached = [entry.relation << topk.POINT_BITS | entry.points for entry in ranked.entries]
    agree = reached == topk.unpack_keys(ours.keys)[0].tolist()
    yield _row(stage, f"ours: {name}", ours.seconds, ours, same, note), ours
    yield _row(stage, f"ours: {name}, with reasons", reasoned, ours, agree), ours
    yield _row(stage, f"ours: {name}, full scan", full, ours, same), ours


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
    """Each brief, in the quickest of the engine's forms. The engines are asked for the sum of the
    tables alone: neither relation, nor failed wishes, nor ties.
    """
    module = importlib.import_module(f"benchmarks.engines.{name}_shortlist")
    with module.Engine(stage.columns, stage.around) as engine:
        for brief, wanted in BRIEFS.items():
            asked = (synthetic_data.reference(), stage.segment, wanted, stage.around)
            tables = tabulate_brief(*asked)
            plain = compile_query(*asked).plain_keys(wanted.limit)
            forms = []
            for form, ask in engine.forms(tables):
                took, found = least_of(_EACH_FORM, ask, engine.process)
                keys = topk.pack_keys(*engine.read(found))
                forms.append((took, form, bool(np.array_equal(keys, plain))))
            took, form, _ = min(forms)
            others = ", ".join(f"{other} {1000 * t:.3g} ms" for t, other, _ in sorted(forms)[1:])
            label, note = f"{engine.name}: {brief}", f"{form}; slower: {others}"
            ratio, same = took / ours[brief].seconds, all(same for _, _, same in forms)
            yield Row("A", label, stage.size, took, ratio, same, 1, None, note)
