"""However little the search looks at, its list is that of looking at everybody."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.index import topk
from matcher.index.candidate import EvidenceItem
from matcher.scoring.weights import DEFAULT
from tests.scoring import factories, generators


@pytest.fixture
def eager_pruning(monkeypatch):
    """First look at one cohort, then at what it leaves; returns how many were looked at."""
    looked = []
    plain = topk._TopKSearch._look

    def counted(self, chosen):
        looked.append(int(self.eligible.sizes.take(chosen).sum()))
        plain(self, chosen)

    monkeypatch.setattr(topk._TopKSearch, "_look", counted)

    def prune():
        monkeypatch.setattr(topk, "_FIRST_LOOK", 1)
        monkeypatch.setattr(topk, "_SMALL_SEGMENT", 0)  # however few they are
        looked.clear()
        return looked

    def look_at_all():
        monkeypatch.setattr(topk, "_FIRST_LOOK", 10**6)
        looked.clear()
        return looked

    return prune, look_at_all


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(generators.RANDOM, st.sampled_from((1, 2, 5, 1000)))
def test_any_list_is_that_of_looking_at_everybody(eager_pruning, rng, limit):
    prune, look_at_all = eager_pruning
    reference, candidates, wanted = generators.some_world(rng, most=60)
    wanted = replace(wanted, limit=limit)
    look_at_all()
    whole = factories.rank(reference, candidates, wanted)
    prune()
    assert factories.rank(reference, candidates, wanted) == whole


@pytest.mark.parametrize("only", [*DEFAULT, None])
def test_whatever_holds_the_weight_the_list_is_the_same(eager_pruning, only):
    """Where a brief weighs only what differs within a cohort, no bound bites: all are looked at."""
    prune, look_at_all = eager_pruning
    weights = {name: Fraction(name in (only, "fit")) for name in DEFAULT} if only else {}
    if only == "policy":
        weights = {"policy": Fraction(1), "fit": Fraction(10)}
    rng = generators.Random(3)
    candidates = [
        factories.knitter(
            pk,
            place=rng.choice((factories.GUANGZHOU, factories.HANGZHOU, None)),
            lead_time_days=rng.choice((None, 3, 9, 30)),
            offers=(factories.makes(rng.choice(("C182", "C181"))),),
        )
        for pk in range(1, 200)
    ]
    wanted = factories.knitwear(limit=7, weights=weights)
    look_at_all()
    whole = factories.rank(factories.reference(), candidates, wanted)
    looked = prune()
    assert factories.rank(factories.reference(), candidates, wanted) == whole
    assert sum(looked) <= len(candidates)


def test_a_seat_that_cannot_reach_the_list_is_not_looked_at(eager_pruning):
    """Makers of another group of the division are far below: none of them is evaluated."""
    prune, _ = eager_pruning
    exact = [factories.knitter(pk) for pk in range(1, 21)]
    sibling = [factories.knitter(pk, offers=(factories.makes("C181"),)) for pk in range(21, 500)]
    looked = prune()

    ranking = factories.rank(factories.reference(), [*exact, *sibling], factories.knitwear(limit=1))

    assert factories.order(ranking) == [1]
    assert ranking.counts.eligible == 499
    assert sum(looked) == 20


def test_equal_points_at_the_floor_are_looked_at(eager_pruning):
    """The last place goes to the lower id, though the other's cohort is looked at first: what a
    pledged priority gives the one (63), a better kind of evidence gives the other.
    """
    prune, _ = eager_pruning
    reference = factories.reference(
        factories.edition(factories.GUANGDONG, factories.priority("P1", "C182", stage="pledged"))
    )
    a_year_ago = factories.TODAY - dt.timedelta(days=400)
    later = factories.knitter(2, proofs=(EvidenceItem("reported", "a newspaper", factories.TODAY),))
    lower = factories.knitter(
        1,
        place=factories.HANGZHOU,
        # The second proof is worth less, and as fresh as the other's: no tie value decides.
        proofs=(
            EvidenceItem("verified", "an auditor", a_year_ago),
            EvidenceItem("declared", "an auditor", factories.TODAY),
        ),
    )
    weights = {name: Fraction(0) for name in DEFAULT}
    weights |= {"fit": Fraction(180), "policy": Fraction(38), "trust": Fraction(38)}
    looked = prune()

    ranking = factories.rank(
        reference, [later, lower], factories.knitwear(limit=1, weights=weights)
    )
    both = factories.rank(reference, [later, lower], factories.knitwear(weights=weights))

    assert factories.order(ranking) == [1]
    assert looked[:2] == [1, 1]
    assert both.entries[0].points == both.entries[1].points
    assert factories.values(both.entries[0])["policy"] < factories.values(both.entries[1])["policy"]
