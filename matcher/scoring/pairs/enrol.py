"""Partners as one side's parties: every fact looked at once for each of its distinct values."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.scoring import trust
from matcher.scoring.candidate import Offer
from matcher.scoring.columns import Column, Columns
from matcher.scoring.ecosystem import divisions_of
from matcher.scoring.ground import Ground
from matcher.scoring.operations import handles_goods
from matcher.scoring.pairs import areas, needs, words
from matcher.scoring.pairs.side import MAKES, Parties, Terms, padded

# Stored matches hold ids as 32-bit integers with a sign.
MOST_ID = 0x7FFFFFFF


def terms(ground: Ground) -> Terms:
    """What the day's places, demand and lists make of any two parties."""
    found = areas.survey(ground.atlas)
    return Terms(found, needs.survey(ground, found))


def enrol(ground: Ground, within: Terms, columns: Columns, role: str) -> Parties:
    """Those of the columns' partners that have a documented offering of the side. A maker of an
    emerging industry alone is in no division and so has no evidenced need.
    """
    if len(columns) and int(columns.ids[-1]) > MOST_ID:
        raise OverflowError(
            f"partner {columns.ids[-1]}: the id of a matched partner has at most 31 bits"
        )
    seats = columns["offers"]
    offered = [numbers(ground, within, role, offers) for offers in seats.values]
    distinct = {one: n for n, one in enumerate(sorted({one for one in offered if one}))}
    chosen = columns.select(seats.where(lambda o: bool(numbers(ground, within, role, o))))
    return Parties(
        role=role,
        ids=chosen.ids.astype(np.uint32),
        place=_by(chosen["place"], lambda place: within.areas.numbers[place], np.uint16),
        signature=_by(
            chosen["offers"],
            lambda offers: distinct[numbers(ground, within, role, offers)],
            np.uint32,
        ),
        quality=_by(chosen["proofs"], lambda proofs: quality(ground, proofs), np.uint8),
        word=_words(ground, chosen, role),
        offers=padded(list(distinct)),
    )


def numbers(ground: Ground, within: Terms, role: str, offers: tuple[Offer, ...]) -> tuple[int, ...]:
    """What the offerings document on the side: numbers of divisions or services, rising."""
    sectors = [offer.sector for offer in offers if offer.verb == role]
    if role == MAKES:
        codes = {code for sector in sectors for code in divisions_of(ground, sector)}
        return tuple(sorted(within.needs.divisions.index(code) for code in codes))
    return tuple(sorted({within.needs.column(code) for code in sectors}))


def quality(ground: Ground, proofs: tuple[Any, ...]) -> int:
    """0..255: the same as `trust`."""
    (part,) = trust.parts(ground)
    return part.judge(proofs).value


def _words(ground: Ground, columns: Columns, role: str) -> npt.NDArray[np.uint32]:
    """uint32[n]; lead time and order size count for those who handle goods."""

    def goods(offers: tuple[Offer, ...]) -> bool:
        return any(handles_goods(ground, one.sector) for one in offers if one.verb == role)

    first: npt.NDArray[np.uint32] = _by(columns["languages"], words.languages, np.uint32)
    first |= _by(
        columns["lead_time"],
        lambda fact: words.lead_time(fact[0] if goods(fact[1]) else None, role),
        np.uint32,
    )
    second = _by(columns["certificates"], lambda held: words.standards(held, ground.on), np.uint32)
    second |= _by(
        columns["minimum_order"],
        lambda fact: words.order_size(fact[0] if goods(fact[1]) else None, role),
        np.uint32,
    )
    return first | second << np.uint32(16)


def _by(column: Column, read: Callable[[Any], int], kind: type) -> npt.NDArray[Any]:
    """One number a partner, read once for each distinct value."""
    return np.array([read(value) for value in column.values], kind).take(column.codes)
