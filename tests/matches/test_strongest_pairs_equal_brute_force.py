"""The strongest pairs of a province, a field and a service are those of brute force."""

from collections.abc import Iterator

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.matches.match_context import MatchContext
from matcher.matches.parties import MAKES, SERVES, MatchTables, group_parties
from matcher.matches.strongest_pairs import (
    ALL,
    MOST_PAIRS,
    PairQuery,
    compute_pairs,
    province_parts,
)
from tests.matches import brute
from tests.matches.test_lists_equal_brute_force import some_parties
from tests.scoring import generators

Pair = tuple[int, int, int]


def some_context(rng, most=25) -> MatchContext:
    reference = generators.some_ground(rng)
    tables = MatchTables(reference)
    makers, providers = (
        group_parties(tables, some_parties(rng, tables, role, most)) for role in (MAKES, SERVES)
    )
    return MatchContext((), tables, makers, providers)


def every_pair(context: MatchContext, query: PairQuery) -> Iterator[Pair]:
    """Each pair of the query that matches: (points, maker, provider), one by one."""
    needs, makers, providers = (
        context.tables.needs,
        context.makers.parties,
        context.providers.parties,
    )
    services = [
        n
        for n, code in enumerate(needs.services)
        if query.services is None or code in query.services
    ]
    divisions = [
        n
        for n, code in enumerate(needs.divisions)
        if query.sectors is None or code in query.sectors
    ]
    for m in range(len(makers)):
        area = int(context.tables.areas.area[makers.place[m]])
        home = context.tables.areas.provinces[area]
        if query.province not in (None, home):
            continue
        for p in range(len(providers)):
            if makers.ids[m] == providers.ids[p]:
                continue
            points = brute.score(context.tables, makers, m, providers, p, services, divisions)
            if points is not None:
                yield points, int(makers.ids[m]), int(providers.ids[p])


def brute_pairs(context, query, k) -> list[Pair]:
    return sorted(every_pair(context, query), key=lambda one: (-one[0], *one[1:]))[:k]


def as_pairs(entries) -> list[Pair]:
    return [(int(e["points"]), int(e["maker"]), int(e["provider"])) for e in entries]


def some_query(rng, context) -> PairQuery:
    needs, areas = context.tables.needs, context.tables.areas

    def some(of):
        return frozenset(rng.sample(of, rng.randint(1, 3))) if rng.random() < 0.6 else None

    province = rng.choice(areas.provinces) if rng.random() < 0.5 else None
    return PairQuery(province, some(needs.divisions), some(needs.services))


@settings(max_examples=150, deadline=None)
@given(rng=generators.RANDOM, k=st.integers(1, 12))
def test_computed_pairs_equal_brute_force(rng, k):
    context = some_context(rng)
    query = some_query(rng, context)
    assert as_pairs(compute_pairs(context, query, k)) == brute_pairs(context, query, k)


@settings(max_examples=40, deadline=None)
@given(rng=generators.RANDOM)
def test_each_part_of_a_province_equals_brute_force(rng):
    context = some_context(rng, most=18)
    for province in {*context.tables.areas.provinces, ""}:
        parts = {(d, s): found for d, s, found in province_parts(context, province)}
        divisions = [*context.tables.needs.divisions, ALL]
        for division in [*rng.sample(divisions, 2), ALL]:
            for service in [*rng.sample(context.tables.needs.services, 3), ALL]:
                query = PairQuery(
                    province,
                    None if division == ALL else frozenset({division}),
                    None if service == ALL else frozenset({service}),
                )
                found = as_pairs(parts.get((division, service), ()))
                assert found == brute_pairs(context, query, MOST_PAIRS)


@settings(max_examples=60, deadline=None)
@given(rng=generators.RANDOM)
def test_the_components_of_each_pair_are_its_points(rng):
    context = some_context(rng)
    entries = compute_pairs(context, PairQuery(), 50)
    for name, weight in (("need", 112), ("affinity", 56), ("operations", 48), ("quality", 40)):
        entries["points"] -= weight * entries[name].astype(np.uint16)
    assert not entries["points"].any()
