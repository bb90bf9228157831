"""A brief compiled for scoring: built once a request and once an answer, and handed on."""

from collections.abc import Mapping
from dataclasses import dataclass

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
from matcher.scoring.sector_fit import SectorFits
from matcher.scoring.trust import Trust
from matcher.scoring.wanted import Wanted


@dataclass(frozen=True, eq=False)
class CompiledBrief:
    """What a brief wants, and by what it is judged, whoever the candidates may be.

    `fits`: how well each sector answers the needs; `own_criteria`: those that look at a partner
    alone; `weights`: the integer weight of each component, sum 256, 0 for a component that the
    brief gives nothing to judge by.
    """

    reference: ReferenceData
    wanted: Wanted
    fits: SectorFits
    own_criteria: tuple[Criterion, ...]
    weights: Mapping[str, int]

    @property
    def wishes(self) -> frozenset[str]:
        """The fields of the brief that a criterion decides."""
        return frozenset(criterion.wish for criterion in self.own_criteria) - {""}

    @property
    def components(self) -> tuple[str, ...]:
        """The components that the brief can be judged by, in the order of the answer."""
        judged = _components(self.own_criteria)
        return tuple(name for name in weights.DEFAULT if name in judged)

    def criteria(self, coverage: Coverage) -> tuple[Criterion, ...]:
        """All criteria, in the order of the components. The surroundings of partners, which one
        criterion looks at, are counted for a ranking; taking a brief in needs none.
        """
        around = ecosystem_criterion(self.reference, self.wanted, self.fits, coverage)
        order = list(weights.DEFAULT)
        every = (*self.own_criteria, around)
        return tuple(sorted(every, key=lambda criterion: order.index(criterion.component)))


def compile_brief(reference: ReferenceData, wanted: Wanted) -> CompiledBrief:
    """The brief, compiled. Raises `weights.WeightFault` when its weights leave nothing to judge
    by, or policy too much.
    """
    fits = SectorFits(reference.sectors, wanted)
    own = (
        *fit_criteria(reference, wanted, fits),
        *policy_criteria(reference, wanted, fits),
        *operations_criteria(reference, wanted, fits),
        *assurance_criteria(wanted, reference.lists.day),
        Trust(TOP, reference.lists.day),
    )
    # Settled here, not when ranking: a brief whose weights leave nothing is refused when it comes.
    settled = weights.settle(wanted.weights, _components(own))
    return CompiledBrief(reference, wanted, fits, own, settled)


def _components(own: tuple[Criterion, ...]) -> frozenset[str]:
    # Every brief is judged by the ecosystem: of a place that is not known it is neutral.
    return frozenset(("ecosystem", *(criterion.component for criterion in own)))
