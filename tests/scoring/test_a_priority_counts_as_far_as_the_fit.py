"""A priority lifts as far as the offering answers the need that it is about."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from matcher.index.candidate import Offer
from matcher.scoring.entry import RankedEntry
from matcher.sentences import sentence
from tests.scoring import factories, generators
from tests.scoring.factories import makes, serves

NEUTRAL = 96


def entry(target: str, need: str, *offers: Offer, stage: str = "delivered") -> RankedEntry:
    """The entry of a maker in Guangdong, which puts the target first, for a brief that needs it."""
    row = factories.priority("P1", target, stage=stage)
    reference = factories.reference(factories.edition(factories.GUANGDONG, row))
    wanted = factories.knitwear(sectors=(need,), products=())
    return factories.entry_of(reference, factories.knitter(offers=offers), wanted)


@pytest.mark.parametrize(
    ("target", "need", "offer", "level"),
    [
        ("C18", "C182", makes("C182"), 255),
        ("C18", "C182", makes("C18"), 176),
        ("C18", "C182", makes("C181"), 72),
        # Through the offering alone, and through the need alone.
        ("C181", "C182", makes("C181"), 72),
        ("C182", "C182", makes("C181"), 72),
        ("C391", "EI-AI", makes("C391"), 56),
        ("EI-AI", "EI-AI", makes("C39"), 56),
        ("EI-AI", "EI-AITERM", makes("EI-AI"), 176),
        ("EI-AITERM", "EI-AITERM", makes("C391"), 56),
    ],
)
def test_a_delivered_priority_lifts_by_the_level_of_the_fit(target, need, offer, level):
    value = factories.values(entry(target, need, offer))["policy"]

    assert value == NEUTRAL + (255 - NEUTRAL) * level // 255


@pytest.mark.parametrize("stage", ["pledged", "launched", "under way"])
def test_the_stage_scales_it_once_more(stage):
    whole = factories.values(entry("C18", "C182", makes("C182"), stage=stage))["policy"]
    part = factories.values(entry("C18", "C182", makes("C181"), stage=stage))["policy"]

    assert part == NEUTRAL + (255 - NEUTRAL) * factories.LIFTS[stage] * 72 // 255**2
    assert NEUTRAL < part < whole


def test_makers_of_parts_of_an_emerging_industry_are_put_first_where_it_is():
    """A province that puts AI first says something of its electronics makers, to who seeks AI."""
    ai = factories.knitwear(sectors=("EI-AI",), products=())
    reference = factories.reference(
        factories.edition(factories.HUNAN, factories.priority("P1", "EI-AI"))
    )
    here = factories.knitter(2, offers=(makes("C391"),), place=factories.CHANGSHA)
    there = factories.knitter(1, offers=(makes("C391"),), place=factories.HANGZHOU)

    assert factories.order(factories.rank(reference, [there, here], ai)) == [2, 1]


def test_to_who_does_not_seek_it_an_emerging_industry_is_nothing():
    assert factories.values(entry("EI-AI", "C391", makes("C391")))["policy"] == NEUTRAL


def test_a_strong_priority_in_part_is_weaker_than_a_weaker_one_in_whole():
    rows = [
        factories.priority("P1", "C181", stage="delivered"),
        factories.priority("P2", "C182", stage="launched"),
    ]
    reference = factories.reference(factories.edition(factories.GUANGDONG, *rows))
    both = factories.knitter(offers=(makes("C181"), makes("C182")))

    (reason,) = factories.entry_of(reference, both, factories.knitwear()).components[1].because

    assert (reason.code, reason.args["key"]) == ("policy.named", "P2")


@pytest.mark.parametrize(
    ("offer", "english", "chinese"),
    [
        (makes("C182"), "puts this among its headlines, for Apparel: ", "广东重点提出发展服装业"),
        (makes("C181"), "as far as the fit goes (72 of 255)", "按匹配程度部分计入（72/255）"),
    ],
)
def test_the_reason_names_the_target_and_says_that_it_counts_in_part(offer, english, chinese):
    told = entry("C18", "C182", offer).as_json()["components"][1]["because"][0]

    assert english in sentence(told, "en")
    assert chinese in sentence(told, "zh")
    assert ("in part" in sentence(told, "en")) is (offer.sector != "C182")


@settings(max_examples=200, deadline=None)
@given(generators.RANDOM)
def test_one_offering_more_never_lowers_it(rng):
    reference, candidates, wanted = generators.some_world(rng)
    wanted = replace(wanted, require=frozenset())
    richer = [replace(one, offers=(*one.offers, generators.some_offer(rng))) for one in candidates]

    before = {e.partner: e for e in factories.rank(reference, candidates, wanted).entries}
    after = {e.partner: e for e in factories.rank(reference, richer, wanted).entries}

    for partner, one in before.items():
        if "policy.wish_failed" in factories.codes(after[partner], "policy"):
            # An offering of goods makes an order mean something, which the partner may fail.
            continue
        low, high = factories.values(one), factories.values(after[partner])
        assert high.get("policy", 0) >= low.get("policy", 0)


@settings(max_examples=100, deadline=None)
@given(generators.RANDOM)
def test_one_priority_more_never_lowers_it(rng):
    reference, candidates, wanted = generators.some_world(rng)
    more = generators.some_ground(rng)
    richer = {
        code: replace(
            edition,
            priorities=edition.priorities + more.lists.editions.get(code, edition).priorities,
        )
        for code, edition in reference.lists.editions.items()
    }

    before = {e.partner: e for e in factories.rank(reference, candidates, wanted).entries}
    after = factories.rank(factories.with_lists(reference, richer), candidates, wanted).entries

    for one in after:
        assert one.points >= before[one.partner].points


def test_a_service_of_a_wider_class_draws_its_places_priority_in_part():
    row = factories.priority("P1", "PS033", stage="delivered")
    reference = factories.reference(factories.edition(factories.GUANGDONG, row))

    exact, wider = (
        factories.values(
            factories.entry_of(
                reference, factories.shopkeeper(offers=(serves(code),)), factories.storefront()
            )
        )["policy"]
        for code in ("PS033", "PS03")
    )

    # Half of what a maker's place would give.
    assert (exact, wider) == (NEUTRAL + 159 // 2, NEUTRAL + 159 * 176 // 255 // 2)
