"""Candidates decoded from columns, for the partners that are listed and explained."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import numpy as np

from matcher.index.candidate import (
    Candidate,
    Certificates,
    CodeList,
    EvidenceItem,
    HeldCertificate,
    Offer,
    Quantity,
)
from matcher.index.columns import (
    INFERRED,
    MAIN,
    MILLION,
    NO_DAY,
    NO_END,
    UNDATED,
    Columns,
    Dictionary,
)
from matcher.reference.reference_data import ReferenceData
from matcher.reference.sectors import SERVICE

_KINDS_OF_EVIDENCE = ("verified", "reported", "declared")


def records(
    data: ReferenceData, columns: Columns
) -> Callable[[Sequence[int]], Mapping[int, Candidate]]:
    """A function that gives the records of ids, as `ranking.rank` calls it."""
    row_of = np.zeros(int(columns.facts.ids.max(initial=0)) + 1, np.int64)
    row_of[columns.facts.ids] = np.arange(len(columns))
    return lambda ids: {pk: _record(data, columns, int(row_of[pk])) for pk in ids}


def _record(data: ReferenceData, columns: Columns, row: int) -> Candidate:
    facts, dictionary = columns.facts, columns.dictionary
    return Candidate(
        id=int(facts.ids[row]),
        datasets=dictionary.datasets[facts.datasets[row]],
        place=(*dictionary.places, None)[facts.place[row]],
        offers=tuple(
            _offer(data, columns, at) for at in range(*facts.offers.ptr[row : row + 2].tolist())
        ),
        minimum_order=_quantity(dictionary, int(facts.minimum_order[row])),
        lead_time_days=int(dictionary.days[facts.lead_time[row]]) or None,
        monthly_capacity=_quantity(dictionary, int(facts.capacity[row])),
        certificates=_certificates(dictionary, int(facts.certificates[row])),
        languages=_listed(dictionary, int(facts.languages[row])),
        markets=_listed(dictionary, int(facts.markets[row])),
        proofs=_proofs(dictionary, int(facts.proofs[row])),
    )


def _offer(data: ReferenceData, columns: Columns, at: int) -> Offer:
    offers, dictionary = columns.facts.offers, columns.dictionary
    sector = int(offers.sector[at])
    return Offer(
        "serves" if data.sectors.kind[sector] == SERVICE else "makes",
        dictionary.sectors[sector],
        tuple(dictionary.sectors[n] for n in dictionary.clients[int(offers.clients[at])]),
        tuple(dictionary.words[n] for n in dictionary.goods.words[int(offers.goods[at])]),
        tuple(dictionary.hs[n] for n in dictionary.goods.hs[int(offers.goods[at])]),
        main=bool(offers.flags[at] & MAIN),
        inferred=bool(offers.flags[at] & INFERRED),
    )


def _quantity(dictionary: Dictionary, number: int) -> Quantity | None:
    if not number:
        return None
    quantities = dictionary.quantities
    amount = int(quantities.whole[number]) + Decimal(int(quantities.part[number])) / MILLION
    return Quantity(dictionary.dimensions[quantities.dimension[number]], amount)


def _certificates(dictionary: Dictionary, number: int) -> Certificates:
    holdings = dictionary.certificate_sets
    return Certificates(
        tuple(
            HeldCertificate(
                dictionary.standards[holdings.standard[at]],
                _day(int(holdings.since[at]), NO_DAY),
                _day(int(holdings.until[at]), NO_END),
            )
            for at in range(*holdings.ptr[number : number + 2].tolist())
        ),
        bool(holdings.complete[number]),
    )


def _day(day: int, unless: int) -> dt.date | None:
    return None if day == unless else dt.date.fromordinal(day)


def _listed(dictionary: Dictionary, number: int) -> CodeList:
    codes = frozenset(dictionary.listed[n] for n in dictionary.code_sets.codes[number])
    return CodeList(codes, bool(dictionary.code_sets.complete[number]))


def _proofs(dictionary: Dictionary, number: int) -> tuple[EvidenceItem, ...]:
    days = {kind: int(getattr(dictionary.proofs, kind)[number]) for kind in _KINDS_OF_EVIDENCE}
    return tuple(
        EvidenceItem(kind, f"made up, {kind}", _day(day, UNDATED))
        for kind, day in days.items()
        if day != NO_DAY
    )
