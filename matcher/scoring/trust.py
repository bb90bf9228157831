"""`trust`: declared or verified, by whom, how fresh."""

from matcher.scoring.candidate import Proof
from matcher.scoring.ground import Ground
from matcher.scoring.part import TOP, Judgement, Part

NOTHING = 48
_WORTH = {"verified": 255, "reported": 168, "declared": 144}
_YEAR = 365
_LOST_A_YEAR = 24
_LOST_AT_MOST = 72


def parts(ground: Ground) -> list[Part]:
    """Always judged: the best single piece of evidence counts."""
    return [Part("trust", "evidence", "proofs", TOP, lambda proofs: _judge(ground, proofs))]


def worth(ground: Ground, proof: Proof) -> int:
    """0..255: by kind, less 24 for each whole year since it was checked, at most 72; a proof
    without a date is worth as little as an old one.
    """
    if proof.checked_on is None:
        return _WORTH[proof.kind] - _LOST_AT_MOST
    years = max(0, (ground.on - proof.checked_on).days) // _YEAR
    return _WORTH[proof.kind] - min(_LOST_AT_MOST, _LOST_A_YEAR * years)


def _judge(ground: Ground, proofs: tuple[Proof, ...]) -> Judgement:
    if not proofs:
        return Judgement(
            NOTHING,
            known=False,
            meets=None,
            reasons=(ground.reason("trust.nothing"),),
            ask=ground.reason("ask.evidence"),
        )
    best = max(proofs, key=lambda proof: (worth(ground, proof), str(proof.checked_on or "")))
    code = f"trust.{best.kind}" if best.checked_on else f"trust.{best.kind}_undated"
    return Judgement(
        worth(ground, best),
        reasons=(ground.reason(code, speaker=best.speaker, on=str(best.checked_on)),),
    )
