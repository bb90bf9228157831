"""Offerings that nobody asked for, and claims of whole classes, raise no score."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from matcher.index.candidate import Candidate
from matcher.reference.reference_data import ReferenceData
from matcher.scoring.wanted import SectorFits, Wanted
from tests.scoring import factories, generators
from tests.scoring.factories import makes, serves


def points(
    reference: ReferenceData,
    candidate: Candidate,
    wanted: Wanted,
    others: tuple[Candidate, ...] = (),
) -> int:
    return factories.entry_of(reference, candidate, wanted, *others).points


@settings(max_examples=200, deadline=None)
@given(generators.RANDOM)
def test_an_offering_that_answers_no_need_raises_nothing(rng):
    reference, candidates, wanted = generators.some_world(rng, most=12)
    ranking = factories.rank(reference, candidates, wanted)
    if not ranking.entries:
        return
    pk = rng.choice(ranking.entries).partner
    fits = SectorFits(reference.sectors, wanted)
    needs = (*fits.needs, *fits.beside)
    padding = [
        offer
        for offer in (generators.some_offer(rng) for _ in range(6))
        if not any(fits.best_fit(need, (offer,)).level for need in needs)
    ]
    padded = [
        replace(one, offers=one.offers + tuple(padding)) if one.id == pk else one
        for one in candidates
    ]

    before = next(e for e in ranking.entries if e.partner == pk)
    after = next(e for e in factories.rank(reference, padded, wanted).entries if e.partner == pk)

    assert after.points == before.points


def test_nobody_is_its_own_surroundings():
    """A maker that claims every service is not thereby surrounded by services."""
    claims = tuple(serves(code) for code in factories.DONE)
    padded = factories.knitter(1, offers=(*factories.knitter().offers, *claims))
    shop = factories.shopkeeper(2, offers=(serves("PS021"),))

    assert points(factories.reference(), padded, factories.knitwear(), (shop,)) == points(
        factories.reference(), factories.knitter(1), factories.knitwear(), (shop,)
    )


def test_a_provider_that_also_makes_is_not_its_own_market():
    wanted = factories.storefront(client_sector=None, client_place=None)
    padded = factories.shopkeeper(1, offers=(serves(), makes("C18"), makes("C17"), makes("C39")))
    knitter = factories.knitter(2)

    assert points(factories.reference(), padded, wanted, (knitter,)) <= points(
        factories.reference(), factories.shopkeeper(1, offers=(serves(),)), wanted, (knitter,)
    )


@pytest.mark.parametrize("group", ["PS011", "PS013"])
@pytest.mark.parametrize("client", [{"client_sector": "C18"}, {"client_place": None}])
def test_claiming_a_whole_class_is_no_better_than_its_groups(group, client):
    """A class documents none of its groups, so it is worth the least demanded of them."""
    wanted = factories.storefront(services=("PS01",), **({"client_sector": None} | client))
    beside = (factories.knitter(8), factories.knitter(9, offers=(makes("C39"),)))
    vague = factories.knitter(1, offers=(serves("PS01"),))
    exact = factories.knitter(1, offers=(serves(group),))

    assert points(factories.reference(), vague, wanted, beside) <= points(
        factories.reference(), exact, wanted, beside
    )


def test_a_word_repeated_is_one_word():
    once = factories.knitter(offers=(makes(products=("knitted shirts",)),))
    often = factories.knitter(offers=(makes(products=("knitted shirts",) * 50),))

    assert points(factories.reference(), often, factories.knitwear()) == points(
        factories.reference(), once, factories.knitwear()
    )


def test_more_evidence_of_the_same_worth_is_no_better():
    one = factories.knitter()
    many = replace(one, proofs=one.proofs * 9)

    assert points(factories.reference(), many, factories.knitwear()) == points(
        factories.reference(), one, factories.knitwear()
    )
