"""`fit`: does the partner make or do what is wanted? The gate: no fit, no entry."""

from functools import partial
from typing import Any

import numpy as np

from matcher.index.candidate import Candidate
from matcher.index.criterion_values import PerCohort
from matcher.index.segment_query import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP, shares
from matcher.scoring import goods
from matcher.scoring.criterion import Criterion, Judgement
from matcher.scoring.fitting import EXACT, RELATED, SIBLING, WIDER, Fits, Fitting, verb_of
from matcher.scoring.wanted import Wanted

_CODES = {
    EXACT: "fit.exact",
    WIDER: "fit.wider",
    SIBLING: "fit.sibling",
    RELATED: "fit.related",
}
# Of several needs the best one served decides; the rest is breadth.
BEST, BREADTH = 204, 51


def criteria(reference: ReferenceData, wanted: Wanted, fits: Fits) -> list[Criterion]:
    """What the partner makes or does, its product words, and whom its services are for."""
    sector = wanted.client_sector if wanted.seeking == "service_provider" else None
    claims = {"needs": 180}
    if wanted.products:
        claims["products"] = 60
    if sector:
        claims["client_sector"] = 75
    share = shares(claims)

    made = [
        Criterion("fit", "needs", share["needs"], partial(_needs, reference, wanted, fits), _table)
    ]
    if wanted.products:
        made.append(goods.products(reference, wanted, fits, share["products"]))
    if sector:
        made.append(goods.client_sector(reference, fits, sector, share["client_sector"]))
    return made


def _needs(reference: ReferenceData, wanted: Wanted, fits: Fits, one: Candidate) -> Judgement:
    main = [fits.best(need, one.offers) for need in wanted.needs]
    best = max(found.level for found in main)
    if not best:
        return Judgement(0, meets=False)
    every = main + [fits.best(need, one.offers) for need in fits.beside]
    value = best
    if len(every) > 1:
        value = blend(best, sum(found.level for found in every), len(every))
    reasons = tuple(_fit_reason(reference, found) for found in every if found.level)
    return Judgement(value, reasons=reasons)


def blend(best: Any, total: Any, needs: int) -> Any:
    """0..255: the best level counts four fifths, the mean of all needs' levels one fifth.

    Numbers or arrays of them.
    """
    return (BEST * best + BREADTH * (total // needs)) // TOP


def _table(query: SegmentQuery) -> PerCohort:
    """What a cohort offers decides."""
    answers = [
        query.max_by_fitting_sector(levels.take(query.fitting_sectors))
        for levels in query.fits.by_need.values()
    ]
    best = np.maximum.reduce(answers)
    answers += [query.max_by_sector(levels) for levels in query.fits.beside.values()]
    if len(answers) > 1:
        total = answers[0].astype(np.min_scalar_type(TOP * len(answers)))
        for one in answers[1:]:
            total += one
        best = blend(best.astype(np.uint16), total, len(answers)).astype(np.uint8)
    return PerCohort(best)


def _fit_reason(reference: ReferenceData, found: Fitting) -> Reason:
    return reference.reason(
        _CODES[found.level],
        verb=verb_of(reference, found.need),
        need=reference.named(found.need),
        offered=reference.named(found.sector),
    )
