"""A second implementation, written from the design, gives the same list."""

from dataclasses import replace

from hypothesis import given, settings

from matcher.scoring import MODEL
from tests.scoring import factories, generators
from tests.scoring.oracle import MatchContext


@settings(max_examples=300, deadline=None)
@given(generators.RANDOM)
def test_points_and_order_are_those_of_the_slow_reckoning(rng):
    reference, candidates, wanted = generators.some_world(rng)
    wanted = replace(wanted, weights={}, require=frozenset(), provinces=())

    ranking = factories.rank(reference, candidates, wanted)

    slow = MatchContext(reference, candidates, wanted)
    assert [(entry.points, entry.partner) for entry in ranking.entries] == slow.ranked()
    partners = {one.id: one for one in candidates}
    for entry in ranking.entries:
        assert factories.values(entry) == slow.values(partners[entry.partner])


def test_the_slow_reckoning_is_of_this_model():
    assert MODEL == "ronghe-3"
