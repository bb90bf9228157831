"""The basis of an answer: what a score is computed from, as numbers that say when it changes."""

import datetime as dt
from dataclasses import dataclass

from core import counters
from core.clock import today
from matcher.scoring import MODEL


@dataclass(frozen=True)
class Basis:
    """Model version, policy number, partners number and the day in China."""

    model: str
    policy: int
    partners: int
    as_of: dt.date


def current_basis() -> Basis:
    """The basis of this transaction's snapshot."""
    return Basis(MODEL, counters.current("policy"), counters.current("partners"), today())
