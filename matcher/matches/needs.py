"""The need of a maker for a service, by the class of its place, its division and the service.

A need is 0..255: how much the division uses the service against how everyone uses it, and what
the strongest priority of the maker's place adds. Neither known: 0, no need is evidenced.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP
from matcher.reference.sectors import SERVICE
from matcher.scoring.priority_table import priority_lift
from priorities.editions.rows import CLIENT_SIGNALS, EditionRow, PriorityRow

# Three quarters of a need are use (96 where it is as everyone's, full at twice as much), one
# quarter is policy: 64 of 255 at 112 of 256 are 11 % of a score.
BY_USE, BY_POLICY = 191, 64
AS_EVERYONE = 96


@dataclass(frozen=True)
class NeedTables:
    """`table` uint8[C, S, V] over C classes of places whose lists ask for the same, S divisions
    and V services; `of_place` uint16[P + 1] is a place's class, the unknown place last.

    `group` uint8[C, S, V]: the service group that counts, by number. A service may be a class
    (PS03): a provider that documents only the class is taken to serve the least needed of its
    groups, of equal ones the first. For a group it is the group itself.
    """

    divisions: tuple[str, ...]
    services: tuple[str, ...]
    table: npt.NDArray[np.uint8]
    group: npt.NDArray[np.uint8]
    of_place: npt.NDArray[np.uint16]


def compute_needs(reference: ReferenceData) -> NeedTables:
    """The needs of every place on the day."""
    sectors = reference.sectors
    divisions = tuple(sectors.codes[number] for number in sectors.divisions)
    services = tuple(sectors.codes[n] for n in np.flatnonzero(sectors.kind == SERVICE).tolist())
    use = np.array(
        [[use_points(reference, one, v) for v in services] for one in divisions], np.uint8
    )
    # One table a class, not one a place: places whose lists lift the same have the same needs.
    lifts = [_lifts(reference, code, services) for code in (*reference.areas.codes, None)]
    classes = {row: number for number, row in enumerate(dict.fromkeys(lifts))}
    needs = use.reshape(len(divisions), len(services)) + np.array(list(classes), np.uint8)[:, None]
    group = _groups_meant(reference, services, needs)
    of_place = np.array([classes[row] for row in lifts], np.uint16)
    return NeedTables(divisions, services, np.take_along_axis(needs, group, 2), group, of_place)


def use_points(reference: ReferenceData, division: str, service: str) -> int:
    """0..191: the relative use of a service group; 0 where no figure is known."""
    relative = reference.taxonomy.demand.get((division, service), 0)
    # Whole hundredths, as `DemandTables` holds them.
    return min(BY_USE, int(relative * 100) * AS_EVERYONE // 100)


def evidence_of_need(
    reference: ReferenceData, place: str | None, service: str
) -> tuple[EditionRow, PriorityRow, str] | None:
    """The list, its `strongest_priority` for the service group, and the target that covers it."""
    edition, priority = edition_of(reference, place), strongest_priority(reference, place, service)
    target = first_target(reference, priority, service) if priority else None
    return (edition, priority, target) if edition and priority and target else None


def strongest_priority(
    reference: ReferenceData, place: str | None, service: str
) -> PriorityRow | None:
    """The government priority of the place that lifts the service group most, by key on ties."""
    counting = [one for one in _counting(reference, place) if first_target(reference, one, service)]
    return max(counting, key=lambda one: priority_lift(one), default=None)


def first_target(reference: ReferenceData, priority: PriorityRow, service: str) -> str | None:
    """The first of the priority's targets that covers the service; None where no target does."""
    # Numbers and an array instead of `Taxonomy.covers`: this is asked for every priority of a
    # province and every need that is explained.
    numbers, covers = reference.sectors.numbers, reference.sectors.covers
    column = covers[:, numbers[service]]
    return next((one for one in priority.targets if column[numbers[one]]), None)


def edition_of(reference: ReferenceData, place: str | None) -> EditionRow | None:
    return reference.lists.editions.get(reference.atlas.places[place].province) if place else None


def _counting(reference: ReferenceData, place: str | None) -> list[PriorityRow]:
    """A city's priority counts in its cities only; of a place that may be one, in none."""
    edition = edition_of(reference, place)
    if edition is None or place is None:
        return []
    return [
        one
        for one in edition.by_key
        if one.counts(reference.lists.day, CLIENT_SIGNALS) and one.applies_in(place)
    ]


def _lifts(
    reference: ReferenceData, place: str | None, services: tuple[str, ...]
) -> tuple[int, ...]:
    """0..64 for each service: the strongest single priority, never a sum."""
    numbers, covers = reference.sectors.numbers, reference.sectors.covers
    columns = [numbers[service] for service in services]
    lifts = np.zeros(len(services), np.intp)
    for one in _counting(reference, place):
        covered = covers[np.ix_([numbers[target] for target in one.targets], columns)].any(axis=0)
        np.maximum(lifts, BY_POLICY * priority_lift(one) // TOP, out=lifts, where=covered)
    return tuple(lifts.tolist())


def _groups_meant(
    reference: ReferenceData, services: tuple[str, ...], needs: npt.NDArray[np.uint8]
) -> npt.NDArray[np.uint8]:
    """See `NeedTables.group`; `needs` as they are before classes of services get theirs."""
    meant = np.broadcast_to(np.arange(len(services), dtype=np.uint8), needs.shape).copy()
    for number, service in enumerate(services):
        groups = sorted(services.index(code) for code in reference.taxonomy.groups(service))
        # argmin takes the first of equal groups.
        meant[:, :, number] = np.array(groups)[needs[:, :, groups].argmin(axis=2)]
    return meant
