"""The smallest change of one weight that gives rank 1 to another partner.

A weight moves by k/256; the others share the rest in their proportions. The search looks at every
k in either direction (policy no higher than its cap); the find is verified by asking for real with
the weights just before and just at the change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from matcher.scoring.weights import POLICY_MOST, TOTAL, apportion
from quality.golden import Golden, populations
from quality.population import COMPONENTS, Judged, Population
from quality.scorecard import Line, quantiles

SECTION = "Sensitivity: the smallest change of one weight that alters rank 1"
Weighing = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Change:
    """`component` moved by `by` (in 1/256) puts `after` where `before` was; `verified`: asked for
    real, with these weights and with those of one step less.
    """

    brief: str
    component: str
    by: int
    before: str
    after: str
    verified: bool

    def __str__(self) -> str:
        return (
            f"{self.brief}: {self.component} {self.by:+d}/256 puts {self.after} before "
            f"{self.before}{'' if self.verified else ' (NOT verified)'}"
        )


def moved(weighing: Weighing, at: int, by: int) -> Weighing | None:
    """The weights with one changed and the others sharing the rest; None where there is no such
    change: below 0, above the whole or policy's cap, or nobody to share with.
    """
    return _moved(tuple(weighing.tolist()), at, by)


@lru_cache(maxsize=1 << 16)
def _moved(weighing: tuple[int, ...], at: int, by: int) -> Weighing | None:
    asked = weighing[at] + by
    most = POLICY_MOST if COMPONENTS[at] == "policy" else TOTAL
    others = {COMPONENTS[n]: w for n, w in enumerate(weighing) if n != at and w}
    if not 0 <= asked <= most or not others:
        return None
    rest = apportion(others, TOTAL - asked)
    settled = [asked if n == at else rest.get(name, 0) for n, name in enumerate(COMPONENTS)]
    over = COMPONENTS[at] != "policy" and settled[COMPONENTS.index("policy")] > POLICY_MOST
    return None if over else np.array(settled, np.int64)


def smallest(judged: Judged, weighing: Weighing) -> tuple[int, int] | None:
    """(component, k) of the smallest change of one weight that alters rank 1, or None."""
    first = judged.first(weighing)
    at = [n for n, name in enumerate(COMPONENTS) if name not in judged.left_out]
    for size in range(1, TOTAL + 1):
        for n in at:
            for by in (size, -size):
                changed = moved(weighing, n, by)
                if changed is not None and judged.first(changed) != first:
                    return n, by
    return None


def probe(golden: Golden) -> Change | None:
    """The smallest change for a golden brief, verified; None where no single weight does it."""
    among = populations()[golden.among]
    judged = among.judge(golden.wanted)
    weighing = judged.settle({})
    found = smallest(judged, weighing)
    if found is None:
        return None
    at, by = found
    steps = [moved(weighing, at, by - (by > 0) + (by < 0)), moved(weighing, at, by)]
    before, after = (judged.first(step) for step in steps if step is not None)
    firsts = [_asked(among, judged, step) for step in steps if step is not None]
    return Change(
        golden.name,
        COMPONENTS[at],
        by,
        among.keys[before],
        among.keys[after],
        verified=firsts == [before, after] and before == judged.first(weighing),
    )


def _asked(among: Population, judged: Judged, weighing: Weighing) -> int | None:
    """Rank 1 of a real answer to these weights; None where other weights were used."""
    asked = {name: Fraction(int(w)) for name, w in zip(COMPONENTS, weighing, strict=True)}
    ranking = among.rank(replace(judged.wanted, weights=asked, limit=1))
    used = [ranking.weights[name] for name in COMPONENTS]
    return ranking.entries[0].partner if used == weighing.tolist() else None


def probes(some: Iterable[Golden]) -> Iterator[tuple[Golden, Change | None]]:
    """Of each brief with two or more to choose from."""
    for golden in some:
        if len(populations()[golden.among].judge(golden.wanted).ids) > 1:
            yield golden, probe(golden)


def lines(some: Iterable[Golden]) -> tuple[list[Line], list[dict[str, object]]]:
    """The lines, and for each brief its smallest change."""
    found = list(probes(some))
    changes = sorted((c for _, c in found if c), key=lambda change: abs(change.by))
    sizes = [abs(change.by) for change in changes]
    told = [
        Line(
            SECTION,
            "changes found by search and verified by asking for real",
            sum(change.verified for change in changes),
            len(changes),
            law=True,
            offenders=tuple(str(change) for change in changes if not change.verified),
        ),
        Line(
            SECTION,
            "briefs whose rank 1 no single weight alters",
            len(found) - len(changes),
            len(found),
        ),
        Line(
            SECTION,
            "the change, in 1/256",
            0,
            0,
            note=quantiles(sizes),
            offenders=tuple(map(str, changes)),
        ),
    ]
    return told, [
        {"brief": g.name, "component": c.component if c else None, "by": c.by if c else None}
        for g, c in found
    ]
