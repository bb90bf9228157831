"""Pairs of partners alike in all but one fact, by component."""

from quality.pairs import coverage, facts, fit, policy
from quality.pairs.pair import KINDS, Pair, draw

__all__ = ["KINDS", "Pair", "coverage", "draw", "facts", "fit", "policy"]
