"""How strongly a priority is put first: stage times emphasis. No Django."""

from priorities.editions.rows import CLIENT_SIGNALS

# Of 255: two to five fifths, for a pledge is words and a delivered programme is there. A lapsed
# priority is not in force.
_STAGES = {"pledged": 102, "launched": 153, "under way": 204, "delivered": 255, "lapsed": 0}
# How much of that a document's emphasis leaves, in fifths: who names forty things puts none of
# them first. Where nobody has read the document itself, a statement of its own is assumed.
_EMPHASIS_FIFTHS = {"headline": 5, "list": 3, "mention": 1, "": 3}


def stage_strength(stage: str, emphasis: str, rank: int | None = None) -> int:
    """0..255: stage times emphasis, and by rank only where the document ranks: the first counts
    whole, each further place a tenth less, no less than half.
    """
    strength = _STAGES[stage] * _EMPHASIS_FIFTHS[emphasis] // 5
    if rank and rank > 1:
        strength = strength * max(5, 11 - rank) // 10
    return strength


def shown_strength(signal: str, stage: str, emphasis: str, rank: int | None = None) -> int:
    """As `stage_strength`; 0 for context, which is shown and scores nothing."""
    return stage_strength(stage, emphasis, rank) if signal in CLIENT_SIGNALS else 0
