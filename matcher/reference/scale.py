"""The scale of scoring: values are 0 to 255, and shares of them are whole numbers."""

from typing import Any

TOP = 255
# 256 weights x 255 values = 65280 points are a score of 100.
POINTS_PER_SCORE = 652.8
# Unknown lies below every known fact that meets the wish and above every known fact that fails
# it: a record gains nothing by leaving a bad fact out, and loses nothing by stating a good one.
UNKNOWN = 96
MEETS = 200
FAILS = 90
# Verdicts of a fact on a hard wish; OPEN: the fact cannot decide it.
MET, MISSED, OPEN = 1, 0, -1


def lifted(value: Any) -> Any:
    """The component value of something that only adds: 0..255 -> from neutral to full.

    Accepts a number or an int64 array: value x 159 does not fit into 16 bits.
    """
    return UNKNOWN + (TOP - UNKNOWN) * value // TOP


def scaled(value: Any, share: Any) -> Any:
    """value x share / 255, halves rounded up; of numbers or arrays of at least 32 bits."""
    return (2 * value * share + TOP) // (2 * TOP)
