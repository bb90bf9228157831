"""The scored facts of a partner, as plain data; None or absent where unknown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

# More than a handful of independent sources tell a buyer no more.
SOURCES_AT_MOST = 7
# What a screening provider said, as a number of a column.
UNSCREENED, CLEAR, HIT = range(3)
# The speaker of evidence that a partner gave to the firm that asks, and to nobody else.
YOU = "*you*"
# No record says what a laboratory tests for. Where the firm was told, it stands among the
# certificates, each standard with this before it.
TESTS_FOR = "tests for: "


@dataclass(frozen=True)
class Quantity:
    """`amount` in the base unit of its `dimension` (pieces, kilograms, metres …)."""

    dimension: str
    amount: Decimal


@dataclass(frozen=True)
class Offer:
    """One offering: `verb` is makes or serves, `sector` its code; `hs` codes have digits alone.
    `main`: a source calls it the main business; `inferred`: we conclude it, no source states it.
    """

    verb: str
    sector: str
    for_sectors: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()
    main: bool = False
    inferred: bool = False


@dataclass(frozen=True)
class HeldCertificate:
    """A certificate and its first and last day of validity; None: the record gives none."""

    standard: str
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None


@dataclass(frozen=True)
class Certificates:
    """`complete`: a certificate that is not in `held` is known to be missing."""

    held: tuple[HeldCertificate, ...] = ()
    complete: bool = False


@dataclass(frozen=True)
class CodeList:
    """Languages or markets. `complete`: a code that is not in `codes` is known to be missing."""

    codes: frozenset[str] = frozenset()
    complete: bool = False


@dataclass(frozen=True)
class EvidenceItem:
    """One piece of evidence: `kind` is declared, reported or verified."""

    kind: str
    speaker: str
    checked_on: dt.date | None = None


@dataclass(frozen=True)
class Declared:
    """The questions that a partner answered to the firm that asks, and its facts without that."""

    questions: tuple[str, ...]
    record: Candidate


@dataclass(frozen=True)
class Candidate:
    """All facts of one partner that are scored, or break a tie (`scoring.tie_break`).

    `datasets`: the sorted keys of the datasets that have a record of it, separated by spaces.
    `screening`: UNSCREENED, CLEAR or HIT. `declared`: what of it only the firm that asks was told.
    """

    id: int
    datasets: str
    place: str | None
    offers: tuple[Offer, ...]
    minimum_order: Quantity | None = None
    lead_time_days: int | None = None
    monthly_capacity: Quantity | None = None
    certificates: Certificates = Certificates()
    languages: CodeList = CodeList()
    markets: CodeList = CodeList()
    proofs: tuple[EvidenceItem, ...] = ()
    screening: int = UNSCREENED
    declared: Declared | None = None

    @property
    def sources(self) -> int:
        """The number of independent speakers of its evidence, at most `SOURCES_AT_MOST`."""
        # What a partner says to the firm is no independent source of what its records say.
        return min(len({proof.speaker for proof in self.proofs} - {YOU}), SOURCES_AT_MOST)
