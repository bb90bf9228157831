"""A brief compiled for scoring: built once a request and once an answer, and handed on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from matcher.reference.reference_data import ReferenceData
from matcher.reference.scale import TOP
from matcher.scoring import weights
from matcher.scoring.assurance import assurance_criteria
from matcher.scoring.coverage import Coverage
from matcher.scoring.criterion import Criterion
from matcher.scoring.ecosystem import ecosystem_criterion
from matcher.scoring.fit import fit_criteria
from matcher.scoring.operations import operations_criteria
from matcher.scoring.policy import policy_criteria
from matcher.scoring.relation import Relations
from matcher.scoring.trust import Trust
from matcher.scoring.wanted import SectorFits, Wanted


@dataclass(frozen=True, eq=False)
class CompiledBrief:
    """The wishes of a brief with the criteria that judge them, for any candidates.

    `fits`: the fit of each sector to the needs; `own_criteria`: the criteria that look at a partner
    alone; `components`: the components that the brief can be judged by, in the order of the answer;
    `weights`: the integer weight of each component, sum 256, 0 for a component that the brief
    gives nothing to judge by.
    """

    reference: ReferenceData
    wanted: Wanted
    fits: SectorFits
    own_criteria: tuple[Criterion, ...]
    components: tuple[str, ...]
    weights: Mapping[str, int]

    @cached_property
    def relations(self) -> Relations:
        """How offerings touch the needs."""
        return Relations(self.reference, self.wanted, self.fits)

    @property
    def wishes(self) -> frozenset[str]:
        """The fields of the brief that a criterion decides."""
        return frozenset(criterion.wish for criterion in self.own_criteria) - {""}

    def criteria(self, coverage: Coverage) -> tuple[Criterion, ...]:
        """All criteria, in the order of the components. The surroundings of partners, which one
        criterion looks at, are counted for a ranking; taking a brief in needs none.
        """
        around = ecosystem_criterion(self.reference, self.wanted, self.fits, coverage)
        every = (*self.own_criteria, around)
        return tuple(one for name in self.components for one in every if one.component == name)


def compile_brief(reference: ReferenceData, wanted: Wanted) -> CompiledBrief:
    """The brief, compiled. Raises `weights.WeightFault` when its weights leave nothing to judge
    by, or policy too much.
    """
    fits = SectorFits(reference.sectors, wanted)
    by_component: dict[str, list[Criterion]] = {
        "fit": fit_criteria(reference, wanted, fits),
        "policy": policy_criteria(reference, wanted, fits),
        "operations": operations_criteria(reference, wanted, fits),
        "assurance": assurance_criteria(wanted, reference.lists.day),
        "trust": [Trust(reference.lists.day)],
    }
    own = tuple(shared for criteria in by_component.values() for shared in _share_out(criteria))
    # Every brief is judged by the ecosystem: of a place that is not known it is neutral.
    judged = [name for name in weights.DEFAULT if name == "ecosystem" or by_component[name]]
    # Settled here, not when ranking: a brief whose weights leave nothing is refused when it comes.
    settled = weights.settle(wanted.weights, judged)
    return CompiledBrief(reference, wanted, fits, own, tuple(judged), settled)


def _share_out(criteria: Sequence[Criterion]) -> Sequence[Criterion]:
    """The criteria of a component with their shares of it: those that the brief does not ask for
    leave theirs to the others.
    """
    if len(criteria) < 2:
        return criteria
    share = weights.apportion({one.name: one.claim for one in criteria}, TOP)
    return [replace(criterion, share=share[criterion.name]) for criterion in criteria]
