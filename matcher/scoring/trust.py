"""`trust`: declared or verified, by whom, how fresh."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from matcher.index.candidate import YOU, Candidate, EvidenceItem
from matcher.index.columns import NO_DAY, UNDATED, Proofs
from matcher.index.criterion_values import PerFact
from matcher.index.csr import Bytes
from matcher.index.segment import SegmentQuery
from matcher.reference.reasons import Reason
from matcher.scoring.criterion import Assessment, Criterion

NO_EVIDENCE = 48
_VALUES = {"verified": 255, "reported": 168, "declared": 144}
_DAYS_A_YEAR = 365
# At most three years' loss: an old inspection still tells more than a fresh declaration.
_LOST_A_YEAR = 24
_LOST_AT_MOST = 72


@dataclass(frozen=True, eq=False)
class Trust(Criterion):
    """The best single piece of evidence counts; always assessed."""

    component: ClassVar[str] = "trust"
    name: ClassVar[str] = "evidence"
    day: dt.date

    def assess(self, candidate: Candidate) -> Assessment:
        return assess_proofs(candidate.proofs, self.day)

    def tabulate(self, query: SegmentQuery) -> PerFact:
        values = proof_values(query.columns.dictionary.proofs, self.day)
        return PerFact(query.columns.facts.proofs, values)


def assess_proofs(proofs: Sequence[EvidenceItem], day: dt.date) -> Assessment:
    """The assessment of a partner's evidence on the day."""
    if not proofs:
        return Assessment(
            NO_EVIDENCE,
            known=False,
            meets=None,
            reasons=(Reason("trust.nothing"),),
            ask=Reason("ask.evidence"),
        )
    best = max(proofs, key=lambda proof: (proof_value(proof, day), str(proof.checked_on or "")))
    code = f"trust.{best.kind}" if best.checked_on else f"trust.{best.kind}_undated"
    if best.speaker == YOU:
        return Assessment(
            proof_value(best, day),
            reasons=(Reason("trust.declared_to_you", {"on": str(best.checked_on)}),),
        )
    args = {"speaker": best.speaker, "on": str(best.checked_on)}
    return Assessment(proof_value(best, day), reasons=(Reason(code, args),))


def proof_value(proof: EvidenceItem, day: dt.date) -> int:
    """0..255: by kind, less 24 for each whole year since it was checked, at most 72; a proof
    without a date is worth as little as an old one.
    """
    checked = UNDATED if proof.checked_on is None else proof.checked_on.toordinal()
    return _VALUES[proof.kind] - int(_lost(np.array(checked), day))


def _lost(checked: npt.NDArray[np.integer], day: dt.date) -> npt.NDArray[np.int32]:
    years = (np.int32(day.toordinal()) - checked.astype(np.int32)) // _DAYS_A_YEAR
    lost: npt.NDArray[np.int32] = np.clip(_LOST_A_YEAR * years, 0, _LOST_AT_MOST)
    return lost


# Of each dictionary's evidence the last day's values: all briefs of a day share them.
_KNOWN: WeakKeyDictionary[Proofs, tuple[dt.date, Bytes]] = WeakKeyDictionary()


def proof_values(proofs: Proofs, day: dt.date) -> Bytes:
    """uint8[k]: `proof_value` of the best of each distinct evidence on the day."""
    known = _KNOWN.get(proofs)
    if known is None or known[0] != day:
        days = np.stack([getattr(proofs, kind) for kind in _VALUES])
        full = np.array([*_VALUES.values()], np.int32)[:, None]
        values = np.where(days != NO_DAY, full - _lost(days, day), NO_EVIDENCE)
        best: Bytes = values.max(axis=0, initial=NO_EVIDENCE).astype(np.uint8)
        known = _KNOWN[proofs] = day, best
    return known[1]
