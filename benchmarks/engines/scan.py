"""Our own tables and gate without bound and prune: every eligible partner is scored."""

import numpy as np

from benchmarks.engines.brief_tables import CompiledQuery
from matcher.index import topk
from matcher.index.criterion_values import PerCohort, lazy_cohorts
from matcher.index.csr import Longs

CHUNK = 1 << 14  # cohorts at a time, so that their rows stay in the caches


def top_keys_by_scan(brief: CompiledQuery, limit: int) -> Longs:
    """The keys of the best, best first."""
    eligible = brief.eligible
    weighed = [(one.table, one.by_value) for one in brief.weighted]
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
        points, of = shared.take(which), lazy_cohorts(cohorts, which)
        for table, worth in weighed:
            if not isinstance(table, PerCohort):
                points += worth.take(table.values(rows, of))
        keys = topk.pack_keys(points, ids.take(rows), brief.ties(rows))
        if len(keys) > limit:
            keys = np.partition(keys, -limit)[-limit:]
        found = topk.merge_keys([found, keys], limit)
    return found
