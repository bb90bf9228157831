"""Daily and weekly digests are due at their hour in Beijing, wherever the service stands."""

import datetime as dt

import pytest

from core.clock import CHINA
from matcher.digests.rhythm import next_due
from matcher.models import DigestSubscription

# A Sunday afternoon in Beijing, and in UTC the morning.
NOW = dt.datetime(2026, 11, 29, 16, 30, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("rhythm", "hour", "weekday", "due"),
    [
        ("at_once", 8, 1, "2026-11-29 16:30"),
        ("daily", 8, 1, "2026-11-30 08:00"),
        ("daily", 17, 1, "2026-11-29 17:00"),
        ("daily", 16, 1, "2026-11-30 16:00"),
        ("weekly", 8, 1, "2026-11-30 08:00"),
        ("weekly", 17, 7, "2026-11-29 17:00"),
        ("weekly", 16, 7, "2026-12-06 16:00"),
        ("weekly", 0, 6, "2026-12-05 00:00"),
    ],
)
def test_the_next_hour_after_now(rhythm, hour, weekday, due):
    subscription = DigestSubscription(rhythm=rhythm, hour=hour, weekday=weekday)
    for now in (NOW, NOW.astimezone(dt.UTC)):
        found = next_due(subscription, now).astimezone(CHINA)
        assert f"{found:%Y-%m-%d %H:%M}" == due


def test_an_hour_that_has_just_come_is_over():
    at_eight = dt.datetime(2026, 11, 30, 8, 0, tzinfo=CHINA)
    subscription = DigestSubscription(rhythm="daily", hour=8, weekday=1)
    assert next_due(subscription, at_eight) == at_eight + dt.timedelta(days=1)
