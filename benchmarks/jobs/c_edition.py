"""Job C: a province publishes one more priority; whose lists move, and how long until they are
right again. Held to lists computed anew, all that were touched and some that were not.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from benchmarks import parties
from benchmarks.rows import Options, Row, best_of, peak_mb, timed
from matcher.matches import top_matches
from matcher.matches.parties import (
    MAKES,
    SERVES,
    Ints,
    MatchTables,
    PartyGroups,
    group_parties,
    group_with_rows,
)
from matcher.matches.refresh import apply_needs, updated_maker_lists, updated_provider_lists
from matcher.reference.reference_data import ReferenceData
from priorities.editions.rows import EditionRow, PriorityRow

K = 10
CHECKED = 2_000


@dataclass(frozen=True)
class State:
    """Both sides on some terms, and everybody's lists."""

    tables: MatchTables
    makers: PartyGroups
    providers: PartyGroups
    forward: top_matches.Keys
    reverse: top_matches.Keys


def run(options: Options) -> Iterator[Row]:
    for makers, providers in options.pairs:
        yield from _run(makers, providers)


def _run(makers: int, providers: int) -> Iterator[Row]:
    size = f"{makers}x{providers}"
    reference = parties.reference()
    tables = parties.tables(reference)
    left = group_parties(tables, parties.parties(tables, MAKES, makers))
    right = group_parties(tables, parties.parties(tables, SERVES, providers))
    ahead, forward = timed(lambda: top_matches.best_counterparts(tables, left, right, K))
    behind, reverse = timed(lambda: top_matches.best_counterparts(tables, right, left, K))
    yield Row("C", "all makers anew", size, ahead, None, None, 1, peak_mb())
    yield Row("C", "all providers anew", size, behind, None, None, 1, peak_mb())
    state = State(tables, left, right, forward, reverse)
    for province, share in _provinces(left):
        more = _one_more(reference, tables.areas.provinces[province])
        for what, after in (("begins", more), ("ends", reference)):
            name = f"a priority {what}, province of {100 * share:.2g} %"
            state, rows = _moved(state, after, name, size, (ahead, behind))
            yield from rows


def _moved(
    old: State, after: ReferenceData, name: str, size: str, anew: tuple[float, float]
) -> tuple[State, list[Row]]:
    """The state on the reference after a change, and how long it took."""
    building, tables = best_of(3, partial(parties.tables, after))
    found, changed = best_of(3, partial(apply_needs, tables, old.makers, old.tables.needs))
    ahead, lists = best_of(
        3, partial(updated_maker_lists, tables, changed, old.providers, old.forward)
    )
    behind, (rows, found_lists) = best_of(
        3, partial(updated_provider_lists, tables, changed, old.providers, old.reverse)
    )
    forward = (
        old.forward if changed.previous_rows is None else old.forward[changed.previous_rows]
    ).copy()
    before = forward[changed.touched]
    forward[changed.touched] = lists
    reverse = old.reverse.copy()
    reverse[rows] = found_lists
    new = State(tables, changed.makers, old.providers, forward, reverse)
    moved = (_differ(before, lists), _differ(old.reverse, reverse))
    took = (building + found + ahead, building + found + behind)
    same = (
        _same(tables, new.makers, forward, new.providers, changed.touched),
        _same(tables, new.providers, reverse, new.makers, rows),
    )
    return new, [
        Row(
            "C",
            f"{who}: {name}",
            size,
            took[n],
            None,
            same[n],
            1,
            peak_mb(),
            f"{moved[n]} lists of {asked} moved, {anew[n] / took[n]:.0f} times less than anew",
        )
        for n, (who, asked) in enumerate(
            (("makers", len(changed.touched)), ("providers", len(rows)))
        )
    ]


def _differ(before: top_matches.Keys, after: top_matches.Keys) -> int:
    return int((before != after).any(axis=1).sum())


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
    covers = reference.taxonomy.covers
    service = next(
        row.code
        for row in reference.taxonomy.sectors.values()
        if row.kind == "service" and row.parent and not any(covers(t, row.code) for t in named)
    )
    row = PriorityRow(
        key="one-more",
        title="made up",
        signal="shortage",
        speaker="government",
        stage="delivered",
        effective_from=parties.DAY,
        targets=(service,),
    )
    edition = EditionRow(province, 2, False, (*held.priorities, row))
    editions = {**reference.lists.editions, province: edition}
    return replace(reference, lists=replace(reference.lists, editions=editions))


def _sample(count: int) -> Ints:
    return np.sort(np.random.default_rng(3).choice(count, min(CHECKED, count), replace=False))


def _same(
    tables: MatchTables,
    askers: PartyGroups,
    lists: top_matches.Keys,
    others: PartyGroups,
    rows: Ints,
) -> bool:
    """Are the lists of the rows, and of some others, those that are computed anew?"""
    rows = np.union1d(rows, _sample(len(askers)))
    some, order = group_with_rows(tables, askers.parties.take(rows))
    return bool(
        (top_matches.best_counterparts(tables, some, others, K) == lists[rows[order]]).all()
    )
