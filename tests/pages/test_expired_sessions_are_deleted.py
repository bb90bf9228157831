"""Expired sessions go with the periodic prune, and what is kept of their browsers."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from pages import tasks
from pages.accounts.session_pruning import prune_sessions

pytestmark = pytest.mark.django_db


def _log_in(name: str, days_ago: int) -> str:
    user, _ = User.objects.get_or_create(username=name)
    client = Client()
    client.force_login(user)
    key = client.session.session_key
    expires = timezone.now() + dt.timedelta(days=14 - days_ago, minutes=1)
    Session.objects.filter(pk=key).update(expire_date=expires)
    UserSession.objects.update_or_create(
        session_key=key, defaults={"user": user, "ip": "203.0.113.7", "user_agent": "A browser"}
    )
    return key


def test_what_has_expired_goes_and_the_rest_stays():
    kept = [_log_in("a", 0), _log_in("a", 14)]
    _log_in("a", 15)
    _log_in("b", 400)
    assert prune_sessions() == 2
    assert sorted(Session.objects.values_list("pk", flat=True)) == sorted(kept)
    assert sorted(UserSession.objects.values_list("session_key", flat=True)) == sorted(kept)
    assert prune_sessions() == 0


def test_the_browser_of_a_session_that_was_ended_goes():
    Session.objects.filter(pk=_log_in("a", 0)).delete()
    prune_sessions()
    assert not UserSession.objects.exists()


def test_it_is_done_every_ten_minutes():
    (every,) = [
        one["schedule"]
        for one in settings.CELERY_BEAT_SCHEDULE.values()
        if one["task"] == tasks.prune_sessions.name
    ]
    assert every == 600.0
