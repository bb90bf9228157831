"""Lists brought up to new needs equal those computed anew, over any edits of the lists."""

import datetime as dt

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.matches import top_matches
from matcher.matches.build_parties import match_tables
from matcher.matches.parties import MAKES, SERVES, group_parties
from matcher.matches.refresh import apply_needs, updated_maker_lists, updated_provider_lists
from tests.matches.test_lists_equal_brute_force import some_parties
from tests.scoring import factories, generators


def edited(rng, reference):
    """The reference after one edit: a province's list withdrawn, replaced, or a day gone by."""
    if rng.random() < 0.3:
        later = reference.lists.day + dt.timedelta(days=rng.choice((1, 30, 400)))
        return factories.with_lists(reference, reference.lists.editions, later)
    province = rng.choice(list(reference.lists.editions) or ["430000"])
    editions = dict(reference.lists.editions)
    editions.pop(province, None)
    if rng.random() < 0.8:
        other = generators.some_ground(rng).lists.editions
        if province in other:
            editions[province] = other[province]
    return factories.with_lists(reference, editions)


def by_id(side, keys):
    """id -> list."""
    return dict(zip(side.parties.ids.tolist(), keys.tolist(), strict=True))


def applied(new, changed, providers, forward):
    """All makers' lists after the change, in its order."""
    moved = updated_maker_lists(new, changed, providers, forward)
    lists = forward if changed.previous_rows is None else forward[changed.previous_rows]
    lists = lists.copy()
    lists[changed.touched] = moved
    return lists


@settings(max_examples=200, deadline=None)
@given(rng=generators.RANDOM, k=st.integers(1, 6))
def test_after_any_edits_the_lists_are_those_computed_anew(rng, k):
    reference = generators.some_ground(rng)
    old = match_tables(reference)
    makers = group_parties(old, some_parties(rng, old, MAKES))
    providers = group_parties(old, some_parties(rng, old, SERVES))
    forward = top_matches.best_counterparts(old, makers, providers, k)
    reverse = top_matches.best_counterparts(old, providers, makers, k)
    for _ in range(3):
        reference = edited(rng, reference)
        new = match_tables(reference)
        changed = apply_needs(new, makers, old.needs)
        forward = applied(new, changed, providers, forward)
        rows, lists = updated_provider_lists(new, changed, providers, reverse)
        reverse[rows] = lists
        makers, old = changed.makers, new
        anew = group_parties(new, makers.parties)
        assert by_id(makers, forward) == by_id(
            anew, top_matches.best_counterparts(new, anew, providers, k)
        )
        assert (reverse == top_matches.best_counterparts(new, providers, anew, k)).all()


def test_nothing_is_touched_where_nothing_differs():
    reference = factories.reference(
        factories.edition(factories.GUANGDONG, factories.priority("P1", "PS033"))
    )
    tables = match_tables(reference)
    rng = generators.Random(3)
    makers = group_parties(tables, some_parties(rng, tables, MAKES))
    changed = apply_needs(match_tables(reference), makers, tables.needs)
    assert not len(changed.touched)
    assert not len(changed.services)


def test_only_makers_of_the_province_that_use_the_service_are_touched():
    tables = match_tables(factories.reference())
    rng = generators.Random(5)
    makers = group_parties(tables, some_parties(rng, tables, MAKES))
    row = factories.priority("P1", "PS033")
    after = match_tables(factories.reference(factories.edition(factories.HUNAN, row)))
    changed = apply_needs(after, makers, tables.needs)
    places = {tables.areas.codes[p] for p in changed.makers.parties.place[changed.touched]}
    assert places
    assert places <= {factories.HUNAN, factories.CHANGSHA}
    assert tables.needs.service_number("PS033") in changed.services


def test_nobody_is_brought_up_to_anything():
    tables = match_tables(factories.reference())
    rng = generators.Random(1)
    makers = group_parties(tables, some_parties(rng, tables, MAKES, most=0))
    after = match_tables(
        factories.reference(factories.edition(factories.HUNAN, factories.priority("P1", "PS033")))
    )
    changed = apply_needs(after, makers, tables.needs)
    assert len(changed.makers) == 0
    empty = np.zeros((0, 5), np.uint64)
    assert updated_maker_lists(after, changed, makers, empty).shape == (0, 5)
