"""What every engine starts from where it is asked the whole: of the brief, tables that depend on
its codes alone; of the partners, who offers what where. It finds the seats that fit by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.engines import given
from benchmarks.engines.given import Looks
from matcher.scoring import lists, policy
from matcher.scoring.columns import Bytes, Columns, Flags, Longs
from matcher.scoring.fit import BEST, BREADTH
from matcher.scoring.ground import Ground
from matcher.scoring.part import TOP, Seated
from matcher.scoring.surroundings import Surroundings
from matcher.scoring.view import Link, Shard, View
from matcher.scoring.wanted import Wanted

SEATED = ("needs", "priority", "around")


@dataclass(frozen=True)
class Brief:
    """`sectors`: those that answer a need, numbered as in `postings`; `fitting`: the same as the
    ground numbers them; `levels` uint8[sectors, needs]: how well; `policy`
    uint8[sectors, places + 1]: the component at each place. `worth`: the points of each value of
    the parts in `SEATED`; `looks` at one fact a column.
    """

    sectors: Longs
    fitting: tuple[int, ...]
    levels: Bytes
    policy: Bytes
    worth: dict[str, Longs]
    looks: tuple[Looks, ...]
    limit: int

    @property
    def needs(self) -> range:
        return range(self.levels.shape[1])

    def cells(self) -> dict[str, Longs]:
        """`policy` as rows of sector, place and priority."""
        places = self.policy.shape[1]
        return {
            "sector": np.repeat(self.sectors, places),
            "place": np.tile(np.arange(places), len(self.sectors)),
            "priority": self.policy.ravel().astype(np.int64),
        }


def tell(on: Ground, shard: Shard, wanted: Wanted, around: Surroundings) -> Brief:
    """Of a brief for makers, of any dataset, that asks for sectors and facts alone."""
    assert wanted.seeking == "manufacturer", "the other side's surroundings are no postings'"
    unasked = wanted.services or wanted.provinces or wanted.exclude
    assert not unasked, "no engine is told of services beside, provinces or exclusions"
    found = given.compiled(on, shard, wanted, around)
    view = found.eligible.view
    worth = {
        part.name: part.points(found.settled[part.component]).astype(np.int64)
        for part in found.parts
        if isinstance(found.tables[part.name], Seated)
    }
    assert sorted(worth) == sorted(SEATED), f"parts of a seat: {', '.join(worth)}"
    links = list(_links(view))
    every = len(on.sectors.codes)
    sectors = np.array([link.sector + every * link.told for link in links], np.int64)
    levels = [
        [one[link.sector] for one in view.fits.of_needs(told=link.told).values()] for link in links
    ]
    named = lists.of(on, policy.MAKER_SIGNALS)
    priorities = np.stack([policy._named(view, named, link) for link in links])
    looks = given.looks(found, wanted, shard.columns)
    answers = np.array(levels, np.uint8)
    return Brief(sectors, view.fitting, answers, priorities, worth, looks, wanted.limit)


def _links(view: View) -> Iterator[Link]:
    """Each fitting sector by itself and, where it has parts, told of one: no seats of it."""
    none = np.zeros(0, np.int64)
    for told in (False, True):
        for sector in np.flatnonzero(view.fits.any_need(told=told)).tolist():
            if not told or _parts(view.ground, sector).any():
                yield Link(sector, none, none, none.astype(np.uint16), told)


def postings(columns: Columns, around: Surroundings) -> dict[str, npt.NDArray[Any]]:
    """Who offers what where, and how well its needs are covered there; by sector, then seat. As
    many numbers on stand the sectors of which the seat offers a part as well.
    """
    seats, every = columns.postings.items, len(columns.postings)
    sectors = np.repeat(np.arange(every, dtype=np.uint16), columns.postings.lengths())
    for sector in range(every):
        parts, at = _parts(around.ground, sector), slice(*columns.postings.ptr[sector : sector + 2])
        if parts.any():
            sectors[at] += every * columns.holding(parts, seats[at]).astype(np.uint16)
    order = np.argsort(sectors, kind="stable")
    seats = seats.take(order)
    return {
        "seat": seats.astype(np.uint32),
        "sector": sectors.take(order),
        "place": columns.seats.place.take(seats),
        "around": around.supplied_at(columns).take(order),
    }


def _parts(on: Ground, sector: int) -> Flags:
    below = on.sectors.covers[sector].copy()
    below[sector] = False
    return below


def value_of_needs(best: str, total: str, needs: int, divided: str = "/") -> str:
    """`fit.blend` in SQL; `divided`: how the database divides whole numbers."""
    return f"(({BEST} * {best} + {BREADTH} * ({total} {divided} {needs})) {divided} {TOP})"
