"""A partner, and an entry that names it, say what the screening provider found."""

import pytest
from django.db import transaction
from django.utils import timezone

from core import counters
from partners.models import Partner, Screening
from partners.registry.registration import mark_changed


@pytest.fixture
def found(partners, settings):
    """The best partner, which the provider's list names."""
    settings.SCREENING_URL = "http://127.0.0.1:9"
    partner = Partner.objects.get(records__dataset="own-list", records__key="a")
    hit = {"id": "NK-1", "caption": "Maker a", "score": 0.9, "match": True, "datasets": ["a_list"]}
    Screening.objects.create(
        partner=partner,
        outcome="hit",
        provider="yente.example/sanctions",
        list_version="20261101",
        hits=[hit],
        partners_number=counters.current("partners"),
        checked_at=timezone.now(),
    )
    return partner


def test_a_partner_carries_provider_list_hits_and_time(found, call):
    told = call.get(f"/v1/partners/{found.pk}").json()["screening"]
    assert (told["outcome"], told["provider"]) == ("hit", "yente.example/sanctions")
    assert (told["list_version"], told["hits"][0]["caption"]) == ("20261101", "Maker a")
    assert told["checked_at"]


def test_an_entry_carries_it_and_keeps_its_rank_and_score(found, call, knitwear, settings):
    shown = call.post("/v1/rank", knitwear).json()["entries"]
    outcomes = {one["partner"]["id"]: one["partner"]["screening"]["outcome"] for one in shown}
    assert outcomes.pop(found.pk) == "hit"
    assert set(outcomes.values()) == {"unscreened"}
    settings.SCREENING_URL = ""
    off = call.post("/v1/rank", knitwear).json()["entries"]
    assert [(one["partner"]["id"], one["points"]) for one in shown] == [
        (one["partner"]["id"], one["points"]) for one in off
    ]


def test_without_a_provider_nothing_is_said(found, call, settings):
    settings.SCREENING_URL = ""
    assert call.get(f"/v1/partners/{found.pk}").json()["screening"] is None


def test_a_brief_may_require_it_and_nobody_unscreened_meets_it(found, call, knitwear):
    answer = call.post("/v1/rank", {**knitwear, "require": ["screening"]}).json()
    assert answer["entries"] == []
    Screening.objects.update(outcome="clear", hits=[])
    with transaction.atomic():
        Screening.objects.update(partners_number=mark_changed([found.pk]))
    answer = call.post("/v1/rank", {**knitwear, "require": ["screening"]}).json()
    assert [one["partner"]["id"] for one in answer["entries"]] == [found.pk]


def test_a_service_without_a_provider_refuses_the_wish(partners, call, knitwear):
    refused = call.post("/v1/rank", {**knitwear, "require": ["screening"]})
    assert refused.status_code == 400
    assert "no provider" in refused.json()["errors"][0]["detail"]
