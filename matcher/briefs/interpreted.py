"""An interpreted brief: its compiled form, its JSON for the firm, and its dependencies."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from matcher.reference.reasons import Reason
from matcher.scoring import weights
from matcher.scoring.compiled_brief import CompiledBrief
from matcher.scoring.wanted import WISHES, Wanted
from matcher.sentences import sentence
from partners.names.units import BASE_UNITS

ALL = "*"
# No dataset's key holds such a sign.
REAL, SIMULATED = "*real", "*simulated"


@dataclass(frozen=True, eq=False)
class InterpretedBrief:
    """`assumed`: the assumptions where the brief left something open. `simulated`: its datasets are
    the demonstration's; `names_datasets`: the brief itself names them; `notices`: what is to be
    shown beside their records, by key. `includes_rejected`: partners that the firm has rejected
    are ranked as all others.
    """

    compiled: CompiledBrief
    assumed: tuple[Reason, ...]
    simulated: bool
    names_datasets: bool
    notices: Mapping[str, str]
    includes_rejected: bool = False

    @property
    def wanted(self) -> Wanted:
        """The brief in codes and base units."""
        return self.compiled.wanted

    def without_rejected(self, rejected: frozenset[int]) -> CompiledBrief:
        """The compiled brief, which leaves out the partners unless the brief asks for them."""
        if not rejected or self.includes_rejected:
            return self.compiled
        return replace(self.compiled, wanted=replace(self.wanted, rejected=rejected))

    def as_json(self) -> dict[str, Any]:
        """The brief with names, the datasets' notices, the assumptions, and the components that it
        gives nothing to judge by (`left_out`).
        """
        wanted, named = self.wanted, self.compiled.reference.named
        order = wanted.order
        # A key that only some briefs have: those of older briefs stay as they were.
        included = {"include_rejected": True} if self.includes_rejected else {}
        return {
            **included,
            "seeking": wanted.seeking,
            "sectors": [named(code) for code in wanted.sectors],
            "services": [named(code) for code in wanted.services],
            "products": [
                {"hs": product.text} if product.is_hs else {"words": product.text}
                for product in wanted.products
            ],
            "processes": list(wanted.processes),
            "materials": list(wanted.materials),
            "client": {
                "sector": named(wanted.client_sector) if wanted.client_sector else None,
                "place": named(wanted.client_place) if wanted.client_place else None,
            },
            "provinces": [named(code) for code in wanted.provinces],
            "order": order
            and {
                "dimension": order.dimension,
                "amount": f"{order.amount.normalize():f}",
                "unit": BASE_UNITS[order.dimension].name,
            },
            "lead_time_days": wanted.lead_time_days,
            "certifications": list(wanted.certifications),
            "tests_for": list(wanted.tests_for),
            "languages": list(wanted.languages),
            "markets": list(wanted.markets),
            "require": [wish for wish in WISHES if wish in wanted.require],
            "datasets": [{"key": key, "notice": notice} for key, notice in self.notices.items()],
            "exclude": sorted(wanted.exclude),
            "limit": wanted.limit,
            # In English, whoever reads it: the reasons are stored beside it.
            "assumed": [sentence(one.as_json(), "en") for one in self.assumed],
            "left_out": [one for one in weights.DEFAULT if one not in self.compiled.components],
        }


@dataclass(frozen=True)
class Dependencies:
    """The dependencies of a brief, stored with its shortlist and compared with each change. They
    may be wider than needed, never narrower: a touched brief is answered again, and an unchanged
    answer only moves its marks.

    `sectors`: the targets by which a priority matters; `provinces`: whose list matters, ALL for
    every province; `datasets`: whose partners, `REAL` or `SIMULATED` for all of a kind.
    """

    sectors: tuple[str, ...]
    provinces: tuple[str, ...]
    datasets: tuple[str, ...]

    @property
    def columns(self) -> dict[str, list[str]]:
        """The fields of the shortlist that holds them."""
        return {f"depends_on_{name}": list(codes) for name, codes in vars(self).items()}


def dependencies_of(brief: InterpretedBrief, *, anywhere: bool = False) -> Dependencies:
    """The dependencies of the brief. `anywhere`: its answer names partners outside its places."""
    return Dependencies(
        sectors=(ALL, *sorted(_sectors(brief.compiled))),
        provinces=(ALL,) if anywhere else _provinces(brief.compiled),
        datasets=_datasets(brief),
    )


def _sectors(compiled: CompiledBrief) -> set[str]:
    """Each sector that fits a need at any level, the need among them, and all sectors that cover
    it: a priority counts through the offering or through the need that the offering answers.
    """
    sectors = compiled.reference.sectors
    found = sectors.covers[:, compiled.fits.best_levels > 0].any(axis=1)
    return {sectors.codes[number] for number in np.flatnonzero(found).tolist()}


def _provinces(compiled: CompiledBrief) -> tuple[str, ...]:
    """Each partner is weighed by its own place, wherever that may be; a provider by its client's
    as well.
    """
    wanted, atlas = compiled.wanted, compiled.reference.atlas
    if not wanted.provinces:
        return (ALL,)
    scope = atlas.expand_clusters(wanted.provinces)
    if not wanted.seeks_makers and wanted.client_place:
        scope.add(wanted.client_place)
    return tuple(sorted({atlas.places[code].province for code in scope}))


def _datasets(brief: InterpretedBrief) -> tuple[str, ...]:
    """A brief that names no dataset asks for all that are real, those to come among them."""
    if not brief.names_datasets:
        return (SIMULATED if brief.simulated else REAL,)
    return tuple(sorted(brief.wanted.datasets))
