"""Our own tables and gate without bound or pruning: every eligible partner is looked at."""

import numpy as np

from matcher.scoring import search
from matcher.scoring.columns import Longs
from matcher.scoring.gate import Eligible
from matcher.scoring.part import Part, Seated, Table

CHUNK = 1 << 14  # seats


def best(
    eligible: Eligible,
    parts: list[Part],
    tables: dict[str, Table],
    settled: dict[str, int],
    limit: int,
) -> Longs:
    """The keys of the best, best first."""
    weighed = [(tables[part.name], part.points(settled[part.component])) for part in parts]
    ids = eligible.view.columns.facts.ids
    found = np.zeros(0, np.int64)
    for first in range(0, len(eligible.seats), CHUNK):
        chosen = np.arange(first, min(first + CHUNK, len(eligible.seats)))
        seats = eligible.seats.take(chosen)
        shared = np.zeros(len(seats), np.uint32)
        for table, worth in weighed:
            if isinstance(table, Seated):
                shared += worth.take(table.by_seat.take(seats))
        rows, position = eligible.of(chosen)
        points, seats = (
            shared.take(position - first).astype(np.int64),
            eligible.seats.take(position),
        )
        for table, worth in weighed:
            if not isinstance(table, Seated):
                points += worth.take(table.values(rows, seats))
        keys = search.pack(points, ids.take(rows))
        if len(keys) > limit:
            keys = np.partition(keys, -limit)[-limit:]
        found = search.merge([found, keys], limit)
    return found
