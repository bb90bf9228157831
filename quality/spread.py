"""Compare the first twenty places of answers with all eligible partners: provinces and sizes.

A size is a third of the monthly capacities that the brief's eligible makers state: a record has no
other measure of size. A brief counts only if it has more eligible partners than places.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from harness import seed_reference
from matcher.index import topk
from matcher.index.candidate import Candidate
from matcher.scoring.wanted import Wanted
from quality import golden, population, random_briefs
from quality.population import Judged
from quality.scorecard import Line, quantiles

# The bits of a tie value (`matcher.scoring.tie_break`), those that decide first in front.
TIE_BITS = (("main business", 9, 10), ("sources", 6, 9), ("freshness", 0, 6))
SECTION = "Spread: the first twenty against all who are eligible (figures)"
PLACES = 20
SMALL_ORDER, LARGE_ORDER = 500, 2_000


@dataclass(frozen=True)
class JudgedBrief:
    """A brief on the demonstration set, its eligible partners and their values."""

    wanted: Wanted
    judged: Judged
    eligible: tuple[Candidate, ...]

    @property
    def places(self) -> int:
        return min(PLACES, len(self.eligible))

    def documents(self, one: Candidate) -> bool:
        """Whether the partner documents the wanted sector, or a narrower one."""
        covers, verb = seed_reference.taxonomy().covers, self.wanted.verb
        return any(
            offer.verb == verb and covers(need, offer.sector)
            for need in self.wanted.needs
            for offer in one.offers
        )


def answers(wanted: Iterable[Wanted]) -> list[JudgedBrief]:
    """The answers to the briefs that have more eligible partners than places."""
    among = population.demonstration()
    by_id = {one.id: one for one in among.candidates.values()}
    found = []
    for brief in wanted:
        judged = among.judge(brief)
        if len(judged.ids) > PLACES:
            found.append(JudgedBrief(brief, judged, tuple(by_id[int(pk)] for pk in judged.ids)))
    return found


def first(answer: JudgedBrief, weighing: npt.NDArray[np.int64]) -> list[Candidate]:
    """The partners in the first places under these weights."""
    by_id = {one.id: one for one in answer.eligible}
    return [by_id[int(pk)] for pk in answer.judged.order(weighing)[: answer.places]]


def places(
    some: Sequence[tuple[JudgedBrief, Sequence[str], Sequence[str]]],
) -> dict[str, tuple[int, float]]:
    """Kind -> (places taken, places by share of the eligible partners). `some`: answers, each with
    the kinds of the partners in its places and of all its eligible partners.
    """
    taken: Counter[str] = Counter()
    fair: defaultdict[str, float] = defaultdict(float)
    for answer, placed, every in some:
        taken.update(placed)
        for kind, count in Counter(every).items():
            fair[kind] += answer.places * count / len(every)
    return {kind: (taken[kind], fair[kind]) for kind in fair}


def distance(found: dict[str, tuple[int, float]]) -> float:
    """The share of all places that would have to change for each kind to have its share: 0..1."""
    return (
        sum(abs(taken - fair) for taken, fair in found.values())
        / 2
        / max(1, sum(taken for taken, _ in found.values()))
    )


def province(one: Candidate) -> str:
    return seed_reference.atlas().places[one.place].province if one.place else "unknown"


def sizes(answer: JudgedBrief) -> dict[int, str]:
    """Partner -> small, middle or large by thirds of the stated capacities; unknown."""
    stated = sorted(one.monthly_capacity.amount for one in answer.eligible if one.monthly_capacity)
    found = {}
    for one in answer.eligible:
        if one.monthly_capacity is None:
            found[one.id] = "unknown"
        else:
            below = sum(amount < one.monthly_capacity.amount for amount in stated)
            found[one.id] = ("small", "middle", "large")[3 * below // len(stated)]
    return found


def concentration(kinds: Sequence[str]) -> float:
    """Herfindahl: the sum of the squared shares; 1 when all are one kind."""
    return sum((count / len(kinds)) ** 2 for count in Counter(kinds).values())


def by_province(some: Sequence[JudgedBrief], asked: dict[str, int]) -> dict[str, tuple[int, float]]:
    return places(
        [
            (
                one,
                [*map(province, first(one, one.judged.settle(asked)))],
                [*map(province, one.eligible)],
            )
            for one in some
        ]
    )


def by_size(some: Sequence[JudgedBrief], asked: dict[str, int]) -> dict[str, tuple[int, float]]:
    rows = []
    for one in some:
        if one.wanted.seeking == "manufacturer":
            size = sizes(one)
            placed = [size[c.id] for c in first(one, one.judged.settle(asked))]
            rows.append((one, placed, list(size.values())))
    return places(rows)


def briefs(count: int) -> list[Wanted]:
    """`count` random briefs and the golden ones on the demonstration set."""
    fixed = [one.wanted for one in golden.briefs() if one.among == "demonstration"]
    return [*random_briefs.briefs(count), *fixed]


def lines(some: Sequence[JudgedBrief], asked: int) -> Iterator[Line]:
    """Over the answers of `asked` briefs."""
    provinces = by_province(some, {})
    yield Line(
        SECTION,
        f"briefs with more than {PLACES} eligible",
        len(some),
        asked,
        note=f"of these, {sum(a.wanted.seeking == 'manufacturer' for a in some)} ask makers",
    )
    yield Line(
        SECTION,
        "provinces: places to move",
        0,
        0,
        note=f"{distance(provinces):.0%} of the places; taken against fair, the farthest:",
        offenders=_named(provinces),
    )
    top = [concentration([*map(province, first(a, a.judged.settle({})))]) for a in some]
    every = [concentration([*map(province, a.eligible)]) for a in some]
    yield Line(
        SECTION, "concentration of provinces in the places (1 = one)", 0, 0, note=quantiles(_2(top))
    )
    yield Line(SECTION, "the same among the eligible", 0, 0, note=quantiles(_2(every)))
    for name, part in _orders(some):
        found = by_size(part, {})
        yield Line(
            SECTION,
            f"sizes, {name}: places to move",
            0,
            0,
            note=f"{distance(found):.0%} of the places; taken against fair:",
            offenders=_named(found),
        )
    yield _fit_first(some)
    yield _broken_ties(some)
    yield _last_place(some)


def _2(figures: Iterable[float]) -> list[float]:
    return [round(one, 2) for one in figures]


def _orders(some: Sequence[JudgedBrief]) -> Iterator[tuple[str, list[JudgedBrief]]]:
    yield "all makers' briefs", list(some)
    orders = [one for one in some if one.wanted.order]
    yield (
        f"orders up to {SMALL_ORDER}",
        [o for o in orders if o.wanted.order and o.wanted.order.amount <= SMALL_ORDER],
    )
    yield (
        f"orders from {LARGE_ORDER}",
        [o for o in orders if o.wanted.order and o.wanted.order.amount >= LARGE_ORDER],
    )


def _named(found: dict[str, tuple[int, float]]) -> tuple[str, ...]:
    named = seed_reference.atlas().places
    order = sorted(found, key=lambda kind: -abs(found[kind][0] - found[kind][1]))
    return tuple(
        f"{named[kind].name_en if kind in named else kind}: {found[kind][0]} against "
        f"{found[kind][1]:.0f}"
        for kind in order
    )


def _fit_first(some: Sequence[JudgedBrief]) -> Line:
    """The pairs of a maker of the wanted group and a maker of another group or of the division
    alone, and how often the first ranks before the second.
    """
    held, of, worst = 0, 0, []
    for answer in some:
        if answer.wanted.seeking != "manufacturer":
            continue
        exact = np.array([answer.documents(one) for one in answer.eligible])
        # In order of rank: the number of exact makers before each maker that is not exact.
        before = int(np.cumsum(exact)[~exact].sum())
        pairs = int(exact.sum() * (~exact).sum())
        held, of = held + before, of + pairs
        if before < pairs:
            worst.append((before / pairs, ", ".join(answer.wanted.needs), pairs - before))
    worst.sort()
    return Line(
        SECTION,
        "pairs of makers in which the wanted group ranks before another group or the division",
        held,
        of,
        offenders=tuple(f"{needs}: {wrong} pairs the other way" for _, needs, wrong in worst),
    )


def _broken_ties(some: Sequence[JudgedBrief]) -> Line:
    """The places of equal relation and points, and what put each before the next."""
    by: Counter[str] = Counter()
    tied = places = 0
    for one in some:
        weighing = one.judged.settle({})
        order = np.lexsort((one.judged.ids, -one.judged.ties, -one.judged.points(weighing)))
        at = order[: one.places]
        points, ties = one.judged.points(weighing)[at], one.judged.ties[at]
        alike = points[1:] == points[:-1]
        places += len(at)
        tied += int((np.append(alike, False) | np.append(False, alike)).sum())
        for name, low, high in TIE_BITS:
            part = ties >> low & (1 << high - low) - 1
            decided = alike & (part[1:] != part[:-1])
            by[name] += int(decided.sum())
            alike = alike & ~decided
        by["id"] += int(alike.sum())
    told = ", ".join(f"{name} {count}" for name, count in by.items())
    asked = "places of equal relation and points, told as such; what put one before the next"
    return Line(SECTION, asked, tied, places, note=told)


def _last_place(some: Sequence[JudgedBrief]) -> Line:
    """The answers whose last place is decided by points, and not by the lower id alone."""
    tied = []
    for one in some:
        points = one.judged.points(one.judged.settle({}))
        # By what a buyer would take, too, before the id decides.
        alike = np.sort((points << topk.TIE_BITS) + one.judged.ties)[::-1]
        if alike[one.places - 1] == alike[one.places]:
            tied.append(f"{', '.join(one.wanted.needs)}: {int((alike == alike[one.places]).sum())}")
    asked = "answers whose last place is decided by points, not by the lower id among equals"
    return Line(SECTION, asked, len(some) - len(tied), len(some), offenders=tuple(tied))
