"""Other facts of a few partners over segments that everyone shares, for one ranking."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from matcher.index.candidate import Candidate
from matcher.index.encode import encode_columns
from matcher.index.segment import Segment
from matcher.reference.reference_data import ReferenceData


def overlay_candidates(
    reference: ReferenceData, segments: Sequence[Segment], candidates: Collection[Candidate]
) -> tuple[Segment, ...]:
    """The segments with these facts of the candidates in the place of those that they hold. Their
    columns are shared, not copied: the rows count as deleted, as those of changed partners do, and
    one more small segment holds the candidates.
    """
    if not candidates:
        return tuple(segments)
    ids = np.array(sorted(one.id for one in candidates), np.int64)
    others = [
        replace(each, deleted=np.union1d(each.deleted, each.columns.rows_of_ids(ids)))
        for each in segments
    ]
    return (*others, Segment(encode_columns(reference, candidates)))
