"""The topics of the event stream by which provinces and sectors are followed."""

from collections.abc import Collection

from partners.reference.taxonomy import Taxonomy


def topics_of(
    taxonomy: Taxonomy, provinces: Collection[str], sectors: Collection[str]
) -> tuple[str, ...]:
    """The topics of these codes. A sector includes the sectors above and below it, because the
    topics of an event name the sectors of its priorities, which may be broader or narrower: who
    follows knitwear also gets lists that name all textiles.
    """
    lines = [
        other
        for other in taxonomy.sectors
        if any(taxonomy.covers(other, one) or taxonomy.covers(one, other) for one in sectors)
    ]
    return (*(f"province:{code}" for code in provinces), *(f"sector:{code}" for code in lines))
