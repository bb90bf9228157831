"""Every score adds up: integers, weights that sum to 256, parts that sum to the score."""

import pytest
from hypothesis import given, settings

from matcher.index.candidate import Certificates, Held, Proof
from matcher.scoring import ranking
from matcher.scoring.weights import DEFAULT
from tests.scoring import chance, world


@settings(max_examples=150, deadline=None)
@given(chance.RANDOM)
def test_the_components_points_sum_to_the_score(rng):
    reference, candidates, wanted = chance.some_world(rng)

    ranking = world.rank(reference, candidates, wanted)

    assert sum(ranking.weights.values()) == 256
    assert list(ranking.weights) == list(DEFAULT)
    for entry in ranking.entries:
        assert sum(one.weight for one in entry.components) == 256
        for one in entry.components:
            assert one.points == one.weight * one.value
            assert one.weight == ranking.weights[one.name]
            assert 0 <= one.value <= 255
        assert entry.points == sum(one.points for one in entry.components)
        assert 0 <= entry.points <= 65280
        assert 0 <= entry.known <= 100


@settings(max_examples=150, deadline=None)
@given(chance.RANDOM)
def test_the_explained_points_are_the_points_that_ranked(rng):
    """Points that order the list come from tables, entries from judgements: they agree."""
    reference, candidates, wanted = chance.some_world(rng)

    points = [entry.points for entry in world.rank(reference, candidates, wanted).entries]

    assert points == sorted(points, reverse=True)


@pytest.mark.parametrize("wanted", [world.knitwear(), world.storefront()])
def test_the_parts_of_a_component_share_the_whole_of_it(wanted):
    reference = world.reference()

    parts = ranking.criteria_of(reference, wanted)

    shares = dict.fromkeys(DEFAULT, 0)
    for part in parts:
        assert part.share > 0
        shares[part.component] += part.share
    assert set(shares.values()) == {255}


def test_the_best_at_everything_has_the_most_points_there_are():
    reference = world.reference(
        world.edition(world.GUANGDONG, world.priority("P1", "C18", stage="delivered"))
    )
    best = world.knitter(
        minimum_order=world.pieces(0),
        lead_time_days=0,
        monthly_capacity=world.pieces(10**9),
        proofs=(Proof("verified", "an auditor", world.TODAY),),
        certificates=Certificates((Held("ISO 9001", None, world.TODAY),)),
    )
    services = [
        world.shopkeeper(pk, offers=tuple(world.serves(code) for code in world.DONE))
        for pk in (2, 3, 4)
    ]

    entry = world.entry_of(reference, best, world.knitwear(), *services)

    assert world.values(entry) == {
        "fit": 255,
        "policy": 255,
        "operations": 255,
        "assurance": 255,
        "ecosystem": 255,
        "trust": 255,
    }
    assert entry.points == 65280
