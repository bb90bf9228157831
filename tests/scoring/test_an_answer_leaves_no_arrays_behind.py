"""What a search computed of a segment goes with its answer, not when the collector comes by."""

import gc

import pytest

from matcher.index.segment import SegmentQuery
from tests.scoring import factories, generators


@pytest.fixture
def uncollected():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def _queries() -> int:
    # By its type: `isinstance` would ask lazy objects of other tests for what they stand for.
    return sum(type(one) is SegmentQuery for one in gc.get_objects())


@pytest.mark.parametrize("seed", range(8))
def test_no_query_stays_in_a_circle_of_references(uncollected, seed):
    reference, candidates, wanted = generators.some_world(generators.Random(seed))
    before = _queries()
    factories.rank(reference, candidates, wanted)
    assert _queries() == before
