"""Rank the candidates for a brief: compile, tabulate, gate, add up, order, explain."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.scoring import assurance, ecosystem, fit, operations, policy, trust, weights
from matcher.scoring.candidate import Offer
from matcher.scoring.columns import Columns
from matcher.scoring.ecosystem import Surroundings
from matcher.scoring.fitting import Fits
from matcher.scoring.ground import Ground
from matcher.scoring.part import TOP, Judgement, Part, Reason
from matcher.scoring.wanted import WISHES, Wanted

ASK_NEXT = 3


@dataclass(frozen=True)
class Missing:
    """A fact that nobody has told us; `stake` is how many points it could add at most."""

    component: str
    fact: str
    stake: int
    ask: Reason | None


@dataclass(frozen=True)
class Scored:
    """One component of an entry: `points` = weight x value."""

    name: str
    weight: int
    value: int
    because: tuple[Reason, ...]

    @property
    def points(self) -> int:
        return self.weight * self.value


@dataclass(frozen=True)
class Ranked:
    """One entry. `points` (0..65280) is the sum of its components' points; `known` is the
    share of the weights, in whole percent rounded down, that rests on known facts.
    """

    rank: int
    partner: int
    components: tuple[Scored, ...]
    known: int
    context: tuple[Reason, ...]
    missing: tuple[Missing, ...]

    @property
    def points(self) -> int:
        return sum(one.points for one in self.components)

    @property
    def ask_next(self) -> tuple[Reason, ...]:
        """The questions with the most points at stake; one may settle several components."""
        asks: dict[str, Reason] = {}
        stakes: Counter[str] = Counter()
        for one in self.missing:
            if one.ask:
                asks.setdefault(one.ask.code, one.ask)
                stakes[one.ask.code] += one.stake
        return tuple(asks[code] for code, _ in stakes.most_common(ASK_NEXT))


@dataclass(frozen=True)
class Excluded:
    """Every candidate is counted once: listed, left below the limit, or at the first gate that
    it did not pass, in this order.
    """

    by_request: int
    no_fit: int
    by_wish: Mapping[str, int]
    by_unknown: Mapping[str, int]


@dataclass(frozen=True)
class Ranking:
    """The answer: entries by rank, integer weights, and who was left out and why."""

    entries: tuple[Ranked, ...]
    weights: Mapping[str, int]
    considered: int
    eligible: int
    excluded: Excluded


def rank(
    ground: Ground, columns: Columns, wanted: Wanted, around: Surroundings | None = None
) -> Ranking:
    """The best `wanted.limit` of the wanted datasets' partners, in total order: points
    descending, then id ascending. `around` is a survey of them all, for columns that hold a
    shard of them: the lists of the shards then merge to the very list of the whole.

    Raises `weights.WeightFault` when the weights leave nothing to judge by.
    """
    pool = columns.select(columns["dataset"].where(lambda key: key in wanted.datasets))
    fits = Fits(ground, wanted)
    parts = compile_brief(ground, wanted, fits, around or ecosystem.survey(ground, pool))
    settled = weights.settle(wanted.weights, [part.component for part in parts])
    eligible, excluded = _gate(ground, pool, wanted, fits, parts)
    best = _best(_points(eligible, parts, settled), eligible.ids, wanted.limit)
    entries = tuple(
        explain_row(ground, eligible, wanted, fits, parts, settled, row, place)
        for place, row in enumerate(best, 1)
    )
    return Ranking(entries, settled, len(pool), len(eligible), excluded)


def compile_brief(ground: Ground, wanted: Wanted, fits: Fits, around: Surroundings) -> list[Part]:
    """The parts by which the brief can be judged, component by component."""
    return [
        *fit.parts(ground, wanted, fits),
        *policy.parts(ground, wanted, fits),
        *operations.parts(ground, wanted, fits),
        *assurance.parts(ground, wanted),
        *ecosystem.parts(ground, wanted, fits, around),
        *trust.parts(ground),
    ]


def judged_by(ground: Ground, wanted: Wanted) -> list[Part]:
    """The parts that the brief compiles to, whoever its candidates may be."""
    return compile_brief(ground, wanted, Fits(ground, wanted), Surroundings(ground))


def _gate(
    ground: Ground, pool: Columns, wanted: Wanted, fits: Fits, parts: list[Part]
) -> tuple[Columns, Excluded]:
    """Who may be listed, and at which gate the others stopped."""
    pool, by_request = _stop(pool, np.isin(pool.ids, np.array(sorted(wanted.exclude), np.int64)))
    pool, no_fit = _stop(pool, pool["offers"].where(lambda offers: not fits.every(offers)))
    by_wish: dict[str, int] = {}
    by_unknown: dict[str, int] = {}
    for wish in WISHES:
        test = _hard(ground, wanted, parts, wish)
        if test is None:
            continue
        column, meets = test
        pool, by_wish[wish] = _stop(pool, pool[column].where(partial(_is, meets, False)))
        pool, by_unknown[wish] = _stop(pool, pool[column].where(partial(_is, meets, None)))
    return pool, Excluded(by_request, no_fit, by_wish, by_unknown)


def _is(meets: Callable[[Any], bool | None], said: bool | None, value: Any) -> bool:
    return meets(value) is said


def _stop(pool: Columns, stopped: npt.NDArray[np.bool_]) -> tuple[Columns, int]:
    """The pool without the stopped ones, and how many they were."""
    if not stopped.any():
        return pool, 0
    return pool.select(~stopped), int(stopped.sum())


def _hard(
    ground: Ground, wanted: Wanted, parts: list[Part], wish: str
) -> tuple[str, Callable[[Any], bool | None]] | None:
    """The column and the test (met, not met, unknown) of a hard wish; None for a soft one.
    Where to look is always hard. The test is on exact values: 151 never passes for 150.
    """
    if wish == "provinces" and wanted.provinces:
        within = ground.atlas.within
        return "place", lambda place: within(place, wanted.provinces) if place else None
    part = next((part for part in parts if part.wish == wish), None)
    if wish not in wanted.require or part is None:
        return None
    judge = part.judge
    return part.column, lambda value: judge(value).meets


def _points(pool: Columns, parts: list[Part], settled: Mapping[str, int]) -> npt.NDArray[np.uint32]:
    """n points (0..65280): the sum of one look-up a part, weights multiplied in."""
    points = np.zeros(len(pool), dtype=np.uint32)
    for part in parts:
        column = pool[part.column]
        table = part.tabulate(column) * np.uint32(settled[part.component])
        points += table.take(column.codes)
    return points


def _best(points: npt.NDArray[np.uint32], ids: npt.NDArray[np.int64], limit: int) -> list[int]:
    """Rows of the best in total order: points descending, then id ascending."""
    order = np.lexsort((ids, -points.astype(np.int64)))
    return [int(row) for row in order[:limit]]


def explain_row(
    ground: Ground,
    pool: Columns,
    wanted: Wanted,
    fits: Fits,
    parts: list[Part],
    settled: Mapping[str, int],
    row: int,
    place: int,
) -> Ranked:
    """The entry of one row: the very judgements that its points were added up from."""
    judged = [(part, part.judge(pool[part.column].at(row))) for part in parts]
    components = tuple(
        _component(name, weight, [pair for pair in judged if pair[0].component == name])
        for name, weight in settled.items()
        if any(part.component == name for part in parts)
    )
    known = sum(settled[p.component] * p.share for p, judgement in judged if judgement.known)
    seat: tuple[str | None, tuple[Offer, ...]] = pool["seat"].at(row)
    return Ranked(
        rank=place,
        partner=int(pool.ids[row]),
        components=components,
        known=100 * known // (weights.TOTAL * TOP),
        context=tuple(policy.context(ground, wanted, fits, *seat)),
        missing=_missing(judged, settled),
    )


def _component(name: str, weight: int, judged: list[tuple[Part, Judgement]]) -> Scored:
    return Scored(
        name,
        weight,
        sum(part.scaled(judgement) for part, judgement in judged),
        _once(reason for _, judgement in judged for reason in judgement.reasons),
    )


def _once(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons without repetition: two parts may say the same."""
    said: list[Reason] = []
    for reason in reasons:
        if reason not in said:
            said.append(reason)
    return tuple(said)


def _missing(
    judged: list[tuple[Part, Judgement]], settled: Mapping[str, int]
) -> tuple[Missing, ...]:
    return tuple(
        Missing(
            part.component,
            part.name,
            settled[part.component] * (part.share - part.scaled(judgement)),
            judgement.ask,
        )
        for part, judgement in judged
        if not judgement.known
    )


def as_json(ranked: Ranked) -> dict[str, Any]:
    """The entry as it is stored: reasons as code and arguments, to be told in any language."""

    def plain(reason: Reason) -> dict[str, Any]:
        return {"code": reason.code, "args": dict(reason.args)}

    return {
        "known": ranked.known,
        "components": [
            {
                "name": one.name,
                "weight": one.weight,
                "value": one.value,
                "points": one.points,
                "because": [plain(reason) for reason in one.because],
            }
            for one in ranked.components
        ],
        "context": [plain(reason) for reason in ranked.context],
        "missing": [
            {
                "component": one.component,
                "fact": one.fact,
                "stake": one.stake,
                "ask": plain(one.ask) if one.ask else None,
            }
            for one in ranked.missing
        ],
        "ask_next": [plain(reason) for reason in ranked.ask_next],
    }
