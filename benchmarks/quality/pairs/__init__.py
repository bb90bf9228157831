"""Pairs of partners alike in all but one fact, by component."""

from benchmarks.quality.pairs import facts, fit, policy, surroundings
from benchmarks.quality.pairs.pair import KINDS, Pair, draw

__all__ = ["KINDS", "Pair", "draw", "facts", "fit", "policy", "surroundings"]
