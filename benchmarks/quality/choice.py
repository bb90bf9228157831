"""Other default weights on the same card: golden briefs, margin, spread.

Components' values do not depend on weights, so each set of weights costs a product of matrices.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from random import Random

import numpy as np

from benchmarks.quality import drawn, golden, spread
from benchmarks.quality.golden import Golden
from benchmarks.quality.population import COMPONENTS, Judged
from benchmarks.quality.sensitivity import smallest
from matcher.scoring.part import apportion
from matcher.scoring.weights import DEFAULT, POLICY_MOST, TOTAL

DRAWS, FINALISTS, BRIEFS = 4_000, 12, 40
# Beside the weights in use: what the search suggests, and two that nobody would take.
NAMED = {
    "lighter policy": (92, 24, 56, 38, 26, 20),
    "no policy": (105, 0, 55, 37, 32, 27),
    "all alike": (44, 36, 44, 44, 44, 44),
}
# What is tried: around the weights in use, and anywhere between these bounds (of 256).
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
    of 65280 the wrong one falls short, the lower quarter of those held.
    """

    weights: Mapping[str, int]
    golden: int
    forbidden: int
    margin: int

    @property
    def worth(self) -> tuple[int, int, int]:
        return self.forbidden, self.golden, self.margin

    def __str__(self) -> str:
        told = " ".join(f"{self.weights[name]:>4}" for name in COMPONENTS)
        return f"{told}   {self.golden:>6}  {self.forbidden:>9}  {self.margin:>6}"


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
            points = np.sort(judged.values @ weighing)[::-1]
            ranks = {keys[int(pk)]: n for n, pk in enumerate(judged.order(weighing), 1)}
            for check in brief.checks:
                if not check.holds(ranks):
                    continue
                held[check.expected] += 1
                if check.partner in ranks and 0 < check.within < len(points):
                    edge = check.within if check.expected else check.within - 1
                    margins.append(abs(int(points[ranks[check.partner] - 1] - points[edge])))
        return Tried(weights, held[True], held[False], int(np.quantile(margins, 0.25)))

    def steps(self, weights: Mapping[str, int]) -> list[int]:
        """The smallest change of one weight that alters rank 1, brief by brief, in 1/256."""
        found = []
        for _, judged, _ in self._golden:
            if len(judged.ids) > 1 and (change := smallest(judged, judged.settle(weights))):
                found.append(abs(change[1]))
        return sorted(found)

    @cached_property
    def answers(self) -> list[spread.Answer]:
        return spread.answers(drawn.briefs(BRIEFS))

    def distances(self, weights: Mapping[str, int]) -> tuple[float, float]:
        """Seats to move for provinces and for sizes to have their shares: 0..1 each."""
        asked = dict(weights)
        return (
            spread.distance(spread.by_province(self.answers, asked)),
            spread.distance(spread.by_size(self.answers, asked)),
        )

    def row(self, one: Tried, name: str) -> str:
        """A line of the table: also the steps' quarter and median, and the spread."""
        steps = self.steps(one.weights)
        places, sizes = self.distances(one.weights)
        quarter, median = steps[len(steps) // 4], steps[len(steps) // 2]
        return f"{one}   {quarter:>7}  {median:>6}  {places:>9.1%}  {sizes:>5.1%}  {name}"


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
        + "   golden  forbidden  margin   quarter  median  provinces  sizes",
        bench.row(used, "in use"),
    ]
    for name, weights in NAMED.items():
        rows.append(bench.row(bench.try_out(dict(zip(COMPONENTS, weights, strict=True))), name))
    rows += [bench.row(one, "found") for one in others[:FINALISTS]]
    better = sum(one.worth[:2] > used.worth[:2] for one in others)
    rows.append(f"of {len(others)} drawn, {better} hold more than those in use")
    best = [one for one in others if one.worth[:2] == others[0].worth[:2]]
    for name in COMPONENTS:
        found = sorted(one.weights[name] for one in best)
        rows.append(f"{name:>12}: {found[0]} to {found[-1]}, median {found[len(found) // 2]}")
    rows.append(f"(over the {len(best)} that hold as much as the best)")
    return "\n".join(rows)
