"""The two forms of a criterion, of one record and of a segment, give the same value and verdict."""

import numpy as np
import pytest
from hypothesis import given, settings

from matcher.index.criterion_values import lazy_cohorts
from matcher.index.encode import encode_columns
from matcher.index.segment import Segment, SegmentQuery
from matcher.reference.scale import MET, MISSED, OPEN
from matcher.reference.sectors import SERVICE
from matcher.scoring.assurance import LaboratoryScope
from matcher.scoring.compiled_brief import compile_brief
from matcher.scoring.coverage import count_coverage
from matcher.scoring.criterion import Criterion
from matcher.scoring.policy import ClientPolicy
from matcher.scoring.screened import Screened
from tests.scoring import generators

VERDICTS = {True: MET, False: MISSED, None: OPEN}


def leaves(kind):
    """The classes of a kind that briefs are compiled to: those with a name of their own."""
    below = [leaf for sub in kind.__subclasses__() for leaf in leaves(sub)]
    return below or [kind]


def tabulated(rng):
    """Each criterion of a random brief with its values and verdicts of the partners that fit, and
    the assessments of their records.
    """
    reference, candidates, wanted = generators.some_world(rng, most=40)
    segment = Segment(encode_columns(reference, candidates))
    compiled = compile_brief(reference, wanted)
    services = compiled.reference.sectors.kind == SERVICE
    query = SegmentQuery(segment.columns, compiled.fits.best_levels, services)
    known = {one.id: one for one in candidates}
    starts = segment.columns.cohorts.ptr.take(query.cohorts)
    sizes = segment.columns.cohorts.sizes.take(query.cohorts)
    which = np.repeat(np.arange(len(query.cohorts)), sizes)
    rows = np.concatenate(
        [np.zeros(0, np.int64), *(np.arange(a, a + n) for a, n in zip(starts, sizes, strict=True))]
    )
    cohorts = lazy_cohorts(np.arange(len(query.cohorts)), which)
    records = [known[pk] for pk in segment.columns.facts.ids.take(rows).tolist()]
    for criterion in compiled.criteria(count_coverage(reference, (segment,), wanted.datasets)):
        table = criterion.tabulate(query)
        values = table.values(rows, cohorts).tolist()
        verdicts = table.verdicts(rows, cohorts).tolist() if criterion.wish else None
        yield criterion, values, verdicts, [criterion.assess(record) for record in records]


@settings(max_examples=300, deadline=None)
@given(generators.RANDOM)
def test_values_and_verdicts_of_a_segment_are_those_of_its_records(rng):
    for criterion, values, verdicts, assessments in tabulated(rng):
        assert values == [one.value for one in assessments], criterion
        if verdicts is not None:
            assert verdicts == [VERDICTS[one.meets] for one in assessments], criterion


# A client's place is judged beside the provider's, by `EitherPlacePolicy`; screening, which is
# only ever required, is judged in a test of its own.
@pytest.mark.parametrize(
    "kind", [one for one in leaves(Criterion) if one not in (ClientPolicy, Screened)]
)
def test_random_briefs_hold_every_criterion_with_different_values(kind):
    """Otherwise the test above would say nothing of it."""
    # No record states what a laboratory tests for: one value is all there is.
    different = 0 if kind is LaboratoryScope else 1
    found = set()
    for seed in range(400):
        for criterion, values, _, _ in tabulated(generators.Random(seed)):
            if type(criterion) is kind:
                found |= set(values)
        if len(found) > different:
            return
    raise AssertionError(f"{kind.__name__} was not judged: {found}")
