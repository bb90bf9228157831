"""How strongly divisions use services, as tables of whole hundredths."""

from dataclasses import dataclass

import numpy as np

from matcher.index.csr import Longs
from matcher.reference.sectors import SERVICE, Sectors
from partners.reference.taxonomy import Taxonomy

NOT_MEASURED = -1
_OPEN = 2**31


@dataclass(frozen=True)
class Demand:
    """int64[S, S], division by service, in hundredths of what everyone uses. A class documents
    none of its groups: it counts as the least used of them.

    `used`: relative use, or NOT_MEASURED; `more`: what is above 100 and measured of the very
    service; `offered`: what is above 100 for one who documents the service, 0 where a group of a
    class is not measured.
    """

    used: Longs
    more: Longs
    offered: Longs


def tabulate(taxonomy: Taxonomy, sectors: Sectors) -> Demand:
    """The taxonomy's demand."""
    size = len(sectors.codes)
    direct = np.full((size, size), NOT_MEASURED, np.int64)
    for (division, service), relative in taxonomy.demand.items():
        if division in sectors.numbers and service in sectors.numbers:
            at = sectors.numbers[division], sectors.numbers[service]
            direct[at] = int(relative * 100)
    used = direct.copy()
    more = np.maximum(direct - 100, 0)
    offered = more.copy()
    for number in np.flatnonzero(sectors.kind == SERVICE).tolist():
        below = np.flatnonzero(sectors.covers[number])
        groups = below[below != number]
        if len(groups):
            measured = direct[:, groups]
            least = np.where(measured == NOT_MEASURED, _OPEN, measured).min(axis=1)
            used[:, number] = np.where(least == _OPEN, NOT_MEASURED, least)
            offered[:, number] = more[:, groups].min(axis=1)
    return Demand(used, more, offered)
