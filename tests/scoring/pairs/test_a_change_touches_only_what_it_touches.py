"""Lists brought up to new needs equal those computed anew, over any edits of the lists."""

import datetime as dt

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.matches import top_matches
from matcher.matches.build_parties import terms
from matcher.matches.parties import MAKES, SERVES, arrange
from matcher.matches.refresh import change, makers_lists, providers_lists
from tests.scoring import factories, generators
from tests.scoring.pairs.test_lists_equal_brute_force import some_parties


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
    moved = makers_lists(new, changed, providers, forward)
    lists = forward if changed.was is None else forward[changed.was]
    lists = lists.copy()
    lists[changed.touched] = moved
    return lists


@settings(max_examples=200, deadline=None)
@given(rng=generators.RANDOM, k=st.integers(1, 6))
def test_after_any_edits_the_lists_are_those_computed_anew(rng, k):
    reference = generators.some_ground(rng)
    old = terms(reference)
    makers = arrange(old, some_parties(rng, old, MAKES))
    providers = arrange(old, some_parties(rng, old, SERVES))
    forward = top_matches.top(old, makers, providers, k)
    reverse = top_matches.top(old, providers, makers, k)
    for _ in range(3):
        reference = edited(rng, reference)
        new = terms(reference)
        changed = change(new, makers, old.needs)
        forward = applied(new, changed, providers, forward)
        rows, lists = providers_lists(new, changed, providers, reverse)
        reverse[rows] = lists
        makers, old = changed.makers, new
        anew = arrange(new, makers.parties)
        assert by_id(makers, forward) == by_id(anew, top_matches.top(new, anew, providers, k))
        assert (reverse == top_matches.top(new, providers, anew, k)).all()


def test_nothing_is_touched_where_nothing_differs():
    reference = factories.reference(
        factories.edition(factories.GUANGDONG, factories.priority("P1", "PS033"))
    )
    within = terms(reference)
    rng = generators.Random(3)
    makers = arrange(within, some_parties(rng, within, MAKES))
    changed = change(terms(reference), makers, within.needs)
    assert not len(changed.touched)
    assert not len(changed.services)


def test_only_makers_of_the_province_that_use_the_service_are_touched():
    within = terms(factories.reference())
    rng = generators.Random(5)
    makers = arrange(within, some_parties(rng, within, MAKES))
    row = factories.priority("P1", "PS033")
    after = terms(factories.reference(factories.edition(factories.HUNAN, row)))
    changed = change(after, makers, within.needs)
    places = {within.areas.codes[p] for p in changed.makers.parties.place[changed.touched]}
    assert places
    assert places <= {factories.HUNAN, factories.CHANGSHA}
    assert within.needs.column("PS033") in changed.services


def test_nobody_is_brought_up_to_anything():
    within = terms(factories.reference())
    rng = generators.Random(1)
    makers = arrange(within, some_parties(rng, within, MAKES, most=0))
    after = terms(
        factories.reference(factories.edition(factories.HUNAN, factories.priority("P1", "PS033")))
    )
    changed = change(after, makers, within.needs)
    assert len(changed.makers) == 0
    empty = np.zeros((0, 5), np.uint64)
    assert makers_lists(after, changed, makers, empty).shape == (0, 5)
