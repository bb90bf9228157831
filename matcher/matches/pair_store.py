"""The strongest pairs of a generation, as rows of `StrongestPairs`.

A pair among the k strongest of several parts together is among the k strongest of its own part, so
that any union of parts is answered exactly from the k best of each.
"""

from collections.abc import Collection

import numpy as np

from matcher.matches.match_context import MatchContext
from matcher.matches.pair_entries import PAIR, PairEntries, strongest_entries
from matcher.matches.strongest_pairs import ALL, province_parts
from matcher.models import MatchGeneration, StrongestPairs


def store_province(generation: MatchGeneration, province: str, context: MatchContext) -> None:
    """Compute and store the parts of one province, in the caller's transaction."""
    StrongestPairs.objects.bulk_create(
        (
            StrongestPairs(
                generation=generation,
                province=province,
                division=division,
                service=service,
                packed=entries.tobytes(),
            )
            for division, service, entries in province_parts(context, province)
        ),
        batch_size=500,
    )


def stored_pairs(
    generation: MatchGeneration,
    province: str | None,
    divisions: Collection[str] | None,
    services: Collection[str] | None,
    k: int,
) -> PairEntries:
    """PAIR[<= k]: the strongest pairs of any of the divisions and services; None: of all."""
    rows = generation.pairs.filter(
        division__in=[ALL] if divisions is None else divisions,
        service__in=[ALL] if services is None else services,
    )
    if province is not None:
        rows = rows.filter(province=province)
    packed = rows.values_list("packed", flat=True)
    return strongest_entries([np.frombuffer(one, PAIR) for one in packed], k)
