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


def encode_columns(reference: ReferenceData, candidates: Iterable[Candidate]) -> Columns:
    """The candidates, in any order, as columns numbered as the reference data numbers them.

    Raises `KeyError` for a place or sector that the reference data does not have.
    """
    rows = list(candidates)
    places, sectors = reference.areas.numbers, reference.sectors.numbers
    # A fact that may be unknown gets number 0 for that, whether it occurs or not.
    quantities, days = _Numbers({None: 0}), _Numbers({None: 0})
    goods, clients = _Numbers({((), ()): 0}), _Numbers({(): 0})
    certificates, codes, proofs, datasets = (_Numbers() for _ in range(4))
    verbs = {code: reference.sectors.verb_of(code) for code in sectors}
    offered = [[offer for offer in row.offers if offer.verb == verbs[offer.sector]] for row in rows]
    offers = [offer for each in offered for offer in each]
    facts = Facts(
        ids=np.array([row.id for row in rows], np.int64),
        place=np.array([places[row.place] for row in rows], np.uint16),
        dataset=np.array([datasets.number_of(row.dataset) for row in rows], np.uint8),
        minimum_order=_codes(quantities.number_of(row.minimum_order) for row in rows),
        lead_time=_codes(days.number_of(row.lead_time_days) for row in rows),
        capacity=_codes(quantities.number_of(row.monthly_capacity) for row in rows),
        certificates=_codes(certificates.number_of(row.certificates) for row in rows),
        languages=_codes(codes.number_of(row.languages) for row in rows),
        markets=_codes(codes.number_of(row.markets) for row in rows),
        proofs=_codes(proofs.number_of(_latest(row.proofs)) for row in rows),
        offers=Offers(
            ptr=pointers([len(each) for each in offered]),
            sector=np.array([sectors[offer.sector] for offer in offers], np.uint16),
            goods=_codes(goods.number_of((offer.products, offer.hs)) for offer in offers),
            clients=_codes(clients.number_of(offer.for_sectors) for offer in offers),
        ),
    )
    words, hs, standards, names, dimensions = (_Numbers() for _ in range(5))
    dictionary = Dictionary(
        places=reference.areas.codes,
        sectors=reference.sectors.codes,
        quantities=_quantities(list(quantities), dimensions),
        days=np.array([number or 0 for number in days], np.int32),
        certificate_sets=_certificate_sets(list(certificates), standards),
        code_sets=_code_sets(list(codes), names),
        proofs=Proofs(*np.array([*proofs], np.int32).reshape(-1, 3).T),
        goods=Goods(
            words=to_csr([[words.number_of(word) for word in listed] for listed, _ in goods]),
            hs=to_csr([[hs.number_of(code) for code in listed] for _, listed in goods]),
        ),
        clients=to_csr([[sectors[code] for code in listed] for listed in clients], np.uint16),
        datasets=tuple(datasets),
        dimensions=tuple(dimensions),
        standards=tuple(standards),
        listed=tuple(names),
        words=tuple(words),
        hs=tuple(hs),
    )
    return group_into_cohorts(facts, dictionary)


def _codes(numbers: Iterable[int]) -> Codes:
    return np.array(list(numbers), np.uint32)


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
