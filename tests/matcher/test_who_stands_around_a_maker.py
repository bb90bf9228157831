"""What stands around a maker: the best provider for each of its three strongest needs, computed
when it is asked for.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from matcher.briefs import submit
from matcher.matches import partner_matches, strongest_needs
from matcher.models import Shortlist
from matcher.shortlists import answering
from matcher.shortlists.compute_answer import answer_at_once
from matcher.shortlists.surroundings import surroundings
from partners.models import Partner
from partners.registry.records import DatasetRecord, OfferingRecord, PartnerRecord
from partners.registry.registration import register_records, save_dataset
from tests.registered import partner_of

pytestmark = pytest.mark.django_db
ELSEWHERE = {
    "other-list": DatasetRecord("other-list", "Other", False, "A test's other list."),
    "pretended": DatasetRecord("pretended", "Pretended", True, "Simulated."),
}


@pytest.fixture
def provider(maker):
    """Register a provider of all producer services, in a dataset of its own if one is named."""

    def register(key: str, dataset: str = "own-list", place: str = "440100") -> Partner:
        if dataset in ELSEWHERE:
            save_dataset(dataset=ELSEWHERE[dataset])
        offers = tuple(OfferingRecord("serves", f"PS{n:03}") for n in SERVICES)
        record = PartnerRecord(dataset=dataset, key=key, name_en=key, place=place, offerings=offers)
        register_records(records=[record])
        return partner_of(key, dataset)

    return register


SERVICES = (11, 14, 21, 26, 33, 41, 71, 73, 92)


@pytest.fixture
def shortlist(firm, maker, provider, knitwear) -> Shortlist:
    maker("a"), maker("b", minimum_order=140), maker("far", place="650100")
    provider("near")
    made = submit.submit(firm=firm, asked=knitwear)
    answering.answer_shortlist(made.pk)
    return made


def around(shortlist: Shortlist) -> Mapping[int, list[dict[str, Any]]]:
    newest = shortlist.revisions.first()
    return surroundings([entry.partner_id for entry in newest.entries.all()])


def best(shortlist: Shortlist) -> list[int]:
    needs = [need for each in around(shortlist).values() for need in each]
    return [need["best"]["partner"] for need in needs if need["best"]]


def test_it_is_what_the_makers_own_matches_say(shortlist):
    for partner, kept in around(shortlist).items():
        alone = partner_matches.matches_of_partner(partner).needs
        assert len(alone) == strongest_needs.NEEDS_SHOWN
        assert [
            (one["need"]["sector"]["code"], one["need"]["service"]["code"], one["value"])
            for one in kept
        ] == [(one.sector, one.service, one.value) for one in alone]
        for one, match in zip(kept, (need.best for need in alone), strict=True):
            assert (one["best"] and one["best"]["points"]) == (match and match.points)


def test_its_points_add_up_and_it_says_why(shortlist):
    told = 0
    for needs in around(shortlist).values():
        for best in (need["best"] for need in needs if need["best"]):
            parts = best["components"]
            assert sum(one["points"] for one in parts) == best["points"]
            assert all(one["weight"] * one["value"] == one["points"] for one in parts)
            codes = [one["code"].partition("_")[0] for one in best["because"]]
            assert "match.affinity" in codes
            told += 1
    assert told


def test_rank_says_the_same_as_what_is_stored(shortlist, knitwear):
    stored = [entry.detail for entry in shortlist.revisions.first().entries.all()]
    assert [entry.detail for entry in answer_at_once(knitwear).entries] == stored


def test_it_is_no_part_of_what_is_stored(shortlist):
    assert all("around" not in entry.detail for entry in shortlist.revisions.first().entries.all())


def test_a_provider_of_another_dataset_of_the_kind_counts(firm, maker, provider, knitwear):
    maker("a"), provider("far", place="650100")
    made = submit.submit(firm=firm, asked=knitwear | {"datasets": ["own-list"]})
    answering.answer_shortlist(made.pk)
    near = provider("near", "other-list")
    assert set(best(made)) == {near.pk}


def test_the_simulated_stand_around_no_real_maker(shortlist, provider):
    pretended = provider("better", "pretended")
    assert not answering.is_stale(shortlist)
    assert pretended.pk not in best(shortlist)


def test_a_nearer_provider_is_shown_at_once_and_makes_no_revision(firm, maker, provider, knitwear):
    """Asked of another dataset, so that it touches no maker's own points."""
    maker("a"), provider("far", "other-list", place="650100")
    made = submit.submit(firm=firm, asked=knitwear | {"datasets": ["own-list"]})
    answering.answer_shortlist(made.pk)
    near = provider("near", "other-list")
    assert not answering.is_stale(made)
    assert set(best(made)) == {near.pk}
    assert made.revisions.count() == 1


def test_around_a_provider_nobody_stands(provider):
    near = provider("near")
    assert surroundings([near.pk]) == {near.pk: []}


def test_a_real_dataset_that_comes_later_is_looked_at_where_the_brief_names_none(
    shortlist, provider
):
    save_dataset(dataset=ELSEWHERE["other-list"])
    offers = (OfferingRecord("makes", "C182"),)
    late = PartnerRecord(dataset="other-list", key="late", name_en="Late", offerings=offers)
    register_records(records=[late])
    answering.sweep()
    newest = shortlist.revisions.first()
    assert newest.entries.filter(partner__records__key="late").exists()
