"""The matches of one partner, on the current basis, within one kind of datasets."""

import datetime as dt
from random import Random

import pytest

from core.clock import CHINA
from matcher.matches import match_context, partner_matches, strongest_needs
from matcher.reference.areas import build_areas
from partners.reference.reference_loader import read_atlas
from partners.registry.records import DatasetRecord, OfferingRecord, PartnerRecord
from partners.registry.registration import register_records, save_dataset
from priorities.editions import lifecycle
from priorities.editions.rows import PriorityRow
from tests.registered import partner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(maker):
    """Register a provider of e-commerce support in Guangzhou, or one that differs as told."""

    def register(key, *services: str, place="440100", dataset="own-list"):
        offers = tuple(OfferingRecord("serves", code) for code in services or ("PS033",))
        record = PartnerRecord(
            dataset=dataset, key=key, name_en=f"Provider {key}", place=place, offerings=offers
        )
        register_records(records=[record])
        return partner_of(key, dataset)

    return register


def shortage():
    """The government of a province says that it is short of e-commerce support."""
    return PriorityRow(
        key="G1",
        title_en="More platforms",
        title_zh="更多平台",
        category="producer-service",
        signal="shortage",
        speaker="government",
        stage="under way",
        document="Work report",
        document_year=2026,
        published_on=dt.date(2026, 1, 20),
        document_precision="day",
        effective_from=dt.date(2026, 1, 20),
        effective_to=None,
        precision="month",
        confidence="high",
        summary_en="platforms first",
        source="https://example.org/report",
        targets=("PS033",),
    )


def others(found):
    return [one.provider for one in found.providers]


def test_a_maker_finds_the_nearer_provider_first(maker, provider):
    far, near = provider("far", place="650100"), provider("near")
    knitter = maker("knitter")
    found = partner_matches.matches_of_partner(knitter.pk)
    assert others(found) == [near.pk, far.pk]
    assert not found.makers


def test_a_provider_finds_its_makers(maker, provider):
    shop, knitter = provider("shop"), maker("knitter")
    found = partner_matches.matches_of_partner(shop.pk)
    assert [one.maker for one in found.makers] == [knitter.pk]
    assert not found.providers


def test_only_the_service_asked_for_counts(maker, provider):
    shop, lab = provider("shop"), provider("lab", "PS011")
    knitter = maker("knitter")
    assert others(partner_matches.matches_of_partner(knitter.pk, service="PS011")) == [lab.pk]
    assert others(partner_matches.matches_of_partner(knitter.pk, service="PS03")) == [shop.pk]


def test_a_simulated_partner_never_matches_a_real_one(maker, provider):
    simulated = DatasetRecord("demonstration", "Made up", simulated=True, notice="made up")
    save_dataset(dataset=simulated)
    provider("made-up", dataset="demonstration")
    shop, knitter = provider("shop"), maker("knitter")
    assert others(partner_matches.matches_of_partner(knitter.pk)) == [shop.pk]


def test_a_new_provider_is_found_at_once(maker, provider):
    knitter = maker("knitter")
    assert others(partner_matches.matches_of_partner(knitter.pk)) == []
    shop = provider("shop")
    assert others(partner_matches.matches_of_partner(knitter.pk)) == [shop.pk]


def test_a_new_list_changes_matches_at_once(maker, provider):
    provider("shop")
    knitter = maker("knitter")
    (before,) = partner_matches.matches_of_partner(knitter.pk).providers
    lifecycle.publish_first(
        province="440000",
        rows=[shortage()],
        coverage="excerpt",
        since=dt.datetime(2026, 1, 20, tzinfo=CHINA),
    )
    (after,) = partner_matches.matches_of_partner(knitter.pk).providers
    assert after.components[0].value > before.components[0].value
    assert after.components[0].because[-1].code == "match.priority"


def test_a_context_that_follows_a_list_equals_one_that_is_built_anew(maker, provider):
    provider("shop"), provider("lab", "PS011")
    knitter = maker("knitter")
    partner_matches.matches_of_partner(knitter.pk)
    lifecycle.publish_first(
        province="440000",
        rows=[shortage()],
        coverage="excerpt",
        since=dt.datetime(2026, 1, 20, tzinfo=CHINA),
    )
    followed = partner_matches.matches_of_partner(knitter.pk)
    match_context.forget_contexts()
    assert partner_matches.matches_of_partner(knitter.pk) == followed


def test_each_of_the_strongest_needs_has_its_best_provider(maker, provider):
    shop, _ = provider("shop"), provider("far", place="650100")
    found = partner_matches.matches_of_partner(maker("knitter").pk).needs
    assert len(found) == strongest_needs.NEEDS_SHOWN
    assert [one.value for one in found] == sorted((one.value for one in found), reverse=True)
    assert {one.sector for one in found} == {"C18"}
    for need in found:
        assert (need.best.provider if need.best else None) == (
            shop.pk if need.service == "PS033" else None
        )
    assert partner_matches.matches_of_partner(shop.pk).needs == ()


def test_areas_give_the_affinity_of_the_atlas_for_any_two_places(reference):
    atlas = read_atlas()
    areas = build_areas(atlas)
    rng = Random(1)
    for _ in range(20_000):
        one, other = rng.choice(areas.codes), rng.choice(areas.codes)
        if rng.random() < 0.3:
            other = one
        near = areas.affinity_between(areas.numbers[one], areas.numbers[other])
        assert near == atlas.affinity(one, other), (one, other)


def test_an_unknown_partner_has_no_matches(reference):
    assert partner_matches.matches_of_partner(1) is None


def test_a_partner_without_offering_has_no_match(maker, provider):
    shop = provider("shop")
    register_records(
        records=[PartnerRecord(dataset="own-list", key="bare", name_en="Bare", place=None)]
    )
    bare = partner_of("bare")
    found = partner_matches.matches_of_partner(bare.pk)
    assert (found.providers, found.makers) == ((), ())
    assert partner_matches.matches_of_partner(shop.pk).makers == ()
