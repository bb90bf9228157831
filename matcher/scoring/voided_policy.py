"""Policy only adds, but to nobody that is known to fail a stated wish: such a partner has 0,
whatever its province says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from matcher.index.criterion_values import Forfeited, PerCohort, Table
from matcher.reference.reasons import Reason
from matcher.scoring.criterion import Assessment, Criterion

# The components whose wishes a partner may be known to fail. Lists of products are seldom
# complete: one that names other goods does not say what is not made.
_WISHED = frozenset(("operations", "assurance"))


def voids_policy(criterion: Criterion) -> bool:
    """Does a partner that is known to fail the criterion's wish have nothing from policy?"""
    return criterion.component in _WISHED


def voided(assessments: Mapping[Criterion, Assessment]) -> dict[Criterion, Assessment]:
    """The assessments of one partner, without policy where it is known to fail a wish."""
    failed = any(
        one.meets is False for criterion, one in assessments.items() if voids_policy(criterion)
    )
    nothing = (Reason("policy.wish_failed"),)
    return {
        # What is known stays known: an unknown place is still asked.
        criterion: replace(one, value=0, reasons=nothing)
        if failed and criterion.component == "policy"
        else one
        for criterion, one in assessments.items()
    }


def voided_table(policy: PerCohort, wishes: Sequence[Table]) -> PerCohort | Forfeited:
    """The same of a segment: `wishes` are the tables of the criteria that may be failed."""
    return Forfeited(policy.by_cohort, wishes) if wishes else policy
