"""Fit is a gate and a ladder: exact, wider, sibling, through an emerging industry, nothing."""

import pytest

from matcher.index.candidate import Offer
from tests.scoring import factories
from tests.scoring.factories import makes, serves


def fit_of(wanted, *offers: Offer):
    """The fit component of a partner with these offerings; None when it is not listed."""
    ranking = factories.rank(factories.reference(), [factories.knitter(offers=offers)], wanted)
    assert ranking.counts.no_fit == (not ranking.entries)
    return factories.values(ranking.entries[0])["fit"] if ranking.entries else None


def maker(*sectors: str):
    return factories.knitwear(sectors=sectors, products=())


def provider(*services: str):
    return factories.storefront(services=services, client_sector=None)


@pytest.mark.parametrize(
    ("need", "ladder"),
    [
        ("C182", ["C182", "C18", "C181"]),
        ("EI-AITERM", ["EI-AITERM", "EI-AI", "C391"]),
    ],
)
def test_the_nearer_offering_fits_better(need, ladder):
    levels = [fit_of(maker(need), makes(sector)) for sector in ladder]

    assert levels == sorted(levels, reverse=True)
    assert len(set(levels)) == len(levels)
    assert levels[-1] > 0


def test_a_sibling_group_fits_better_than_one_related_through_an_emerging_industry():
    assert fit_of(maker("C182"), makes("C181")) > fit_of(maker("EI-AI"), makes("C39"))


def test_a_narrower_offering_is_the_thing_itself():
    assert fit_of(maker("C18"), makes("C182")) == 255
    assert fit_of(provider("PS03"), serves("PS033")) == 255


@pytest.mark.parametrize(
    ("wanted", "offer"),
    [
        (maker("C182"), makes("C17")),
        (maker("C182"), makes("C391")),
        (maker("C182"), makes("EI-AI")),
        (maker("EI-AI"), makes("C182")),
        (maker("C182"), serves("PS033")),
        (provider("PS033"), makes("C182")),
    ],
)
def test_an_unrelated_offering_is_no_entry(wanted, offer):
    assert fit_of(wanted, offer) is None


def test_an_offering_of_the_other_verb_answers_nothing():
    """Who serves the makers of knitwear does not make it, nor do its words say what is made."""
    serving = Offer("serves", "C182", products=("knitted shirts",))

    assert fit_of(factories.knitwear(), serving) is None
    assert fit_of(factories.knitwear(), makes(), serving) == fit_of(factories.knitwear(), makes())


@pytest.mark.parametrize("sibling", ["PS032", "PS011"])
def test_a_service_of_another_group_never_fits(sibling):
    assert fit_of(provider("PS033"), serves(sibling)) is None


def test_a_partner_that_makes_and_serves_is_found_from_both_sides():
    both = (makes("C182"), serves("PS033"))

    assert fit_of(maker("C182"), *both) == 255
    assert fit_of(provider("PS033"), *both) == 255


def test_a_maker_that_also_does_the_services_beside_fits_better():
    wanted = factories.knitwear(products=(), services=("PS033",))

    assert fit_of(wanted, makes(), serves("PS033")) > fit_of(wanted, makes())


def test_services_beside_are_no_way_in_for_one_who_makes_nothing_wanted():
    wanted = factories.knitwear(products=(), services=("PS033",))

    assert fit_of(wanted, serves("PS033")) is None


def test_of_several_needs_one_is_enough_and_more_are_better():
    wanted = provider("PS033", "PS021")

    one, two = fit_of(wanted, serves("PS033")), fit_of(wanted, serves("PS033"), serves("PS021"))

    assert 0 < one < two == 255


def test_the_order_of_offerings_and_needs_changes_no_fit():
    offers = (makes("C181"), makes("C182"), makes("C18"))

    assert fit_of(maker("C182", "C17"), *offers) == fit_of(maker("C17", "C182"), *offers[::-1])
