"""Every score adds up: integers, weights that sum to 256, parts that sum to the score."""

import pytest
from hypothesis import given, settings

from matcher.index.candidate import Certificates, EvidenceItem, HeldCertificate
from matcher.scoring.weights import DEFAULT
from tests.scoring import factories, generators


@settings(max_examples=150, deadline=None)
@given(generators.RANDOM)
def test_the_components_points_sum_to_the_score(rng):
    reference, candidates, wanted = generators.some_world(rng)

    ranking = factories.rank(reference, candidates, wanted)

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
@given(generators.RANDOM)
def test_the_explained_points_are_the_points_that_ranked(rng):
    """Points that order the list come from tables, entries from judgements: they agree."""
    reference, candidates, wanted = generators.some_world(rng)

    entries = factories.rank(reference, candidates, wanted).entries
    points = [(entry.relation, entry.points) for entry in entries]

    assert points == sorted(points, reverse=True)


@pytest.mark.parametrize("wanted", [factories.knitwear(), factories.storefront()])
def test_the_parts_of_a_component_share_the_whole_of_it(wanted):
    reference = factories.reference()

    parts = factories.criteria_of(reference, wanted)

    shares = dict.fromkeys(DEFAULT, 0)
    for part in parts:
        assert part.share > 0
        shares[part.component] += part.share
    assert set(shares.values()) == {255}


def test_the_best_at_everything_has_the_most_points_there_are():
    reference = factories.reference(
        factories.edition(factories.GUANGDONG, factories.priority("P1", "C18", stage="delivered"))
    )
    best = factories.knitter(
        minimum_order=factories.pieces(0),
        lead_time_days=0,
        monthly_capacity=factories.pieces(10**9),
        proofs=(EvidenceItem("verified", "an auditor", factories.TODAY),),
        certificates=Certificates((HeldCertificate("ISO 9001", None, factories.TODAY),)),
    )
    services = [
        factories.shopkeeper(pk, offers=tuple(factories.serves(code) for code in factories.DONE))
        for pk in (2, 3, 4)
    ]

    entry = factories.entry_of(reference, best, factories.knitwear(), *services)

    assert factories.values(entry) == {
        "fit": 255,
        "policy": 255,
        "operations": 255,
        "assurance": 255,
        "ecosystem": 255,
        "trust": 255,
    }
    assert entry.points == 65280
