"""Nobody is silently dropped: listed, below the limit, or counted at one gate."""

from dataclasses import replace

from hypothesis import given, settings

from matcher.index.candidate import Certificates, CodeList
from matcher.scoring.wanted import WISHES
from tests.scoring import factories, generators
from tests.scoring.factories import listed, makes, pieces, serves


@settings(max_examples=200, deadline=None)
@given(generators.RANDOM)
def test_the_gates_and_the_eligible_sum_to_those_considered(rng):
    reference, candidates, wanted = generators.some_world(rng)
    wanted = replace(wanted, limit=rng.choice((1, 3, 1000)))

    ranking = factories.rank(reference, candidates, wanted)

    out = ranking.counts
    stopped = out.by_request + out.no_fit + sum(out.by_wish.values()) + sum(out.by_unknown.values())
    assert ranking.counts.considered == len(
        [one for one in candidates if "list" in one.datasets.split()]
    )
    assert ranking.counts.considered == stopped + ranking.counts.eligible
    assert len(ranking.entries) == min(ranking.counts.eligible, wanted.limit)
    assert {one.partner for one in ranking.entries}.isdisjoint(wanted.exclude)


def test_each_is_counted_at_the_first_gate_that_it_did_not_pass():
    bad = {"minimum_order": pieces(999), "lead_time_days": 99, "languages": CodeList()}
    candidates = [
        factories.knitter(1),
        factories.knitter(2, **bad),  # excluded by request, before all else
        factories.knitter(3, **bad, offers=(serves(),)),
        factories.knitter(4, **bad, place=factories.HANGZHOU),
        factories.knitter(5, **bad, place=None),
        factories.knitter(6, **bad),
        factories.knitter(7, **(bad | {"minimum_order": None})),
        factories.knitter(8, languages=CodeList()),
        factories.knitter(9, languages=listed()),
        factories.knitter(10, datasets="other"),
        factories.knitter(11, offers=(makes(products=("socks",)),), languages=CodeList()),
        factories.knitter(12, certificates=Certificates(complete=True)),
    ]
    wanted = factories.knitwear(
        provinces=(factories.GUANGDONG,),
        require=frozenset(WISHES) - {"screening"},
        exclude=frozenset({2, 77}),
    )

    ranking = factories.rank(factories.reference(), candidates, wanted)

    assert (ranking.counts.considered, ranking.counts.eligible) == (11, 1)
    assert (ranking.counts.by_request, ranking.counts.no_fit) == (1, 1)
    assert {k: n for k, n in ranking.counts.by_wish.items() if n} == {
        "provinces": 1,
        "products": 1,
        "order_quantity": 1,
        "certifications": 1,
        "languages": 1,
    }
    assert {k: n for k, n in ranking.counts.by_unknown.items() if n} == {
        "provinces": 1,
        "order_quantity": 1,
        "languages": 1,
    }


def test_datasets_that_were_not_asked_are_not_considered_and_help_nobody():
    """Another dataset's providers are not around: demonstration never stands beside real."""
    shops = [factories.shopkeeper(pk, datasets="other") for pk in (2, 3, 4)]

    alone = factories.entry_of(factories.reference(), factories.knitter(), factories.knitwear())
    beside = factories.entry_of(
        factories.reference(), factories.knitter(), factories.knitwear(), *shops
    )

    assert alone == beside
