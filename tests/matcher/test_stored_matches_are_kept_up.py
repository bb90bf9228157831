"""Stored matches follow partners, lists and the day: one run at a time, and not too early."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from config.celery import app
from core.clock import today
from matcher import tasks
from matcher.loaded import current_basis
from matcher.matches import generations, renewal
from matcher.models import MatchGeneration
from partners.models import PartnersChange
from priorities.models import Edition
from tests.matcher.market import open_market

pytestmark = pytest.mark.django_db
State = MatchGeneration.State


@pytest.fixture
def market(reference):
    open_market()
    call_command("match", stdout=StringIO())
    be_still()


def be_still() -> None:
    """As if nothing had moved for as long as is waited for."""
    long_ago = timezone.now() - renewal.QUIET_PERIOD
    PartnersChange.objects.update(at=long_ago)
    Edition.objects.filter(state=Edition.State.PUBLISHED).update(published_at=long_ago)


def finish() -> None:
    generations.compute_pending_shards()


def test_no_generation_starts_while_the_current_one_is_up_to_date(market):
    assert renewal.renew_stale_generation() is None


def test_a_changed_partner_starts_one_new_generation(market, maker):
    maker("late")
    be_still()
    first = renewal.renew_stale_generation()
    assert first.state == State.BUILDING
    assert renewal.renew_stale_generation() is None
    finish()
    assert renewal.renew_stale_generation() is None
    current = MatchGeneration.objects.get(state=State.CURRENT)
    assert (current, current.partners) == (first, current_basis().partners)


def test_no_generation_starts_while_partners_keep_changing(market, maker):
    maker("late")
    assert renewal.renew_stale_generation() is None


def test_a_new_day_starts_a_new_generation(market, monkeypatch):
    tomorrow = today() + dt.timedelta(days=1)
    monkeypatch.setattr("matcher.loaded.today", lambda: tomorrow)
    assert renewal.renew_stale_generation().as_of == tomorrow


def test_no_generation_starts_before_the_first_was_asked_for(reference, maker):
    maker("late")
    be_still()
    assert renewal.renew_stale_generation() is None


def test_renewal_can_be_turned_off(market, maker, settings):
    maker("late")
    be_still()
    settings.RENEW_MATCHES = False
    assert renewal.renew_stale_generation() is None


def test_beat_starts_the_renewal(market, maker):
    maker("late")
    be_still()
    due = {one["task"] for one in app.conf.beat_schedule.values()}
    assert tasks.renew_matches.name in due
    tasks.renew_matches()
    assert MatchGeneration.objects.filter(state=State.BUILDING).count() == 1


def test_an_abandoned_generation_is_deleted_when_its_follower_is_complete(market, maker):
    maker("late")
    be_still()
    renewal.renew_stale_generation()
    maker("later")
    finish()
    assert MatchGeneration.objects.filter(state=State.ABANDONED).count() == 1
    be_still()
    renewal.renew_stale_generation()
    finish()
    assert not MatchGeneration.objects.filter(state=State.ABANDONED).exists()


def test_the_command_tells_that_matches_are_out_of_date(market, maker):
    said = StringIO()
    call_command("match", show=True, stdout=said)
    assert "out of date" not in said.getvalue()
    maker("late")
    call_command("match", show=True, stdout=said)
    assert said.getvalue().count("out of date") == 1
