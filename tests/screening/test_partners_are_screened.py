"""The provider is asked about each partner that is due, and its answer is kept."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core import counters
from matcher.index.candidate import CLEAR, UNSCREENED
from matcher.index.loading.load_candidates import load_candidates
from partners import tasks
from partners.models import Partner, Screening
from partners.screening.due_partners import KEPT_DAYS, current_outcome
from tests.screening.provider import hit


def outcome(key: Partner) -> str:
    return current_outcome(Partner.objects.select_related("screening").get(pk=key.pk))


def test_who_is_found_is_a_hit_and_the_others_are_clear(maker, provider, screen):
    listed, other = maker("a"), maker("b")
    provider.results = lambda query: (
        [hit("Maker a", 0.97, match=True)] if "Maker a" in query["properties"]["name"] else []
    )
    assert screen() == 2
    assert (outcome(listed), outcome(other)) == ("hit", "clear")
    held = Screening.objects.get(partner=listed)
    assert held.list_version == "20261101"
    assert held.provider == "127.0.0.1/sanctions"
    assert [(one["caption"], one["score"]) for one in held.hits] == [("Maker a", 0.97)]


def test_a_likeness_that_the_provider_does_not_call_a_match_is_told_and_no_hit(
    maker, provider, screen
):
    partner = maker("a")
    provider.results = lambda query: [hit("Maker of Ants", 0.5, match=False)]
    screen()
    assert outcome(partner) == "clear"
    assert Screening.objects.get().hits[0]["match"] is False


def test_the_provider_gets_names_and_country_and_the_key(maker, provider, screen, settings):
    settings.SCREENING_KEY = "secret"
    maker("a")
    screen()
    assert provider.asked[0]["properties"] == {"name": ["Maker a"], "country": ["cn"]}
    path, headers = provider.sent[0]
    assert path == "/match/sanctions"
    assert headers["Authorization"] == "ApiKey secret"


def test_nobody_is_asked_about_twice_until_a_new_list_or_a_new_fact(maker, provider, screen):
    partner = maker("a")
    assert (screen(), screen()) == (1, 0)
    provider.version = "20261102"
    assert (screen(), screen()) == (1, 0)
    maker("a", place="440300")
    assert outcome(partner) == "unscreened"
    assert (screen(), screen()) == (1, 0)
    assert outcome(partner) == "clear"


def test_a_ranking_learns_of_an_answer_that_differs_from_what_it_knows(maker, provider, screen):
    partner = maker("a")
    screen()
    assert load_candidates([partner.pk])[partner.pk].screening == CLEAR
    maker("a", place="440300")
    assert load_candidates([partner.pk])[partner.pk].screening == UNSCREENED
    before = counters.current("partners")
    screen()
    assert load_candidates([partner.pk])[partner.pk].screening == CLEAR
    assert Partner.objects.get().changed_number > before


def test_an_old_answer_is_none_and_is_asked_for_again(maker, provider, screen):
    partner = maker("a")
    screen()
    Screening.objects.update(checked_at=timezone.now() - timedelta(days=KEPT_DAYS, hours=1))
    assert outcome(partner) == "unscreened"
    assert screen() == 1
    assert outcome(partner) == "clear"


def test_the_task_does_nothing_without_an_address(maker, settings):
    settings.SCREENING_URL = ""
    maker("a")
    tasks.screen_partners()
    assert Screening.objects.count() == 0
    with pytest.raises(CommandError, match="SCREENING_URL"):
        call_command("screen_partners")


def test_the_command_tells_how_many_ended_how(maker, provider, capsys):
    maker("a")
    call_command("screen_partners")
    assert "clear: 1" in capsys.readouterr().out
