"""`known` is the share of the weights that rests on known facts: 100 only where none is missing."""

from fractions import Fraction

from hypothesis import given, settings

from tests.scoring import factories, generators


def test_everything_known_is_a_hundred_percent_and_nothing_missing():
    reference = factories.reference(
        factories.edition(factories.GUANGDONG, factories.priority("P1", "C18"))
    )

    entry = factories.entry_of(
        reference, factories.knitter(), factories.knitwear(), factories.shopkeeper(2)
    )

    assert (entry.known, entry.missing, entry.ask_next) == (100, (), ())


@settings(max_examples=150, deadline=None)
@given(generators.RANDOM)
def test_a_hundred_percent_is_said_only_where_nothing_that_weighs_is_missing(rng):
    reference, candidates, wanted = generators.some_world(rng)
    shares = {
        (one.component, one.name): one.share for one in factories.criteria_of(reference, wanted)
    }

    for entry in factories.rank(reference, candidates, wanted).entries:
        weights = {one.name: one.weight for one in entry.components}
        missing = sum(
            weights[one.component] * shares[one.component, one.fact] for one in entry.missing
        )
        assert entry.known == (65280 - missing) * 100 // 65280
        assert (entry.known == 100) is (missing == 0)


def test_a_sliver_that_is_missing_is_not_rounded_away():
    """Policy weighs one part in 256 and no list is held."""
    wanted = factories.knitwear(weights={"policy": Fraction(1)})

    entry = factories.entry_of(
        factories.reference(), factories.knitter(), wanted, factories.shopkeeper(2)
    )

    assert [one.component for one in entry.missing] == ["policy"]
    assert entry.known == 99
