"""The partners that meet every wish, or are known to fail one, derived from the records alone."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from matcher.index.candidate import Candidate, CodeList, Quantity
from matcher.scoring.assurance import EUROPEAN_UNION
from matcher.scoring.wanted import Wanted
from quality import seeds
from quality.population import COMPONENTS
from quality.scorecard import Line
from quality.spread import JudgedBrief

SECTION = "Wishes: who meets every wish stands before who is known to fail one (figures)"
DAYS_A_MONTH = 30
Mask = npt.NDArray[np.bool_]


def met(one: Candidate, wanted: Wanted) -> list[bool | None]:
    """Of each wish that the brief states: met, failed, or unknown."""
    found: list[bool | None] = []
    if wanted.order and wanted.seeking == "manufacturer":
        days = wanted.lead_time_days or DAYS_A_MONTH
        rate = wanted.order.amount * DAYS_A_MONTH / days
        found.append(_within(one.minimum_order, wanted.order, wanted.order.amount))
        found.append(_within(one.monthly_capacity, wanted.order, rate, or_more=True))
    if wanted.lead_time_days and wanted.seeking == "manufacturer":
        known = one.lead_time_days
        found.append(None if known is None else known <= wanted.lead_time_days)
    found += [_holds(one, standard) for standard in wanted.certifications]
    found += [_says(one.languages, code) for code in wanted.languages]
    found += [_says(one.markets, code) for code in wanted.markets]
    return found


def _within(
    fact: Quantity | None, order: Quantity, limit: Decimal, *, or_more: bool = False
) -> bool | None:
    if fact is None or fact.dimension != order.dimension:
        return None
    return fact.amount >= limit if or_more else fact.amount <= limit


def _holds(one: Candidate, standard: str) -> bool | None:
    held = [c for c in one.certificates.held if c.standard == standard]
    day = seeds.DAY
    begun = [c.valid_until for c in held if (c.valid_from or day) <= day]
    if any(until and until >= day for until in begun):
        return True
    if None in begun:
        return None
    return False if held or one.certificates.complete else None


def _says(listed: CodeList, code: str) -> bool | None:
    said = listed.codes
    if code in said or (code == "EU" and said & EUROPEAN_UNION):
        return True
    return False if listed.complete and not (code in EUROPEAN_UNION and "EU" in said) else None


def sides(answer: JudgedBrief) -> tuple[Mask, Mask]:
    """n booleans each: who documents the thing and meets every wish; who fails one."""
    right = [answer.documents(one) for one in answer.eligible]
    states = [met(one, answer.wanted) for one in answer.eligible]
    good = [r and bool(s) and all(s) for r, s in zip(right, states, strict=True)]
    bad = [r and False in s for r, s in zip(right, states, strict=True)]
    return np.array(good), np.array(bad)


def in_order(points: npt.NDArray[np.int64], good: Mask, bad: Mask) -> tuple[int, int]:
    """(pairs of a good and a bad one in which the good one has more points, all pairs)."""
    some = np.sort(points[bad])
    return int(np.searchsorted(some, points[good], "left").sum()), int(good.sum() * bad.sum())


def lines(some: Sequence[JudgedBrief]) -> Iterator[Line]:
    """All pairs, and those that the weight of one component turns round."""
    held, of, worst = 0, 0, []
    turned = dict.fromkeys(COMPONENTS, 0)
    for answer in some:
        good, bad = sides(answer)
        judged = answer.judged
        weighing = judged.settle({})
        right, pairs = in_order(judged.points(weighing), good, bad)
        held, of = held + right, of + pairs
        for n, name in enumerate(COMPONENTS):
            without = np.where(np.arange(len(weighing)) == n, 0, weighing)
            turned[name] += in_order(judged.points(without), good, bad)[0] - right
        if right < pairs:
            worst.append((right / pairs, f"{', '.join(answer.wanted.needs)}: {right} of {pairs}"))
    told = ", ".join(f"{name} {count:+d}" for name, count in turned.items())
    yield Line(
        SECTION,
        "pairs among those who document the very thing",
        held,
        of,
        offenders=tuple(text for _, text in sorted(worst)),
    )
    yield Line(SECTION, "right pairs gained if a component weighed nothing", 0, 0, note=told)
