"""A partner's own place, and of several services a client's: a priority counts there and nowhere
else.
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from matcher.sentences import sentence
from priorities.editions.rows import PriorityRow
from tests.scoring import factories, generators
from tests.scoring.factories import makes, serves


def lists(*rows: PriorityRow, complete=False):
    return factories.reference(factories.edition(factories.GUANGDONG, *rows, complete=complete))


def policy(reference, partner, wanted):
    return factories.values(factories.entry_of(reference, partner, wanted))["policy"]


@settings(max_examples=150, deadline=None)
@given(generators.RANDOM)
def test_no_reason_and_no_context_names_another_provinces_priority(rng):
    reference, candidates, wanted = generators.some_world(rng)
    partners = {one.id: one for one in candidates}

    for entry in factories.rank(reference, candidates, wanted).entries:
        places = {partners[entry.partner].place}
        if not wanted.sectors:
            places.add(wanted.client_place)
        here = {factories.ATLAS.places[place].province for place in places if place}
        policies = [one.because for one in entry.components if one.name == "policy"]
        reasons = [reason for because in policies for reason in because]
        for reason in (*reasons, *entry.context):
            if "province" in reason.args:
                assert reason.args["province"]["code"] in here


@pytest.mark.parametrize(
    ("place", "counts"),
    [
        (factories.GUANGZHOU, True),
        (factories.SHENZHEN, False),
        (factories.GUANGDONG, False),
        (factories.CHANGSHA, False),
    ],
)
def test_a_citys_priority_counts_in_its_cities_only(place, counts):
    reference = lists(
        factories.priority("P1", "C18", places=(factories.GUANGZHOU, factories.MEIZHOU))
    )
    ours = factories.priority("P1", "PS033", places=(factories.GUANGZHOU, factories.MEIZHOU))
    shop, abroad = factories.shopkeeper(place=place), factories.shopkeeper(place=factories.HANGZHOU)
    both = factories.storefront(services=("PS033", "PS032"), client_place=place)

    assert (policy(reference, factories.knitter(place=place), factories.knitwear()) > 96) is counts
    assert (policy(lists(ours), shop, factories.storefront()) > 96) is counts
    assert (policy(lists(ours), abroad, both) > 96) is counts


@pytest.mark.parametrize("place", [factories.GUANGDONG, factories.GUANGZHOU, factories.MEIZHOU])
def test_a_provinces_priority_counts_in_all_of_it(place):
    reference = lists(factories.priority("P1", "C18"))

    assert policy(reference, factories.knitter(place=place), factories.knitwear()) > 96


def test_for_one_service_the_providers_place_counts_and_the_clients_is_shown():
    """What is the same for every entry tells none apart."""
    reference = lists(factories.priority("P1", "PS033"))
    far, near = factories.shopkeeper(place=factories.HANGZHOU), factories.shopkeeper()

    assert policy(reference, near, factories.storefront()) > 96
    assert policy(reference, far, factories.storefront()) == 96
    entry = factories.entry_of(reference, far, factories.storefront())
    assert [reason.code for reason in entry.context] == ["context.client"]


def test_a_providers_place_lifts_it_half_as_far_as_a_makers():
    maker = policy(
        lists(factories.priority("P1", "C18")), factories.knitter(), factories.knitwear()
    )
    provider = policy(
        lists(factories.priority("P1", "PS033")), factories.shopkeeper(), factories.storefront()
    )

    assert provider - 96 == (maker - 96) // 2


def test_another_provinces_list_lifts_its_providers_an_eighth_as_far_and_it_is_said():
    """The client is under the list of its own province; a list elsewhere reaches it least."""
    rows = [factories.priority("P1", "PS033", stage="delivered")]
    reference = factories.reference(
        factories.edition(factories.GUANGDONG, *rows), factories.edition(factories.ZHEJIANG, *rows)
    )
    far, near = factories.shopkeeper(place=factories.HANGZHOU), factories.shopkeeper()
    asked = factories.storefront()
    nowhere = replace(asked, client_place=None)

    assert policy(reference, far, nowhere) == policy(reference, near, asked) == 96 + 159 // 2
    assert policy(reference, far, asked) == 96 + 159 // 8
    said = factories.entry_of(reference, far, asked)
    assert factories.codes(said, "policy") == ["policy.named", "policy.elsewhere"]
    assert factories.codes(factories.entry_of(reference, near, asked), "policy") == ["policy.named"]


def test_a_pledge_of_the_clients_province_lifts_more_than_what_another_has_delivered():
    """Where both give it the same emphasis."""
    reference = factories.reference(
        factories.edition(factories.GUANGDONG, factories.priority("P1", "PS033", stage="pledged")),
        factories.edition(factories.ZHEJIANG, factories.priority("P2", "PS033", stage="delivered")),
    )
    far, near = factories.shopkeeper(place=factories.HANGZHOU), factories.shopkeeper()

    assert policy(reference, near, factories.storefront()) > policy(
        reference, far, factories.storefront()
    )


def test_what_a_providers_own_place_lacks_is_no_praise_of_it():
    reference = lists(factories.priority("P1", "PS033", signal="shortage"))

    assert policy(reference, factories.shopkeeper(), factories.storefront()) == 96


def test_of_several_services_the_clients_place_counts_for_the_one_that_it_names():
    reference = lists(factories.priority("P1", "PS033", signal="shortage"))
    wanted = factories.storefront(services=("PS033", "PS032"))
    shop = factories.shopkeeper(place=factories.HANGZHOU)
    software = factories.shopkeeper(place=factories.HANGZHOU, offers=(serves("PS032"),))

    assert policy(reference, shop, wanted) > policy(reference, software, wanted) == 96


def test_a_priority_lifts_nobody_that_fails_a_stated_wish():
    reference = lists(factories.priority("P1", "C18", stage="delivered"))
    fails = factories.knitter(lead_time_days=30)

    entry = factories.entry_of(reference, fails, factories.knitwear())

    assert factories.values(entry)["policy"] == 0
    assert factories.codes(entry, "policy") == ["policy.wish_failed"]


@pytest.mark.parametrize(
    ("target", "offer", "counts"),
    [
        ("C18", makes("C182"), True),
        ("C182", makes("C182"), True),
        ("C181", makes("C182"), False),
        # It covers the need, which a maker of apparel answers as far as is known of it.
        ("C182", makes("C18"), True),
        ("C182", makes("C181"), True),
        ("C39", makes("C182"), False),
        ("PS033", makes("C182"), False),
    ],
)
def test_a_target_covers_what_lies_below_it(target, offer, counts):
    partner = factories.knitter(offers=(offer,))

    assert (
        policy(lists(factories.priority("P1", target)), partner, factories.knitwear()) > 96
    ) is counts


def test_an_offering_that_was_not_wanted_draws_no_priority():
    reference = lists(factories.priority("P1", "C39"), factories.priority("P2", "PS033"))
    partner = factories.knitter(offers=(makes("C182"), makes("C39"), serves("PS033")))

    assert policy(reference, partner, factories.knitwear()) == 96


@pytest.mark.parametrize(
    ("reference", "value", "code", "known"),
    [
        (factories.reference(), 96, "policy.no_list", False),
        (lists(), 96, "policy.not_named", False),
        (lists(complete=True), 0, "policy.not_named_complete", True),
        (lists(factories.priority("P1", "C39")), 96, "policy.not_named", False),
        (
            lists(factories.priority("P1", "C39"), complete=True),
            0,
            "policy.not_named_complete",
            True,
        ),
        (lists(factories.priority("P1", "C18")), 191, "policy.named", True),
        (lists(factories.priority("P1", "C18"), complete=True), 191, "policy.named", True),
    ],
)
def test_silence_is_neutral_and_said_and_zero_only_in_a_complete_list(
    reference, value, code, known
):
    for wanted, partner in (
        (factories.knitwear(), factories.knitter()),
        (factories.storefront(services=("PS033",)), factories.shopkeeper()),
    ):
        if code == "policy.named" and not wanted.sectors:
            continue  # the rows are about makers
        entry = factories.entry_of(reference, partner, wanted)
        assert factories.values(entry)["policy"] == value
        assert factories.codes(entry, "policy") == [code]
        assert ("priority" not in [one.fact for one in entry.missing]) is known


def test_the_reason_names_the_priority_and_where_it_is_read():
    entry = factories.entry_of(
        lists(factories.priority("GD-7", "C18", stage="pledged", signal="strength")),
        factories.knitter(),
        factories.knitwear(),
    )

    (reason,) = entry.components[1].because
    said = reason.args
    assert (said["key"], said["title"]["en"]) == ("GD-7", "Priority GD-7")
    assert (said["stage"], said["signal"], said["speaker"]) == ("pledged", "strength", "government")
    assert (said["target"]["code"], said["province"]["code"]) == ("C18", factories.GUANGDONG)
    assert said["links"] == ["http://a.example/1", "http://b.example/2"]
    assert (said["since"], said["document"]["en"], said["summary"]["en"]) == (
        "2026-01-01",
        "Work report",
        "…",
    )


OURS = {"places": (factories.GUANGZHOU, factories.MEIZHOU)}


@pytest.mark.parametrize("complete", [True, False])
def test_of_an_unknown_city_a_citys_priority_is_unknown(complete):
    """Guangdong puts it first in two cities; the partner is somewhere in Guangdong."""
    reference = lists(factories.priority("P1", "C18", **OURS), complete=complete)

    entry = factories.entry_of(
        reference, factories.knitter(place=factories.GUANGDONG), factories.knitwear()
    )

    assert factories.values(entry)["policy"] == 96
    assert factories.codes(entry, "policy") == ["policy.city_unknown"]
    assert [(one.fact, one.ask.code) for one in entry.missing if one.component == "policy"] == [
        ("priority", "ask.place")
    ]
    (reason,) = entry.components[1].because
    assert reason.args["key"] == "P1"
    assert "in Guangzhou, Meizhou only" in sentence(
        entry.as_json()["components"][1]["because"][0], "en"
    )
    assert "仅在广州、梅州重点提出发展服装业" in sentence(
        entry.as_json()["components"][1]["because"][0], "zh"
    )


@pytest.mark.parametrize("complete", [True, False])
def test_an_unknown_city_scores_between_those_that_are_named_and_those_that_are_not(complete):
    reference = lists(factories.priority("P1", "C18", **OURS), complete=complete)

    named, unknown, other = (
        policy(reference, factories.knitter(place=place), factories.knitwear())
        for place in (factories.GUANGZHOU, factories.GUANGDONG, factories.SHENZHEN)
    )

    assert named > unknown >= other
    assert (unknown > other) is complete


def test_an_unknown_city_has_what_counts_in_all_of_the_province():
    rows = (
        factories.priority("P1", "C18", stage="delivered", **OURS),
        factories.priority("P2", "C18"),
    )
    partner = factories.knitter(place=factories.GUANGDONG)

    assert policy(lists(*rows), partner, factories.knitwear()) == 191


@pytest.mark.parametrize(
    "said", [{"speaker": "company"}, {"signal": "context"}, {"stage": "lapsed"}]
)
def test_what_would_not_count_in_the_city_is_not_asked_for(said):
    reference = lists(factories.priority("P1", "C18", **(OURS | said)))

    entry = factories.entry_of(
        reference, factories.knitter(place=factories.GUANGDONG), factories.knitwear()
    )

    assert factories.codes(entry, "policy") == ["policy.not_named"]


def test_a_client_whose_city_is_unknown_is_not_asked_of_the_provider():
    """The one who asks knows where its client is; the provider does not."""
    named = factories.priority("P1", "PS033", **OURS)
    reference = factories.reference(
        factories.edition(factories.GUANGDONG, named, complete=True),
        factories.edition(factories.ZHEJIANG, complete=True),
    )
    wanted = factories.storefront(services=("PS033", "PS032"), client_place=factories.GUANGDONG)
    shop = factories.shopkeeper(place=factories.HANGZHOU)

    entry = factories.entry_of(reference, shop, wanted)

    assert factories.values(entry)["policy"] == 96
    assert factories.codes(entry, "policy") == ["policy.city_unknown"]
    assert [one.ask for one in entry.missing if one.component == "policy"] == [None]
