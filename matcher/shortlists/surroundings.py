"""What stands around the makers of an answer: their strongest needs, and who serves these best.

It is computed when it is asked for, on the present basis, and stored nowhere: it says nothing of
how the makers rank, and takes longer than ranking them.
"""

from collections.abc import Collection, Mapping
from typing import Any

from matcher.index.loading.load_candidates import load_candidates
from matcher.loaded import current_basis
from matcher.matches.match_context import load_context
from matcher.matches.strongest_needs import need_as_json, strongest_needs_explained
from partners.models import Partner


def surroundings(partners: Collection[int]) -> Mapping[int, list[dict[str, Any]]]:
    """Of each active maker among the partners, all real or all of the demonstration, its strongest
    needs (`need_as_json`). In the caller's transaction; a fixed number of queries.
    """
    makers = load_candidates(partners)
    simulated = Partner.objects.filter(pk__in=makers, simulated=True).exists()
    context = load_context(current_basis(), simulated=simulated)
    return {
        maker: [need_as_json(context.reference, need) for need in needs]
        for maker, needs in strongest_needs_explained(context, makers).items()
    }
