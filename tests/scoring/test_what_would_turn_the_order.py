"""The smallest change of weights that turns the order of two entries: ranking again agrees."""

import datetime as dt
import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.reference.scale import TOP
from matcher.scoring.order_changes import Standing, smallest_turn
from matcher.scoring.weights import DEFAULT, POLICY_MOST, TOTAL, settle, with_one_moved
from tests.scoring import factories, generators

NAMES = tuple(DEFAULT)
CLAIMS = st.lists(st.integers(0, 300), min_size=6, max_size=6)
VALUES = st.fixed_dictionaries(dict.fromkeys(NAMES, st.integers(0, TOP)))
STANDING = st.builds(Standing, st.just(0), st.integers(1, 2), VALUES, st.integers(0, 3))


def settled(claims):
    """The weights of a brief that asks for these claims, or for as much policy as it may."""
    asked = {name: Fraction(claim) for name, claim in zip(NAMES, claims, strict=True)}
    others = sum(asked.values()) - asked["policy"]
    asked["policy"] = min(asked["policy"], others * POLICY_MOST / (TOTAL - POLICY_MOST))
    return settle(asked, NAMES)


WEIGHTS = CLAIMS.filter(lambda claims: sum(claims) > claims[1]).map(settled)


def key(one, weights):
    """The order of `ranking`: the greater stands first."""
    points = sum(weights[name] * one.values[name] for name in weights)
    return one.relation, points, one.tie_value, -one.partner


def by_hand(above, below, weights):
    """The smallest turn, by trying every weight with fractions and by sorting."""
    for by in range(1, TOTAL + 1):
        for name in weights:
            for to in (weights[name] + by, weights[name] - by):
                after = _shared_out(weights, name, to) if 0 <= to <= TOTAL else None
                if after and key(below, after) > key(above, after):
                    return name, to, after
    return None


def _shared_out(weights, name, to):
    """What a brief is given that asks for the weight and for the others in proportion."""
    others = {one: Fraction(weight) for one, weight in weights.items() if one != name}
    whole, left = sum(others.values()), TOTAL - to
    if not whole or (name == "policy" and to > POLICY_MOST):
        return None
    shares = {one: weight * left / whole for one, weight in others.items()}
    after = _largest_remainders(shares, left)
    if after.get("policy", 0) > POLICY_MOST:
        rest = {one: weight for one, weight in others.items() if one != "policy"}
        if not sum(rest.values()):
            return None
        left -= POLICY_MOST
        shares = {one: weight * left / sum(rest.values()) for one, weight in rest.items()}
        after = {"policy": POLICY_MOST} | _largest_remainders(shares, left)
    return {one: to if one == name else after[one] for one in weights}


def _largest_remainders(shares, total):
    found = {one: int(share) for one, share in shares.items()}
    order = sorted(shares, key=lambda one: found[one] - shares[one])
    for one in order[: total - sum(found.values())]:
        found[one] += 1
    return found


@settings(max_examples=150, deadline=None)
@given(STANDING, STANDING, WEIGHTS)
def test_it_is_the_smallest_that_trying_all_of_them_finds(one, other, weights):
    pair = [replace(one, partner=1), replace(other, partner=2)]
    above, below = sorted(pair, key=lambda each: key(each, weights), reverse=True)
    found = smallest_turn(above, below, weights)
    told = found and (found.component, found.to, dict(found.weights))
    assert told == by_hand(above, below, weights)


@settings(max_examples=40, deadline=None)
@given(generators.RANDOM)
def test_a_brief_with_these_weights_is_ranked_the_other_way(rng):
    reference, candidates, wanted = generators.some_world(rng)
    ranked = factories.rank(reference, candidates, wanted)
    for above, below in zip(ranked.entries, ranked.entries[1:], strict=False):
        weights = {one.name: one.weight for one in above.components}
        turn = smallest_turn(_standing(above), _standing(below), weights)
        if turn is None:
            continue
        asked = {name: Fraction(weight) for name, weight in turn.weights.items()}
        again = factories.rank(reference, candidates, replace(wanted, weights=asked, limit=200))
        given_weights = {name: again.weights[name] for name in turn.weights}
        assert given_weights == turn.weights
        order = factories.order(again)
        assert order.index(below.partner) < order.index(above.partner)


def _standing(entry):
    stored = json.loads(json.dumps(entry.as_json()))
    return Standing.of_stored(entry.partner, stored, factories.TODAY)


EVEN = {"fit": 128, "trust": 128}


def pair(above, below, **differs: Any):
    first = Standing(1, 2, above, 0)
    return first, replace(Standing(2, 2, below, 0), **differs)


def test_a_lead_of_one_point_turns_with_one_step_of_a_weight():
    above, below = pair({"fit": 100, "trust": 101}, {"fit": 101, "trust": 100}, tie_value=-1)
    turn = smallest_turn(above, below, EVEN)
    assert turn is not None
    assert (turn.component, turn.weight, turn.to) == ("fit", 128, 129)
    assert turn.weights == {"fit": 129, "trust": 127}


def test_whoever_is_better_or_equal_in_everything_is_never_passed():
    assert smallest_turn(*pair({"fit": 9, "trust": 9}, {"fit": 9, "trust": 8}), EVEN) is None
    assert smallest_turn(*pair({"fit": 9, "trust": 9}, {"fit": 9, "trust": 9}), EVEN) is None


def test_a_nearer_relation_is_never_passed():
    above, below = pair({"fit": 0, "trust": 9}, {"fit": 255, "trust": 0}, relation=1)
    assert smallest_turn(above, below, EVEN) is None


def test_equal_points_are_enough_for_whoever_the_tie_break_prefers():
    facts = {"fit": 100, "trust": 102}, {"fit": 102, "trust": 100}
    preferred = smallest_turn(*pair(*facts, tie_value=1), {"fit": 127, "trust": 129})
    other = smallest_turn(*pair(*facts), {"fit": 127, "trust": 129})
    assert preferred is not None
    assert other is not None
    assert (preferred.to, other.to) == (128, 129)


def test_a_single_component_leaves_nothing_to_turn():
    above, below = pair({"fit": 9}, {"fit": 8})
    assert smallest_turn(above, below, {"fit": 256}) is None


@pytest.mark.parametrize("to", [39, 256])
def test_policy_is_not_raised_above_its_cap(to):
    assert with_one_moved({"fit": 246, "policy": 10}, "policy", to) is None


def test_policy_stays_at_its_cap_where_another_weight_falls():
    weights = {"fit": 100, "policy": 38, "operations": 118}
    assert with_one_moved(weights, "operations", 18) == {
        "fit": 200,
        "policy": 38,
        "operations": 18,
    }


def test_an_entry_without_a_tie_break_is_ordered_by_id():
    detail = {"components": [{"name": "fit", "value": 3}]}
    first, second = (Standing.of_stored(pk, detail, dt.date(2026, 1, 1)) for pk in (4, 7))
    assert first.precedes_if_equal(second)
    assert not second.precedes_if_equal(first)
