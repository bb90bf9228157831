"""Nothing known, nobody there, more asked than there is: an answer all the same."""

import pytest

from matcher.index.candidate import Candidate
from tests.scoring import factories
from tests.scoring.factories import makes, serves

WANTED = [
    factories.knitwear(),
    factories.storefront(),
    factories.storefront(client_sector=None, client_place=None),
]


@pytest.mark.parametrize("wanted", WANTED)
def test_among_nobody_nobody_is_found(wanted):
    ranking = factories.rank(factories.reference(), [], wanted)

    assert (ranking.entries, ranking.counts.considered, ranking.counts.eligible) == ((), 0, 0)
    assert sum(ranking.weights.values()) == 256


@pytest.mark.parametrize("wanted", WANTED)
def test_one_of_whom_nothing_is_known_is_no_fit(wanted):
    ranking = factories.rank(factories.reference(), [Candidate(1, "list", None, ())], wanted)

    assert (ranking.entries, ranking.counts.no_fit) == ((), 1)


@pytest.mark.parametrize("wanted", WANTED)
def test_one_of_whom_only_the_offering_is_known_is_listed_with_its_questions(wanted):
    offer = makes() if wanted.sectors else serves()
    ranking = factories.rank(factories.reference(), [Candidate(1, "list", None, (offer,))], wanted)

    (entry,) = ranking.entries
    assert 0 < entry.points < 65280
    assert entry.known < 50
    assert len(entry.ask_next) == 3


def test_nobody_stands_in_no_dataset():
    ranking = factories.rank(
        factories.reference(), [factories.knitter()], factories.knitwear(datasets=frozenset())
    )

    assert (ranking.counts.considered, ranking.entries) == (0, ())


@pytest.mark.parametrize(("limit", "listed"), [(1, 1), (2, 2), (3, 3), (200, 3)])
def test_a_limit_above_what_there_is_lists_what_there_is(limit, listed):
    partners = [factories.knitter(pk) for pk in (1, 2, 3)]

    ranking = factories.rank(factories.reference(), partners, factories.knitwear(limit=limit))

    assert len(ranking.entries) == listed
    assert ranking.counts.eligible == 3


def test_a_limit_of_nought_lists_nobody_and_counts_everyone():
    """The API refuses it; the heart says who there would have been."""
    ranking = factories.rank(
        factories.reference(), [factories.knitter(1)], factories.knitwear(limit=0)
    )

    assert (ranking.entries, ranking.counts.considered, ranking.counts.eligible) == ((), 1, 1)


def test_everyone_excluded_by_request_leaves_an_empty_list():
    wanted = factories.knitwear(exclude=frozenset({1, 2}))

    ranking = factories.rank(
        factories.reference(), [factories.knitter(1), factories.knitter(2)], wanted
    )

    assert (ranking.entries, ranking.counts.by_request) == ((), 2)


def test_very_large_ids_and_quantities_do_not_overflow():
    rich = factories.knitter(
        2**35 - 1, minimum_order=factories.pieces(10**18), monthly_capacity=factories.pieces(10**18)
    )

    (entry,) = factories.rank(factories.reference(), [rich], factories.knitwear()).entries

    assert entry.partner == 2**35 - 1
    assert factories.codes(entry, "operations")[0] == "operations.minimum_above"
    assert 0 < entry.points < 65280
