"""`trust`: declared or verified, by whom, how fresh."""

from functools import partial

import numpy as np
import numpy.typing as npt

from matcher.index.candidate import Candidate, Proof
from matcher.index.columns import NO_DAY, UNDATED, Proofs
from matcher.index.criterion_values import PerFact
from matcher.index.csr import Bytes
from matcher.index.segment_query import SegmentQuery
from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP
from matcher.scoring.criterion import Criterion, Judgement

NOTHING = 48
_WORTH = {"verified": 255, "reported": 168, "declared": 144}
_YEAR = 365
_LOST_A_YEAR = 24
_LOST_AT_MOST = 72


def criteria(reference: ReferenceData) -> list[Criterion]:
    """Always judged: the best single piece of evidence counts."""
    return [Criterion("trust", "evidence", TOP, partial(judge, reference), _table)]


def worth(reference: ReferenceData, proof: Proof) -> int:
    """0..255: by kind, less 24 for each whole year since it was checked, at most 72; a proof
    without a date is worth as little as an old one.
    """
    day = UNDATED if proof.checked_on is None else proof.checked_on.toordinal()
    return _WORTH[proof.kind] - int(_lost(reference, np.array(day)))


def _lost(reference: ReferenceData, day: npt.NDArray[np.integer]) -> npt.NDArray[np.int32]:
    years = (np.int32(reference.on.toordinal()) - day.astype(np.int32)) // _YEAR
    lost: npt.NDArray[np.int32] = np.clip(_LOST_A_YEAR * years, 0, _LOST_AT_MOST)
    return lost


def tabulate(reference: ReferenceData, proofs: Proofs) -> Bytes:
    """uint8[k]: what each distinct evidence is worth on the day. Reckoned once."""
    day = reference.on.toordinal()
    if day not in proofs.worths:
        proofs.worths[day] = _reckon(reference, proofs)
    return proofs.worths[day]


def _reckon(reference: ReferenceData, proofs: Proofs) -> Bytes:
    days = np.stack([getattr(proofs, kind) for kind in _WORTH])
    full = np.array([*_WORTH.values()], np.int32)[:, None]
    worths = np.where(days != NO_DAY, full - _lost(reference, days), NOTHING)
    best: Bytes = worths.max(axis=0, initial=NOTHING).astype(np.uint8)
    return best


def _table(query: SegmentQuery) -> PerFact:
    dictionary = query.columns.dictionary
    return PerFact(query.columns.facts.proofs, tabulate(query.reference, dictionary.proofs))


def judge(reference: ReferenceData, one: Candidate) -> Judgement:
    """The judgement of a partner's evidence."""
    proofs = one.proofs
    if not proofs:
        return Judgement(
            NOTHING,
            known=False,
            meets=None,
            reasons=(reference.reason("trust.nothing"),),
            ask=reference.reason("ask.evidence"),
        )
    best = max(proofs, key=lambda proof: (worth(reference, proof), str(proof.checked_on or "")))
    code = f"trust.{best.kind}" if best.checked_on else f"trust.{best.kind}_undated"
    return Judgement(
        worth(reference, best),
        reasons=(reference.reason(code, speaker=best.speaker, on=str(best.checked_on)),),
    )
