"""Columns back into records, for the few that are listed: explanations must agree with columns."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import numpy as np

from matcher.index.candidate import Candidate, Certificates, Held, Listed, Offer, Proof, Quantity
from matcher.index.columns import LAST_DAY, MILLION, NEVER, UNDATED, Book, Columns
from matcher.reference.reference_data import Ground
from matcher.reference.sectors import SERVICE

_EVERY_KIND = ("verified", "reported", "declared")


def records(on: Ground, columns: Columns) -> Callable[[Sequence[int]], Mapping[int, Candidate]]:
    """What `shortlist.rank` asks for those that it lists."""
    row_of = np.zeros(int(columns.facts.ids.max(initial=0)) + 1, np.int64)
    row_of[columns.facts.ids] = np.arange(len(columns))
    return lambda ids: {pk: _record(on, columns, int(row_of[pk])) for pk in ids}


def _record(on: Ground, columns: Columns, row: int) -> Candidate:
    facts, book = columns.facts, columns.book
    return Candidate(
        id=int(facts.ids[row]),
        dataset=book.datasets[facts.dataset[row]],
        place=(*book.places, None)[facts.place[row]],
        offers=tuple(
            _offer(on, columns, at) for at in range(*facts.offers.ptr[row : row + 2].tolist())
        ),
        minimum_order=_quantity(book, int(facts.minimum_order[row])),
        lead_time_days=int(book.days[facts.lead_time[row]]) or None,
        monthly_capacity=_quantity(book, int(facts.capacity[row])),
        certificates=_certificates(book, int(facts.certificates[row])),
        languages=_listed(book, int(facts.languages[row])),
        markets=_listed(book, int(facts.markets[row])),
        proofs=_proofs(book, int(facts.proofs[row])),
    )


def _offer(on: Ground, columns: Columns, at: int) -> Offer:
    offers, book = columns.facts.offers, columns.book
    sector = int(offers.sector[at])
    return Offer(
        "serves" if on.sectors.kind[sector] == SERVICE else "makes",
        book.sectors[sector],
        tuple(book.sectors[n] for n in book.clients.of(int(offers.clients[at]))),
        tuple(book.words[n] for n in book.goods.words.of(int(offers.goods[at]))),
        tuple(book.hs[n] for n in book.goods.hs.of(int(offers.goods[at]))),
    )


def _quantity(book: Book, number: int) -> Quantity | None:
    if not number:
        return None
    quantities = book.quantities
    amount = int(quantities.whole[number]) + Decimal(int(quantities.part[number])) / MILLION
    return Quantity(book.dimensions[quantities.dimension[number]], amount)


def _certificates(book: Book, number: int) -> Certificates:
    holdings = book.holdings
    return Certificates(
        tuple(
            Held(
                book.standards[holdings.standard[at]],
                _day(int(holdings.since[at]), NEVER),
                _day(int(holdings.until[at]), LAST_DAY),
            )
            for at in range(*holdings.ptr[number : number + 2].tolist())
        ),
        bool(holdings.complete[number]),
    )


def _day(day: int, unless: int) -> dt.date | None:
    return None if day == unless else dt.date.fromordinal(day)


def _listed(book: Book, number: int) -> Listed:
    codes = frozenset(book.listed[n] for n in book.listings.codes.of(number))
    return Listed(codes, bool(book.listings.complete[number]))


def _proofs(book: Book, number: int) -> tuple[Proof, ...]:
    days = {kind: int(getattr(book.proofs, kind)[number]) for kind in _EVERY_KIND}
    return tuple(
        Proof(kind, "made up", _day(day, UNDATED)) for kind, day in days.items() if day != NEVER
    )
