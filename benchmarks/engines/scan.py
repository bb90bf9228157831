"""Our own tables and gate without bound or pruning: every eligible partner is looked at."""

import numpy as np

from benchmarks.engines.given import Compiled
from matcher.index import topk
from matcher.index.criterion_values import PerCohort, lazy_cohorts
from matcher.index.csr import Longs

CHUNK = 1 << 14  # cohorts


def best(brief: Compiled, limit: int) -> Longs:
    """The keys of the best, best first."""
    eligible = brief.eligible
    weighed = [
        (brief.tables[part.name], part.points(brief.settled[part.component]))
        for part in brief.parts
    ]
    ids = eligible.view.columns.facts.ids
    found = np.zeros(0, np.int64)
    for first in range(0, len(eligible.cohorts), CHUNK):
        chosen = np.arange(first, min(first + CHUNK, len(eligible.cohorts)))
        cohorts = eligible.cohorts.take(chosen)
        shared = np.zeros(len(cohorts), np.int64)
        for table, worth in weighed:
            if isinstance(table, PerCohort):
                shared += worth.take(table.by_cohort.take(cohorts))
        rows, which = eligible.of(chosen)
        points, of = shared.take(which), lazy_cohorts(cohorts, which)
        for table, worth in weighed:
            if not isinstance(table, PerCohort):
                points += worth.take(table.values(rows, of))
        keys = topk.pack_keys(points, ids.take(rows))
        if len(keys) > limit:
            keys = np.partition(keys, -limit)[-limit:]
        found = topk.merge_keys([found, keys], limit)
    return found
