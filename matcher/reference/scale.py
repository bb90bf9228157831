"""The scale of scoring: values are 0 to 255, and shares of them are whole numbers."""

import math
from collections.abc import Mapping
from typing import Any

TOP = 255
# Unknown lies below every known fact that meets the wish and above every one that fails it.
UNKNOWN = 96
MEETS = 200
FAILS = 90
MET, MISSED, OPEN = 1, 0, -1


def lifted(value: Any) -> Any:
    """0..255 of what only adds -> from neutral to full. Of a number, or of an array of 64 bits."""
    return UNKNOWN + (TOP - UNKNOWN) * value // TOP


def shares(claims: Mapping[str, int]) -> dict[str, int]:
    """Split 255 in proportion to the claims: exact, by largest remainder, first claim first."""
    return apportion(claims, TOP)


def apportion(claims: Mapping[str, Any], total: int) -> dict[str, int]:
    """Whole numbers in proportion to the claims (ints or Fractions, not all 0) that sum to
    `total`: largest remainder, ties to the earlier claim.
    """
    # As whole numbers: a fraction costs twenty times as much to reckon with.
    once = math.lcm(*(claim.denominator for claim in claims.values()))
    claims = {name: int(claim * once) for name, claim in claims.items()}
    whole = sum(claims.values())
    floors = {name: claim * total // whole for name, claim in claims.items()}
    rest = {name: claim * total % whole for name, claim in claims.items()}
    spare = total - sum(floors.values())
    order = sorted(claims, key=lambda name: -rest[name])  # stable: the earlier claim first
    return {name: int(floors[name]) + (name in order[:spare]) for name in claims}
