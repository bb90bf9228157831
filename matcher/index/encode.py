"""Candidates as columns: each distinct fact gets a number, each partner the numbers of its facts.

The plain way, a Python object a value: for the few partners that changed, and for tests, which
hold `loading.load_columns` to it.
"""

import datetime as dt
from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from matcher.index.candidate import Candidate, Certificates, CodeList, EvidenceItem, Quantity
from matcher.index.cohorts import group_into_cohorts
from matcher.index.columns import (
    INFERRED,
    MAIN,
    MILLION,
    NO_DAY,
    NO_END,
    UNDATED,
    CertificateSets,
    CodeSets,
    Columns,
    Days,
    Dictionary,
    Facts,
    Goods,
    Offers,
    Proofs,
    Quantities,
)
from matcher.index.csr import Codes, pointers, to_csr
from matcher.reference.reference_data import ReferenceData


class _Numbers(dict[Any, int]):
    """Distinct values, each with its number."""

    def number_of(self, value: Hashable) -> int:
        """The number of the value; a new value gets the next number."""
        return self.setdefault(value, len(self))

    def codes(self, values: Iterable[Hashable]) -> Codes:
        """The numbers of the values."""
        return np.array([self.number_of(value) for value in values], np.uint32)


class _Numberings:
    """The distinct facts of a segment. A fact that may be unknown gets number 0 for that, whether
    it occurs or not.
    """

    def __init__(self) -> None:
        self.quantities, self.days = _Numbers({None: 0}), _Numbers({None: 0})
        self.goods, self.clients = _Numbers({((), ()): 0}), _Numbers({(): 0})
        self.certificates, self.code_sets, self.proofs, self.datasets = (
            _Numbers() for _ in range(4)
        )


def encode_columns(reference: ReferenceData, candidates: Iterable[Candidate]) -> Columns:
    """The candidates, in any order, as columns numbered as the reference data numbers them.

    Raises `KeyError` for a place or sector that the reference data does not have.
    """
    rows, numbers = list(candidates), _Numberings()
    facts = _facts(reference, rows, numbers)
    return group_into_cohorts(facts, _dictionary(reference, numbers))


def _facts(reference: ReferenceData, rows: Sequence[Candidate], numbers: _Numberings) -> Facts:
    """The numbers of each partner's facts; new facts are added to `numbers`."""
    places = reference.areas.numbers
    return Facts(
        ids=np.array([row.id for row in rows], np.int64),
        place=np.array([places[row.place] for row in rows], np.uint16),
        datasets=numbers.datasets.codes(row.datasets for row in rows).astype(np.uint16),
        minimum_order=numbers.quantities.codes(row.minimum_order for row in rows),
        lead_time=numbers.days.codes(row.lead_time_days for row in rows),
        capacity=numbers.quantities.codes(row.monthly_capacity for row in rows),
        certificates=numbers.certificates.codes(row.certificates for row in rows),
        languages=numbers.code_sets.codes(row.languages for row in rows),
        markets=numbers.code_sets.codes(row.markets for row in rows),
        proofs=numbers.proofs.codes(_latest(row.proofs) for row in rows),
        sources=np.array([row.sources for row in rows], np.uint8),
        offers=_offers(reference, rows, numbers),
    )


def _offers(reference: ReferenceData, rows: Sequence[Candidate], numbers: _Numberings) -> Offers:
    sectors, verb_of = reference.sectors.numbers, reference.sectors.verb_of
    offered = [
        [offer for offer in row.offers if offer.verb == verb_of(offer.sector)] for row in rows
    ]
    offers = [offer for each in offered for offer in each]
    return Offers(
        ptr=pointers([len(each) for each in offered]),
        sector=np.array([sectors[offer.sector] for offer in offers], np.uint16),
        goods=numbers.goods.codes((offer.products, offer.hs) for offer in offers),
        clients=numbers.clients.codes(offer.for_sectors for offer in offers),
        flags=np.array([MAIN * one.main | INFERRED * one.inferred for one in offers], np.uint8),
    )


def _dictionary(reference: ReferenceData, numbers: _Numberings) -> Dictionary:
    """The facts by their numbers."""
    sectors, goods = reference.sectors.numbers, numbers.goods
    words, hs, standards, listed, dimensions = (_Numbers() for _ in range(5))
    return Dictionary(
        places=reference.areas.codes,
        sectors=reference.sectors.codes,
        quantities=_quantities(list(numbers.quantities), dimensions),
        days=np.array([days or 0 for days in numbers.days], np.int32),
        certificate_sets=_certificate_sets(list(numbers.certificates), standards),
        code_sets=_code_sets(list(numbers.code_sets), listed),
        proofs=Proofs(*np.array([*numbers.proofs], np.int32).reshape(-1, 3).T),
        goods=Goods(
            words=to_csr([[words.number_of(word) for word in texts] for texts, _ in goods]),
            hs=to_csr([[hs.number_of(code) for code in codes] for _, codes in goods]),
        ),
        clients=to_csr([[sectors[code] for code in codes] for codes in numbers.clients], np.uint16),
        # Last: the lines above fill them.
        datasets=tuple(numbers.datasets),
        dimensions=tuple(dimensions),
        standards=tuple(standards),
        listed=tuple(listed),
        words=tuple(words),
        hs=tuple(hs),
    )


def _day(day: dt.date | None, unknown: int) -> int:
    return unknown if day is None else day.toordinal()


def _days(days: Sequence[dt.date | None], unknown: int) -> Days:
    return np.array([_day(day, unknown) for day in days], np.int32)


def _latest(proofs: Sequence[EvidenceItem]) -> tuple[int, int, int]:
    """The day of the latest evidence of each kind, as `Proofs` holds it."""
    latest = {"verified": NO_DAY, "reported": NO_DAY, "declared": NO_DAY}
    for proof in proofs:
        latest[proof.kind] = max(latest[proof.kind], _day(proof.checked_on, UNDATED))
    return latest["verified"], latest["reported"], latest["declared"]


def _quantities(quantities: Sequence[Quantity | None], dimensions: _Numbers) -> Quantities:
    known = [quantity or Quantity("", Decimal(0)) for quantity in quantities]
    return Quantities.from_millionths(
        [dimensions.number_of(quantity.dimension) for quantity in known],
        [int(quantity.amount * MILLION) for quantity in known],
    )


def _certificate_sets(sets: Sequence[Certificates], standards: _Numbers) -> CertificateSets:
    held = [certificate for each in sets for certificate in each.held]
    return CertificateSets(
        ptr=pointers([len(each.held) for each in sets]),
        standard=np.array([standards.number_of(each.standard) for each in held], np.uint16),
        since=_days([each.valid_from for each in held], NO_DAY),
        until=_days([each.valid_until for each in held], NO_END),
        complete=np.array([each.complete for each in sets], np.bool_),
    )


def _code_sets(sets: Sequence[CodeList], names: _Numbers) -> CodeSets:
    rows = [[names.number_of(code) for code in sorted(each.codes)] for each in sets]
    return CodeSets(to_csr(rows, np.uint16), np.array([each.complete for each in sets], np.bool_))
