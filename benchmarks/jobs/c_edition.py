"""Job C: a province publishes one more priority. How long until makers are grouped by their new
needs, and until the strongest pairs of the province are computed anew.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks import parties
from benchmarks.rows import Options, Row, best_of, peak_mb, timed
from harness.servers import own_servers
from matcher.matches.parties import MAKES, SERVES, PartyGroups, group_parties
from matcher.reference.reference_data import ReferenceData
from priorities.editions.rows import EditionRow, PriorityRow

if TYPE_CHECKING:
    from matcher.matches.match_context import MatchContext


def run(options: Options) -> Iterator[Row]:
    # The contexts of matches import models, so that Django must be set up.
    with own_servers():
        for makers, providers in options.pairs:
            yield from _run(makers, providers)


def _run(makers: int, providers: int) -> Iterator[Row]:
    from matcher.matches.strongest_pairs import province_parts

    size = f"{makers}x{providers}"
    reference = parties.reference()
    tables = parties.tables(reference)
    left = group_parties(tables, parties.parties(tables, MAKES, makers))
    right = group_parties(tables, parties.parties(tables, SERVES, providers))
    for area, share in _provinces(left):
        province = tables.areas.provinces[area]
        after = _one_more(reference, province)
        regrouping, context = best_of(3, partial(_with_lists, after, left, right))
        name = f"a priority begins, province of {100 * share:.2g} %"
        yield Row("C", f"makers grouped: {name}", size, regrouping, None, None, 1, peak_mb())
        started = partial(province_parts, context, province)
        took, parts = timed(partial(_listed, started))
        note = f"{len(parts)} parts of at most 100 pairs"
        yield Row("C", f"strongest pairs: {name}", size, took, None, None, 1, peak_mb(), note)


def _listed(parts: Callable[[], Iterable[Any]]) -> list[Any]:
    return list(parts())


def _with_lists(
    reference: ReferenceData, makers: PartyGroups, providers: PartyGroups
) -> "MatchContext":
    """The context of the same partners on other lists."""
    from matcher.matches.match_context import MatchContext

    tables = parties.tables(reference)
    makers = group_parties(tables, makers.parties)
    return MatchContext((), tables, makers, providers)


def _provinces(makers: PartyGroups) -> list[tuple[int, float]]:
    """The areas with the most, the middle and the fewest makers, with their shares."""
    sizes = np.bincount(makers.area, np.diff(makers.ptr))
    order = np.argsort(-sizes[:-1])
    order = order[sizes[order] > 0]
    chosen = (order[0], order[len(order) // 2], order[-1])
    return [(int(one), float(sizes[one] / len(makers))) for one in chosen]


def _one_more(reference: ReferenceData, province: str) -> ReferenceData:
    """The reference with one more priority in the province's list: for the first service group that
    no other priority of it is for.
    """
    held = reference.lists.editions[province]
    named = {target for row in held.priorities for target in row.targets}
    service = next(
        row.code
        for row in reference.taxonomy.sectors.values()
        if row.kind == "service"
        and row.parent
        and not any(reference.taxonomy.covers(t, row.code) for t in named)
    )
    row = PriorityRow(
        key="one-more",
        title_en="made up",
        title_zh="made up",
        signal="shortage",
        speaker="government",
        stage="delivered",
        effective_from=parties.DAY,
        targets=(service,),
    )
    edition = EditionRow(province, 2, False, (*held.priorities, row))
    editions = {**reference.lists.editions, province: edition}
    return replace(reference, lists=replace(reference.lists, editions=editions))
