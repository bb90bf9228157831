"""Pairs of partners alike in all but one fact, by component."""

from benchmarks.quality.pairs import coverage, facts, fit, policy
from benchmarks.quality.pairs.pair import KINDS, Pair, draw

__all__ = ["KINDS", "Pair", "coverage", "draw", "facts", "fit", "policy"]
