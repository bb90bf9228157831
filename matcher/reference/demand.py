"""The use of services by divisions, as tables of whole hundredths."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.reference.sectors import SERVICE, SectorTables
from partners.reference.taxonomy import Taxonomy

NOT_MEASURED = -1
# Above any figure, so that a group without one never is the least used of its class.
_ABOVE_ALL = 2**31


@dataclass(frozen=True, eq=False)
class DemandTables:
    """int64[S, S], division by service, in hundredths of the average use of the service.

    An offering of a class of services documents none of its groups: it counts as the least used.

    `used`: relative use, or NOT_MEASURED; `excess`: what is above 100 and measured of the very
    service; `offered_excess`: what is above 100 for a provider that documents the service, 0
    where a group of a class is not measured.
    """

    used: npt.NDArray[np.int64]
    excess: npt.NDArray[np.int64]
    offered_excess: npt.NDArray[np.int64]


def build_demand(taxonomy: Taxonomy, sectors: SectorTables) -> DemandTables:
    """The taxonomy's demand, by the numbers of its sectors."""
    size = len(sectors.codes)
    direct = np.full((size, size), NOT_MEASURED, np.int64)
    for (division, service), relative in taxonomy.demand.items():
        if division in sectors.numbers and service in sectors.numbers:
            at = sectors.numbers[division], sectors.numbers[service]
            direct[at] = int(relative * 100)
    used = direct.copy()
    excess = np.maximum(direct - 100, 0)
    offered_excess = excess.copy()
    for number in np.flatnonzero(sectors.kind == SERVICE).tolist():
        below = np.flatnonzero(sectors.covers[number])
        groups = below[below != number]
        if len(groups):
            measured = direct[:, groups]
            least = np.where(measured == NOT_MEASURED, _ABOVE_ALL, measured).min(axis=1)
            used[:, number] = np.where(least == _ABOVE_ALL, NOT_MEASURED, least)
            offered_excess[:, number] = excess[:, groups].min(axis=1)
    return DemandTables(used, excess, offered_excess)
