"""Our own tables and gate without bound or pruning: every eligible partner is looked at."""

import numpy as np

from benchmarks.engines.given import Tabulated
from matcher.index import topk
from matcher.index.criterion_values import PerCohort, cohorts_of
from matcher.index.csr import Longs

CHUNK = 1 << 14  # cohorts


def best(brief: Tabulated, limit: int) -> Longs:
    """The keys of the best, best first."""
    eligible = brief.eligible
    weighed = [(weighted.table, weighted.points()) for _, weighted in brief.criteria]
    ids = eligible.query.columns.facts.ids
    found = np.zeros(0, np.int64)
    for first in range(0, len(eligible.cohorts), CHUNK):
        chosen = np.arange(first, min(first + CHUNK, len(eligible.cohorts)))
        cohorts = eligible.cohorts.take(chosen)
        shared = np.zeros(len(cohorts), np.int64)
        for table, worth in weighed:
            if isinstance(table, PerCohort):
                shared += worth.take(table.by_cohort.take(cohorts))
        rows, which = eligible.rows_of(chosen)
        points, of = shared.take(which), cohorts_of(cohorts, which)
        for table, worth in weighed:
            if not isinstance(table, PerCohort):
                points += worth.take(table.values(rows, of))
        keys = topk.pack(points, ids.take(rows))
        if len(keys) > limit:
            keys = np.partition(keys, -limit)[-limit:]
        found = topk.merge([found, keys], limit)
    return found
