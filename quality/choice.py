"""Other default weights on the same scorecard: golden briefs, margin, spread.

Components' values do not depend on weights, so each set of weights costs a product of matrices.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from random import Random

import numpy as np

from matcher.scoring.weights import DEFAULT, POLICY_MOST, TOTAL, apportion
from quality import golden, spread, wishes
from quality.golden import Golden
from quality.population import COMPONENTS, Judged
from quality.sensitivity import smallest

DRAWS, SHOWN, BRIEFS = 4_000, 5, 100
# Beside the weights in use: what the card would take, and what lies around it.
NAMED = {
    "proposed": (96, 26, 54, 36, 28, 16),
    "lighter policy": (92, 24, 56, 38, 26, 20),
    "no policy": (105, 0, 55, 37, 32, 27),
    "all alike": (44, 36, 44, 44, 44, 44),
}
# Weights are tried near those in use, and anywhere between these bounds (of 256).
NEAR = 0.5
BOUNDS = {
    "fit": (56, 140),
    "policy": (8, POLICY_MOST),
    "operations": (24, 88),
    "assurance": (16, 64),
    "ecosystem": (8, 48),
    "trust": (8, 48),
}


@dataclass(frozen=True)
class Tried:
    """`golden` and `forbidden`: checks held. `margin`: of each golden check, by how many points
    of 65280 the wrong one falls short, the lower quarter of those held. `wishes`: the share of
    pairs in which who meets every wish has more points than who fails one.
    """

    weights: Mapping[str, int]
    golden: int
    forbidden: int
    margin: int
    wishes: float

    @property
    def worth(self) -> tuple[int, int, float]:
        return self.forbidden, self.golden, self.wishes

    def nowhere_worse(self, other: "Tried") -> bool:
        return self.margin >= other.margin and all(
            mine >= theirs for mine, theirs in zip(self.worth, other.worth, strict=True)
        )

    def __str__(self) -> str:
        told = " ".join(f"{self.weights[name]:>4}" for name in COMPONENTS)
        return (
            f"{told}   {self.golden:>6}  {self.forbidden:>9}  {self.margin:>6}  {self.wishes:>6.1%}"
        )


class Bench:
    """All golden briefs and some random ones, judged once."""

    def __init__(self) -> None:
        self._golden: list[tuple[Golden, Judged, dict[int, str]]] = []
        for brief in golden.briefs():
            among = golden.populations()[brief.among]
            self._golden.append((brief, among.judge(brief.wanted), among.keys))

    def try_out(self, weights: Mapping[str, int]) -> Tried:
        held = {True: 0, False: 0}
        margins: list[int] = []
        for brief, judged, keys in self._golden:
            weighing = judged.settle(weights)
            points = np.sort(judged.points(weighing))[::-1]
            ranks = {keys[int(pk)]: n for n, pk in enumerate(judged.order(weighing), 1)}
            for check in brief.checks:
                if not check.holds(ranks):
                    continue
                held[check.expected] += 1
                if check.partner in ranks and 0 < check.within < len(points):
                    edge = check.within if check.expected else check.within - 1
                    margins.append(abs(int(points[ranks[check.partner] - 1] - points[edge])))
        margin = int(np.quantile(margins, 0.25))
        return Tried(weights, held[True], held[False], margin, self._wishes(weights))

    def steps(self, weights: Mapping[str, int]) -> list[int]:
        """The smallest changes of one weight that alter rank 1, in 1/256, ascending."""
        found = []
        for _, judged, _ in self._golden:
            if len(judged.ids) > 1 and (change := smallest(judged, judged.settle(weights))):
                found.append(abs(change[1]))
        return sorted(found)

    def as_stable(self, weights: Mapping[str, int], steps: Sequence[int]) -> bool:
        """Whether rank 1 is as hard to alter as these steps, at lower quarter and median."""
        mine = self.steps(weights)
        return all(mine[len(mine) * at // 4] >= steps[len(steps) * at // 4] for at in (1, 2))

    @cached_property
    def answers(self) -> list[spread.JudgedBrief]:
        return spread.answers(spread.briefs(BRIEFS))

    def distances(self, weights: Mapping[str, int]) -> tuple[float, float]:
        """Places to move for provinces and for sizes to have their shares: 0..1 each."""
        asked = dict(weights)
        return (
            spread.distance(spread.by_province(self.answers, asked)),
            spread.distance(spread.by_size(self.answers, asked)),
        )

    @cached_property
    def _sides(self) -> list[tuple[Judged, wishes.Mask, wishes.Mask]]:
        """The answers that have partners on both sides."""
        every = ((one.judged, *wishes.sides(one)) for one in self.answers)
        return [(judged, good, bad) for judged, good, bad in every if good.any() and bad.any()]

    def _wishes(self, weights: Mapping[str, int]) -> float:
        held, of = 0, 0
        for judged, good, bad in self._sides:
            points = judged.values @ judged.settle(weights)
            right, pairs = wishes.in_order(points, good, bad)
            held, of = held + right, of + pairs
        return held / of

    def row(self, one: Tried, name: str) -> str:
        """A line of the table: also the steps' quarter and median, and the spread."""
        steps = self.steps(one.weights)
        places, sizes = self.distances(one.weights)
        quarter, median = steps[len(steps) // 4], steps[len(steps) // 2]
        stable, spread_out = f"{quarter:>7}  {median:>6}", f"{places:>9.1%}  {sizes:>5.1%}"
        return f"{one}   {stable}  {spread_out}  {name}"


def candidates(seed: int = 23) -> Iterator[dict[str, int]]:
    """Half near the weights in use, half anywhere within the bounds."""
    rng = Random(seed)
    for n in range(DRAWS):
        claims = {
            name: Fraction(
                round(
                    float(DEFAULT[name]) * rng.uniform(1 - NEAR, 1 + NEAR)
                    if n % 2
                    else rng.uniform(*BOUNDS[name])
                )
            )
            for name in COMPONENTS
        }
        weights = apportion(claims, TOTAL)
        if weights["policy"] <= POLICY_MOST:
            yield weights


def text() -> str:
    """The weights in use beside named ones and the best found, and the range as good as these."""
    bench = Bench()
    used = bench.try_out({name: int(weight) for name, weight in DEFAULT.items()})
    tried = (bench.try_out(weights) for weights in candidates())
    others = sorted(tried, key=lambda one: one.worth, reverse=True)
    rows = [
        " ".join(f"{name[:4]:>4}" for name in COMPONENTS)
        + "   golden  forbidden  margin  wishes   quarter  median  provinces  sizes",
        bench.row(used, "in use"),
    ]
    for name, weights in NAMED.items():
        rows.append(bench.row(bench.try_out(dict(zip(COMPONENTS, weights, strict=True))), name))
    rows += [bench.row(one, "most golden") for one in others[:SHOWN]]
    steps = bench.steps(used.weights)
    close = (one for one in others if one.nowhere_worse(used))
    better = [one for one in close if bench.as_stable(one.weights, steps)]
    rows += [bench.row(one, "nowhere worse") for one in better[:SHOWN]]
    more = sum(one.golden > used.golden for one in others)
    rows.append(f"of {len(others)} drawn, {more} hold more golden checks than those in use")
    rows.append(f"and {len(better)} are nowhere worse, up to the medians")
    best = [one for one in others if one.worth[:2] == others[0].worth[:2]]
    for name in COMPONENTS:
        found = sorted(one.weights[name] for one in best)
        rows.append(f"{name:>12}: {found[0]} to {found[-1]}, median {found[len(found) // 2]}")
    rows.append(f"(over the {len(best)} that hold as much as the best)")
    return "\n".join(rows)
