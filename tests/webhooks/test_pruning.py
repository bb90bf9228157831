"""What was told long ago is let go of; what may still be sent stays, however old."""

from datetime import timedelta

import pytest
from django.db.models import F

from webhooks import feed, pruning, tasks
from webhooks.endpoints import registration
from webhooks.models import Attempt, Delivery, Event
from webhooks.sending import recovery

pytestmark = pytest.mark.django_db
State = Delivery.State
OLD = timedelta(days=91)


def aged(event: Event, by: timedelta = OLD) -> Event:
    """The event and all about it, as if it had happened so long before."""
    deliveries = Delivery.objects.filter(event=event)
    Attempt.objects.filter(delivery__in=deliveries).update(
        started_at=F("started_at") - by, ended_at=F("ended_at") - by
    )
    deliveries.update(created_at=F("created_at") - by, finished_at=F("finished_at") - by)
    Event.objects.filter(pk=event.pk).update(occurred_at=F("occurred_at") - by)
    return event


@pytest.fixture
def delivered_event(emit_event, endpoint, rounds):
    """Tell of something and deliver it."""

    def _told() -> Event:
        event = emit_event()
        rounds.send()
        return event

    return _told


def left() -> tuple[int, int, int]:
    return Event.objects.count(), Delivery.objects.count(), Attempt.objects.count()


def test_the_old_goes_with_its_deliveries_and_attempts_and_the_young_stays(delivered_event):
    aged(delivered_event())
    young = delivered_event()
    assert left() == (2, 2, 2)
    assert pruning.prune() == (1, 1)
    assert left() == (1, 1, 1)
    assert Event.objects.get() == young


def test_an_event_nobody_wanted_goes_too(emit_event):
    aged(emit_event())
    assert pruning.prune() == (0, 1)


def test_it_says_how_far_it_went(delivered_event):
    old = aged(delivered_event())
    delivered_event()
    assert feed.retention_cursor() == 0
    pruning.prune()
    assert feed.retention_cursor() == old.number


@pytest.mark.parametrize("days", [89, 90.01])
def test_the_retention_is_what_the_setting_says(delivered_event, days):
    aged(delivered_event(), timedelta(days=days))
    assert pruning.prune() == ((1, 1) if days > 90 else (0, 0))


def test_another_retention_is_kept_too(delivered_event, settings):
    settings.WEBHOOK_KEPT_DAYS = 7
    aged(delivered_event(), timedelta(days=8))
    assert pruning.prune() == (1, 1)


def test_none_keeps_everything(delivered_event, settings):
    settings.WEBHOOK_KEPT_DAYS = 0
    aged(delivered_event(), timedelta(days=10_000))
    assert pruning.prune() == (0, 0)


@pytest.mark.parametrize("state", [State.PENDING, State.HELD, State.EXHAUSTED, State.QUARANTINED])
def test_what_may_still_be_sent_stays_with_its_event(delivered_event, state):
    event = aged(delivered_event())
    Delivery.objects.update(state=state)
    assert pruning.prune() == (0, 0)
    assert left() == (1, 1, 1)
    assert feed.retention_cursor() == 0
    assert Event.objects.get() == event


def test_what_is_being_sent_stays(delivered_event, endpoint, rounds):
    delivery = Delivery.objects.get(event=aged(delivered_event()))
    recovery.resend(delivery=delivery)
    claims = rounds.begin()
    assert pruning.prune() == (0, 0)
    rounds.finish(claims)


def test_what_was_sent_again_was_told_again(delivered_event, rounds):
    delivery = Delivery.objects.get(event=aged(delivered_event()))
    recovery.resend(delivery=delivery)
    rounds.send()
    assert pruning.prune() == (0, 0)
    assert Delivery.objects.get().state == State.DELIVERED


def test_one_that_stays_does_not_keep_those_around_it(delivered_event):
    _, held, last = (aged(delivered_event()) for _ in range(3))
    Delivery.objects.filter(event=held).update(state=State.HELD)
    assert pruning.prune() == (2, 2)
    assert Event.objects.get() == held
    assert feed.retention_cursor() == last.number


@pytest.mark.parametrize("state", [State.HELD, State.EXHAUSTED, State.QUARANTINED])
def test_nothing_waits_for_an_endpoint_that_was_deleted(delivered_event, endpoint, state):
    aged(delivered_event())
    registration.delete_endpoint(endpoint=endpoint)
    Delivery.objects.update(state=state, finished_at=None)
    assert pruning.prune() == (1, 1)


def test_an_older_number_stays_when_a_younger_event_stands_before_it(emit_event):
    young, old = emit_event(), aged(emit_event())
    assert pruning.prune() == (0, 0)
    assert set(Event.objects.all()) == {young, old}


def test_it_goes_in_small_steps_to_the_end(emit_event, endpoint, monkeypatch):
    monkeypatch.setattr(pruning, "_BATCH_SIZE", 2)
    for _ in range(5):
        aged(emit_event())
    Delivery.objects.update(state=State.DELIVERED)
    assert pruning.prune() == (5, 5)
    assert left() == (0, 0, 0)


def test_the_task_prunes(delivered_event):
    aged(delivered_event())
    tasks.prune()
    assert left() == (0, 0, 0)
