"""Pairs of maker and provider as rows of fixed width, with the components of their points."""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from matcher.matches.components import AFFINITY, NEED, OPERATIONS, QUALITY, WEIGHTS
from matcher.matches.match_context import MatchContext
from matcher.matches.needs import strongest_priority
from matcher.matches.parties import Ints
from priorities.editions.rows import EditionRow, PriorityRow

# 19 bytes, so that a hundred of them with their key stay below the 2 KB at which PostgreSQL moves a
# value out of its row. `service` is the service that the provider documents, `group` the service
# group that counts for it (of a class the least needed of its groups); both and `division` number
# `MatchGeneration.services` and `divisions`. `priority` numbers `numbered_priorities`, 0: none.
PAIR = np.dtype(
    [
        ("maker", "<u4"),
        ("provider", "<u4"),
        ("points", "<u2"),
        (NEED, "u1"),
        (AFFINITY, "u1"),
        (OPERATIONS, "u1"),
        (QUALITY, "u1"),
        ("division", "u1"),
        ("service", "u1"),
        ("group", "u1"),
        ("priority", "<u2"),
    ]
)
PairEntries = npt.NDArray[np.void]


def numbered_priorities(editions: Mapping[str, EditionRow]) -> list[PriorityRow]:
    """The priorities of all lists in the order of their numbers, from 1: by province, then key.
    Editions are immutable, so that the numbers can be resolved as long as they are kept.
    """
    return [row for province in sorted(editions) for row in editions[province].by_key]


def pair_entries(
    context: MatchContext,
    maker: Ints,
    provider: Ints,
    points: npt.NDArray[np.int32],
    division: Ints,
    service: Ints,
) -> PairEntries:
    """PAIR[n] of rows of makers and providers; the need of the division for the service counts."""
    tables, makers, providers = context.tables, context.makers.parties, context.providers.parties
    classes = tables.needs.of_place[makers.place[maker]]
    found = np.zeros(len(maker), PAIR)
    found["maker"], found["provider"] = makers.ids[maker], providers.ids[provider]
    found["points"], found["division"], found["service"] = points, division, service
    found[NEED] = tables.needs.table[classes, division, service]
    found[OPERATIONS] = tables.fit.earn(makers.bits[maker] & providers.bits[provider]) // np.uint16(
        WEIGHTS[OPERATIONS]
    )
    found[QUALITY] = providers.quality[provider]
    # The rest is affinity: the searches add it with the need, by areas and cities, and the
    # points that they found are the ones to be shown.
    rest = sum(WEIGHTS[name] * found[name].astype(np.int32) for name in (NEED, OPERATIONS, QUALITY))
    found[AFFINITY] = (points - rest) // WEIGHTS[AFFINITY]
    found["group"] = tables.needs.group[classes, division, service]
    found["priority"] = _priorities(context, makers.place[maker], found["group"])
    return found


def _priorities(
    context: MatchContext, place: npt.NDArray[np.uint16], group: npt.NDArray[np.uint8]
) -> npt.NDArray[np.uint16]:
    """The number of the priority that lifts the need, 0 where none does."""
    reference, areas = context.reference, context.tables.areas
    numbers = {
        id(row): number
        for number, row in enumerate(numbered_priorities(reference.lists.editions), 1)
    }

    @cache
    def number(place: int, group: int) -> int:
        code = areas.codes[place] if place < areas.unknown else None
        row = strongest_priority(reference, code, context.tables.needs.services[group])
        return numbers[id(row)] if row else 0

    # Few places and groups occur, however many pairs there are.
    both, of_row = np.unique(place.astype(np.int64) << 8 | group, return_inverse=True)
    found = [number(one >> 8, one & 0xFF) for one in both.tolist()]
    return np.array(found, np.uint16)[of_row] if found else np.zeros(0, np.uint16)


def strongest_entries(parts: Sequence[PairEntries], k: int) -> PairEntries:
    """The k strongest pairs of several parts, each pair once: by points falling, then the ids of
    maker and provider. Of equal needs of a pair the first service and division counts.
    """
    entries = np.concatenate([*parts, np.zeros(0, PAIR)])
    order = np.lexsort(
        (
            entries["division"],
            entries["service"],
            entries["provider"],
            entries["maker"],
            -entries["points"].astype(np.int32),
        )
    )
    entries = entries[order]
    pair = entries["maker"].astype(np.uint64) << np.uint64(32) | entries["provider"]
    _, first = np.unique(pair, return_index=True)
    return entries[np.sort(first)[:k]]
