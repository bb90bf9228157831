"""`ecosystem` of a provider of whose client nothing is said: the makers around, by how much more
than others their divisions use the service; of a class, the least used group.
"""

from collections.abc import Sequence

import numpy as np

from matcher.scoring.candidate import Candidate, Offer
from matcher.scoring.columns import Bytes, Longs
from matcher.scoring.fitting import Fits
from matcher.scoring.ground import Ground
from matcher.scoring.numbering import number
from matcher.scoring.part import UNKNOWN, Judgement, Reason, Seated, lifted
from matcher.scoring.sectors import MANUFACTURING
from matcher.scoring.surroundings import Surroundings
from matcher.scoring.view import View


def nobody(ground: Ground, code: str, ask: Reason | None = None) -> Judgement:
    """Neutral: there is nothing around to judge by."""
    return Judgement(UNKNOWN, known=False, meets=None, reasons=(ground.reason(code),), ask=ask)


def divisions_of(ground: Ground, sector: str) -> tuple[str, ...]:
    """The division of a made sector; an emerging industry stands for none of its own."""
    if ground.taxonomy.sectors[sector].kind == "manufacturing":
        return (ground.taxonomy.division(sector),)
    return ()


def services_of(offers: Sequence[Offer]) -> set[str]:
    """The service groups that the offerings document; a class alone documents no group."""
    return {offer.sector for offer in offers if offer.verb == "serves"}


def judge(ground: Ground, fits: Fits, around: Surroundings, one: Candidate) -> Judgement:
    """How much the makers around a provider need what it does."""
    if one.place is None:
        return nobody(ground, "ecosystem.no_place", ground.reason("ask.place"))
    sectors = ground.sectors
    services = [sectors.numbers[code] for code in fits.sectors(one.offers)]
    made = [offer.sector for offer in one.offers if offer.verb == "makes"]
    own = {code for sector in made for code in divisions_of(ground, sector)}
    over = {}
    for division in sectors.divisions:
        code = sectors.codes[division]
        more = int(ground.demand.offered[division, services].max(initial=0))
        if more and around.totals[division] > (code in own):
            over[code] = more
    if not over:
        return nobody(ground, "ecosystem.no_makers")
    covered = {code: around.covers(code, one.place, own=code in own) for code in over}
    value = sum(over[code] * covered[code] for code in over) // sum(over.values())
    strongest = sorted(over, key=lambda code: (-over[code], code))[:3]
    named = [ground.named(code) for code in strongest]
    return Judgement(lifted(value), reasons=(ground.reason("ecosystem.makers", sectors=named),))


def table(around: Surroundings, view: View) -> Seated:
    """The same of every provider: those alike in what they offer, and where, at once."""
    place = view.place.astype(np.int64)
    known = np.flatnonzero(place < view.ground.areas.unknown)
    place, seats = place.take(known), view.seats.take(known)
    kinds = number(_answered(view).take(known))
    kind, over = kinds.codes, _wanted_by(view, kinds.distinct)
    found = np.full(len(view.seats), UNKNOWN, np.uint8)
    makes = view.columns.holding(view.ground.sectors.kind == MANUFACTURING, seats)
    plain, both = np.flatnonzero(~makes), np.flatnonzero(makes)
    found[known[plain]] = _of_plain(around, over)[kind[plain], place[plain]]
    found[known[both]] = _of_both(around, view, over[kind[both]], seats[both], place[both])
    return Seated(found)


def _answered(view: View) -> Longs:
    """int64[f]: the fitting services of each seat, a bit each. A seat has one link a service."""
    bits = np.repeat(1 << np.arange(len(view.fitting)), np.diff(view.links.ptr))
    found = np.zeros(len(view.seats), np.int64)
    np.add.at(found, view.links.seat, bits)
    return found


def _wanted_by(view: View, kinds: Longs) -> Longs:
    """int64[kinds, D]: how much more than others each division uses the best of the services
    whose bits are set.
    """
    divisions = np.array(view.ground.sectors.divisions, np.intp)
    offered = view.ground.demand.offered[divisions]
    most = np.zeros((len(kinds), len(divisions)), np.int64)
    for bit, service in enumerate(view.fitting.tolist()):
        has = np.flatnonzero(kinds >> bit & 1)
        most[has] = np.maximum(most[has], offered[:, service])
    return most


def _of_plain(around: Surroundings, over: Longs) -> Bytes:
    """uint8[kinds, P]: those who make nothing themselves, at every place."""
    divisions = np.array(around.ground.sectors.divisions, np.intp)
    over = np.where(around.totals[divisions] > 0, over, 0)
    covered = over @ around.coverage[0, divisions].astype(np.int64)
    return _mean(covered, over.sum(axis=1)[:, None])


def _of_both(around: Surroundings, view: View, over: Longs, seats: Longs, place: Longs) -> Bytes:
    """uint8[len(seats)]: those who make something as well, without themselves. `over` is
    int64[len(seats), D].
    """
    sectors = around.ground.sectors
    divisions = np.array(sectors.divisions, np.intp)
    own = np.zeros(over.shape, np.intp)
    position, offered = view.columns.offered(seats)
    made = sectors.kind.take(offered) == MANUFACTURING
    top = np.searchsorted(divisions, sectors.top.take(offered[made]))
    own[position[made], top] = 1
    more = np.where(around.totals[divisions] > own, over, 0)
    covered = more * around.coverage[own, divisions, place[:, None]]
    return _mean(covered.sum(axis=1), more.sum(axis=1))


def _mean(covered: Longs, total: Longs) -> Bytes:
    value = lifted(covered // np.maximum(total, 1))
    return np.where(total > 0, value, UNKNOWN).astype(np.uint8)
