"""Job C: a province publishes one more priority; whose lists move, and how long until they are
right again. Held to lists computed anew, all that were touched and some that were not.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np

from benchmarks import parties
from benchmarks.rows import Options, Row, best_of, peak_mb, timed
from matcher.scoring.ground import EditionRow, Ground, PriorityRow
from matcher.scoring.pairs import search
from matcher.scoring.pairs.refresh import change, makers_lists, providers_lists
from matcher.scoring.pairs.side import MAKES, SERVES, Ints, Side, Terms, arrange, arranged

K = 10
CHECKED = 2_000


def run(options: Options) -> Iterator[Row]:
    for makers, providers in options.pairs:
        yield from _run(makers, providers)


def _run(makers: int, providers: int) -> Iterator[Row]:
    size = f"{makers}x{providers}"
    ground = parties.ground()
    old = parties.terms(ground)
    left = arrange(old, parties.parties(old, MAKES, makers))
    right = arrange(old, parties.parties(old, SERVES, providers))
    left.group, right.group  # noqa: B018 - kept by a process that holds the sides
    whole, forward = timed(lambda: search.top(old, left, right, K))
    back, reverse = timed(lambda: search.top(old, right, left, K))
    yield Row("C", "all makers anew", size, whole, None, None, 1, peak_mb())
    yield Row("C", "all providers anew", size, back, None, None, 1, peak_mb())
    for province, share in _provinces(left):
        after = _one_more(ground, old.areas.provinces[province])
        tables, new = best_of(3, partial(parties.terms, after))
        took, changed = best_of(3, partial(change, new, left, old.needs))
        took += tables
        ahead, moved = best_of(3, partial(makers_lists, new, changed, right, forward))
        lists = (forward if changed.was is None else forward[changed.was]).copy()
        lists[changed.touched] = moved
        note = f"{len(changed.touched)} makers, {whole / (took + ahead):.0f} times less than anew"
        same = _same(new, changed.makers, lists, right, changed.touched)
        name = f"makers, province of {100 * share:.2g} %"
        yield Row("C", name, size, took + ahead, None, same, 1, peak_mb(), note)
        behind, (asked, found) = best_of(3, partial(providers_lists, new, changed, right, reverse))
        lists = reverse.copy()
        lists[asked] = found
        moved = int((lists != reverse).any(axis=1).sum())
        note = f"{moved} lists moved, {back / (took + behind):.0f} times less than anew"
        rows = _sample(len(right))
        same = _same(new, right, lists, changed.makers, rows)
        name = f"providers, province of {100 * share:.2g} %"
        yield Row("C", name, size, took + behind, None, same, 1, peak_mb(), note)


def _provinces(makers: Side) -> list[tuple[int, float]]:
    """The areas with the most, the middle and the fewest makers, with their shares."""
    sizes = np.bincount(makers.area, np.diff(makers.ptr))
    order = np.argsort(-sizes[:-1])
    order = order[sizes[order] > 0]
    chosen = (order[0], order[len(order) // 2], order[-1])
    return [(int(one), float(sizes[one] / len(makers))) for one in chosen]


def _one_more(ground: Ground, province: str) -> Ground:
    """The ground with one more priority, for one service group, in the province's list."""
    row = PriorityRow(
        key="one-more",
        title="made up",
        signal="shortage",
        speaker="government",
        stage="delivered",
        effective_from=parties.DAY,
        targets=("PS033",),
    )
    held = ground.editions[province]
    edition = EditionRow(province, 2, False, (*held.priorities, row))
    return replace(ground, editions={**ground.editions, province: edition})


def _sample(count: int) -> Ints:
    return np.sort(np.random.default_rng(3).choice(count, min(CHECKED, count), replace=False))


def _same(terms: Terms, askers: Side, lists: search.Keys, others: Side, rows: Ints) -> bool:
    """Are the lists of the rows, and of some others, those that are computed anew?"""
    rows = np.union1d(rows, _sample(len(askers)))
    some, order = arranged(terms, askers.parties.take(rows))
    return bool((search.top(terms, some, others, K) == lists[rows[order]]).all())
