"""A partner as scoring sees it: plain facts, None or absent where unknown."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Quantity:
    """`amount` in the base unit of its `dimension` (pieces, kilograms, metres …)."""

    dimension: str
    amount: Decimal


@dataclass(frozen=True)
class Offer:
    """One offering: `verb` makes or serves, a sector code, and what the record adds to it."""

    verb: str
    sector: str
    for_sectors: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Held:
    """A certificate and the days between which it is valid (None: not said)."""

    standard: str
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None


@dataclass(frozen=True)
class Certificates:
    """`complete`: what is not in `held` is known to be missing."""

    held: tuple[Held, ...] = ()
    complete: bool = False


@dataclass(frozen=True)
class Listed:
    """Languages or markets on record; `complete`: what is not in `codes` is known to be missing."""

    codes: frozenset[str] = frozenset()
    complete: bool = False


@dataclass(frozen=True)
class Proof:
    """One piece of evidence: `kind` declared, reported or verified; `checked_on` may be unknown."""

    kind: str
    speaker: str
    checked_on: dt.date | None = None


@dataclass(frozen=True)
class Candidate:
    """All that scoring knows of one partner. `id` breaks ties, the lower first."""

    id: int
    dataset: str
    place: str | None
    offers: tuple[Offer, ...]
    minimum_order: Quantity | None = None
    lead_time_days: int | None = None
    monthly_capacity: Quantity | None = None
    certificates: Certificates = Certificates()
    languages: Listed = Listed()
    markets: Listed = Listed()
    proofs: tuple[Proof, ...] = ()
