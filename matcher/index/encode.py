"""Records as columns: each distinct fact gets a number, each partner the numbers of its facts."""

import datetime as dt
from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.index.candidate import Candidate, Certificates, Listed, Proof, Quantity
from matcher.index.cohorts import cluster
from matcher.index.columns import (
    LAST_DAY,
    MILLION,
    NEVER,
    UNDATED,
    Columns,
    Dictionary,
    Facts,
    Goods,
    Holdings,
    Listings,
    Offers,
    Proofs,
    Quantities,
)
from matcher.index.csr import Codes, csr_lists
from matcher.reference.reference_data import ReferenceData


class _Numbers(dict[Any, int]):
    """Each distinct value by the number that it got."""

    def of(self, value: Hashable) -> int:
        return self.setdefault(value, len(self))


def build(reference: ReferenceData, candidates: Iterable[Candidate]) -> Columns:
    """The candidates, in any order, as columns numbered as the reference data numbers them."""
    rows = list(candidates)
    places, sectors = reference.areas.numbers, reference.sectors.numbers
    quantities, days = _Numbers({None: 0}), _Numbers({None: 0})
    held, listed, proofs, datasets = _Numbers(), _Numbers(), _Numbers(), _Numbers()
    goods, clients = _Numbers({((), ()): 0}), _Numbers({(): 0})
    verbs = {code: reference.sectors.verb_of(code) for code in sectors}
    offered = [[one for one in row.offers if one.verb == verbs[one.sector]] for row in rows]
    offers = [offer for each in offered for offer in each]
    facts = Facts(
        ids=np.array([row.id for row in rows], np.int64),
        place=np.array([places[row.place] for row in rows], np.uint16),
        dataset=np.array([datasets.of(row.dataset) for row in rows], np.uint8),
        minimum_order=_codes(quantities.of(row.minimum_order) for row in rows),
        lead_time=_codes(days.of(row.lead_time_days) for row in rows),
        capacity=_codes(quantities.of(row.monthly_capacity) for row in rows),
        certificates=_codes(held.of(row.certificates) for row in rows),
        languages=_codes(listed.of(row.languages) for row in rows),
        markets=_codes(listed.of(row.markets) for row in rows),
        proofs=_codes(proofs.of(_latest(row.proofs)) for row in rows),
        offers=Offers(
            ptr=np.cumsum([0, *map(len, offered)], dtype=np.int64),
            sector=np.array([sectors[offer.sector] for offer in offers], np.uint16),
            goods=_codes(goods.of((offer.products, offer.hs)) for offer in offers),
            clients=_codes(clients.of(offer.for_sectors) for offer in offers),
        ),
    )
    words, hs, standards, names, dimensions = (_Numbers() for _ in range(5))
    dictionary = Dictionary(
        places=reference.areas.codes,
        sectors=reference.sectors.codes,
        quantities=_quantities(list(quantities), dimensions),
        days=np.array([one or 0 for one in days], np.int32),
        holdings=_holdings(list(held), standards),
        listings=_listings(list(listed), names),
        proofs=Proofs(*np.array([*proofs], np.int32).reshape(-1, 3).T),
        goods=Goods(
            words=csr_lists([[words.of(word) for word in one] for one, _ in goods]),
            hs=csr_lists([[hs.of(code) for code in one] for _, one in goods]),
        ),
        clients=csr_lists([[sectors[code] for code in one] for one in clients], np.uint16),
        datasets=tuple(datasets),
        dimensions=tuple(dimensions),
        standards=tuple(standards),
        listed=tuple(names),
        words=tuple(words),
        hs=tuple(hs),
    )
    return cluster(facts, dictionary)


def _codes(numbers: Iterable[int]) -> Codes:
    return np.array(list(numbers), np.uint32)


def _day(day: dt.date | None, unless: int) -> int:
    return unless if day is None else day.toordinal()


def _latest(proofs: Sequence[Proof]) -> tuple[int, int, int]:
    """The day of the latest evidence of each kind, as `Proofs` holds it."""
    latest = {"verified": NEVER, "reported": NEVER, "declared": NEVER}
    for proof in proofs:
        latest[proof.kind] = max(latest[proof.kind], _day(proof.checked_on, UNDATED))
    return latest["verified"], latest["reported"], latest["declared"]


def _quantities(quantities: Sequence[Quantity | None], dimensions: _Numbers) -> Quantities:
    known = [one or Quantity("", Decimal(0)) for one in quantities]
    millionths = [int(one.amount * MILLION) for one in known]
    return Quantities(
        np.array([dimensions.of(one.dimension) for one in known], np.uint8),
        np.array([one // MILLION for one in millionths], np.int64),
        np.array([one % MILLION for one in millionths], np.int64),
    )


def _holdings(sets: Sequence[Certificates], standards: _Numbers) -> Holdings:
    held = [one for each in sets for one in each.held]
    return Holdings(
        ptr=np.cumsum([0, *(len(each.held) for each in sets)], dtype=np.int64),
        standard=np.array([standards.of(one.standard) for one in held], np.uint16),
        since=_days([one.valid_from for one in held], NEVER),
        until=_days([one.valid_until for one in held], LAST_DAY),
        complete=np.array([each.complete for each in sets], np.bool_),
    )


def _days(days: Sequence[dt.date | None], unless: int) -> npt.NDArray[np.int32]:
    return np.array([_day(day, unless) for day in days], np.int32)


def _listings(lists: Sequence[Listed], names: _Numbers) -> Listings:
    rows = [[names.of(code) for code in sorted(one.codes)] for one in lists]
    return Listings(csr_lists(rows, np.uint16), np.array([one.complete for one in lists], np.bool_))
