"""What a brief depends on: stored with its shortlist, compared with a change when something moves.

Dependencies may be wider than what matters, never narrower: a touched brief is answered again,
and an unchanged answer only moves its marks.
"""

from dataclasses import dataclass

import numpy as np

from matcher.briefs.interpreted import InterpretedBrief
from matcher.scoring.compiled_brief import CompiledBrief

ALL = "*"
# No dataset's key holds such a sign.
REAL, SIMULATED = "*real", "*simulated"


@dataclass(frozen=True)
class Dependencies:
    """`sectors`: the targets by which a priority matters; `provinces`: whose list matters, ALL for
    every province; `datasets`: whose partners, `REAL` or `SIMULATED` for all of a kind.
    """

    sectors: tuple[str, ...]
    provinces: tuple[str, ...]
    datasets: tuple[str, ...]

    @property
    def columns(self) -> dict[str, list[str]]:
        """The fields of the shortlist that holds them."""
        return {f"depends_on_{name}": list(codes) for name, codes in vars(self).items()}


def dependencies_of(brief: InterpretedBrief) -> Dependencies:
    """What the brief depends on."""
    return Dependencies(
        sectors=(ALL, *sorted(_sectors(brief.compiled))),
        provinces=_provinces(brief.compiled),
        datasets=_datasets(brief),
    )


def _sectors(compiled: CompiledBrief) -> set[str]:
    """Each sector that fits a need at any level, the need among them, and all that covers it:
    a priority counts through what is offered or through the need that it answers.
    """
    taxonomy, codes = compiled.reference.taxonomy, compiled.reference.sectors.codes
    fitting = np.flatnonzero(compiled.fits.best_levels).tolist()
    found = {code for number in fitting for code in taxonomy.lineage(codes[number])}
    if compiled.wanted.seeks_makers:
        # Each maker is shown with the providers that serve its needs best: a priority for any
        # service may move those.
        found |= {row.code for row in taxonomy.sectors.values() if row.kind == "service"}
    return found


def _provinces(compiled: CompiledBrief) -> tuple[str, ...]:
    """A service is weighed by its client's place; a maker by its own, wherever that may be."""
    wanted, atlas = compiled.wanted, compiled.reference.atlas
    if not wanted.seeks_makers:
        return (atlas.places[wanted.client_place].province,) if wanted.client_place else ()
    if not wanted.provinces:
        return (ALL,)
    return tuple(
        sorted({atlas.places[code].province for code in atlas.expand_clusters(wanted.provinces)})
    )


def _datasets(brief: InterpretedBrief) -> tuple[str, ...]:
    """A maker's providers are looked for in all datasets of its kind; a brief that names no
    dataset asks for all that are real, those to come among them.
    """
    if brief.wanted.seeks_makers or not brief.names_datasets:
        return (SIMULATED if brief.simulated else REAL,)
    return tuple(sorted(brief.wanted.datasets))
