"""Weights are integers that sum to 256, so that points add up exactly."""

import math
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

from core.languages.messages import Message

TOTAL = 256
# Tuned on the quality scorecard. The order of this table is the order of the answer's components.
DEFAULT: Mapping[str, Fraction] = {
    "fit": Fraction(96),
    "policy": Fraction(26),
    "operations": Fraction(54),
    "assurance": Fraction(36),
    "ecosystem": Fraction(28),
    "trust": Fraction(16),
}
# Policy holds at most 15 %: a pledge in a document is no proof of a partner.
POLICY_MOST = TOTAL * 15 // 100


class WeightFault(ValueError):
    """The weights leave nothing to judge by, or policy too much."""


def settle(asked: Mapping[str, Fraction], judged: Collection[str]) -> dict[str, int]:
    """Integer weights of all components, sum 256; those not `judged` get 0 and the others share
    theirs. A component without a weight in `asked` keeps its default.

    Raises `WeightFault` when the judged ones are all 0, or when policy was asked above 15 %.
    """
    claims = {name: asked.get(name, DEFAULT[name]) for name in DEFAULT}
    _refuse_heavy_policy(asked, claims)
    judged_claims = {name: claims[name] for name in claims if name in judged}
    if not any(judged_claims.values()):
        raise WeightFault(
            Message(
                "the components this brief can be judged by ({components}) all weigh 0: give one "
                "of them a weight",
                components=", ".join(judged_claims),
            )
        )
    # A component left out leaves its weight to the others in their proportions.
    weights = apportion(judged_claims, TOTAL)
    if weights.get("policy", 0) > POLICY_MOST:
        weights = _cap_policy(judged_claims)
    return {name: weights.get(name, 0) for name in DEFAULT}


def _refuse_heavy_policy(asked: Mapping[str, Fraction], claims: Mapping[str, Fraction]) -> None:
    if "policy" not in asked:
        return
    others = sum(claims.values()) - claims["policy"]
    most = others * POLICY_MOST / (TOTAL - POLICY_MOST)
    if asked["policy"] > most:
        raise WeightFault(
            Message(
                "policy may hold at most {share} of the weight: beside the other weights, at "
                "most {most:.4g}",
                share="15 %",
                most=float(most),
            )
        )


def _cap_policy(claims: Mapping[str, Fraction]) -> dict[str, int]:
    """Left-out components must not push policy above its cap: the rest shares the excess."""
    others = {name: claim for name, claim in claims.items() if name != "policy"}
    if not sum(others.values()):
        raise WeightFault("policy alone cannot rank: give another component a weight")
    return {"policy": POLICY_MOST, **apportion(others, TOTAL - POLICY_MOST)}


def with_one_moved(weights: Mapping[str, int], name: str, to: int) -> dict[str, int] | None:
    """The settled weights with one of them at `to` and the others in their proportions: whole
    numbers that sum to 256, in the same order. A brief that asks for these very weights is given
    them.

    None where no brief can have them: policy above its cap, or no other weight to grow or shrink.
    A policy that would grow above its cap stays at it, and the rest shares the excess.
    """
    others = {one: weight for one, weight in weights.items() if one != name}
    if not sum(others.values()) or (name == "policy" and to > POLICY_MOST):
        return None
    shared = apportion(others, TOTAL - to)
    if shared.get("policy", 0) > POLICY_MOST:
        rest = {one: weight for one, weight in others.items() if one != "policy"}
        if not sum(rest.values()):
            return None
        shared = {"policy": POLICY_MOST, **apportion(rest, TOTAL - to - POLICY_MOST)}
    return {one: to if one == name else shared[one] for one in weights}


def apportion(claims: Mapping[str, Any], total: int) -> dict[str, int]:
    """Whole numbers in proportion to the claims (ints or Fractions, not all 0) that sum to
    `total`: largest remainder (Hamilton's method), ties to the earlier claim.
    """
    # As whole numbers: arithmetic on fractions takes twenty times as long.
    factor = math.lcm(*(claim.denominator for claim in claims.values()))
    claims = {
        name: claim.numerator * (factor // claim.denominator) for name, claim in claims.items()
    }
    # By remainders, not by rounding: rounded shares need not sum to the total.
    whole = sum(claims.values())
    floors = {name: claim * total // whole for name, claim in claims.items()}
    rest = {name: claim * total % whole for name, claim in claims.items()}
    spare = total - sum(floors.values())
    order = sorted(claims, key=lambda name: -rest[name])  # stable: the earlier claim first
    return {name: int(floors[name]) + (name in order[:spare]) for name in claims}
