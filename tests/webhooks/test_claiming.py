"""Who may send what, when: caps, rates, leases, open and throttled endpoints."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from harness.receiver import Answer
from tests.webhooks.conftest import made_at
from webhooks.models import Attempt, Delivery, Endpoint
from webhooks.sending import lease_sweep
from webhooks.sending.claims import claim_due_deliveries, seconds_until_next

pytestmark = pytest.mark.django_db


def test_no_more_than_the_cap_is_claimed_of_an_endpoint(endpoint, emit_event):
    for _ in range(10):
        emit_event()
    assert len(claim_due_deliveries(100, 30)) == 4
    assert claim_due_deliveries(100, 30) == []


def test_the_oldest_due_is_sent_first(endpoint, emit_event):
    events = [emit_event() for _ in range(6)]
    assert sorted(one.event for one in claim_due_deliveries(100, 30)) == [
        e.number for e in events[:4]
    ]


def test_an_open_breaker_lets_one_probe_through_when_its_time_has_come(endpoint, emit_event):
    for _ in range(6):
        emit_event()
    now = timezone.now()
    row = Endpoint.objects.filter(pk=endpoint.pk)
    row.update(opened_at=now, open_until=now + timedelta(minutes=1))
    assert claim_due_deliveries(100, 30) == []
    row.update(open_until=now - timedelta(seconds=1))
    assert len(claim_due_deliveries(100, 30)) == 1
    assert claim_due_deliveries(100, 30) == []
    assert Delivery.objects.filter(state="pending", failures=0).count() == 5


def test_a_throttled_endpoint_is_left_alone(endpoint, emit_event):
    emit_event()
    Endpoint.objects.update(throttled_until=timezone.now() + timedelta(minutes=2))
    assert claim_due_deliveries(100, 30) == []
    assert seconds_until_next() > 100


def test_the_rate_is_kept_and_a_tenth_of_a_second_may_be_saved_up(endpoint, emit_event):
    Endpoint.objects.update(rate=20, max_in_flight=50, tokens=0)
    for _ in range(40):
        emit_event()
    Endpoint.objects.update(tokens_at=timezone.now() - timedelta(hours=1))
    assert len(claim_due_deliveries(100, 30)) == 2
    assert claim_due_deliveries(100, 30) == []
    assert 0 < seconds_until_next() <= 0.1


def test_each_endpoint_gets_its_turn(firm, receiver, emit_event):
    for n in range(5):
        made_at(receiver, firm, f"/{n}")
    for _ in range(20):
        emit_event()
    served: list = []
    for _ in range(5):
        served += {one.endpoint for one in claim_due_deliveries(4, 30)}
        Delivery.objects.filter(state="sending").update(
            state="delivered", lease_token=None, lease_until=None
        )
    assert len(set(served)) == 5


def test_what_is_past_its_lease_is_given_back_and_logged_as_unknown(endpoint, emit_event):
    emit_event()
    (claim,) = claim_due_deliveries(100, 0)
    assert lease_sweep.reclaim_expired_leases() == 1
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.unknowns, delivery.failures) == ("pending", 1, 0)
    attempt = Attempt.objects.get()
    assert (attempt.outcome, attempt.number, attempt.status) == ("unknown", 1, None)
    assert claim_due_deliveries(100, 30)[0].token != claim.token


def test_a_lease_that_holds_is_not_swept(endpoint, emit_event):
    emit_event()
    claim_due_deliveries(100, 30)
    assert lease_sweep.reclaim_expired_leases() == 0


def test_the_third_sender_that_dies_of_it_quarantines_a_delivery(endpoint, emit_event):
    emit_event()
    states = []
    for _ in range(3):
        due_now()
        assert claim_due_deliveries(100, 0)
        lease_sweep.reclaim_expired_leases()
        states.append(Delivery.objects.get().state)
    assert states == ["pending", "pending", "quarantined"]
    due_now()
    assert claim_due_deliveries(100, 30) == []
    assert [one.outcome for one in Attempt.objects.all()] == ["unknown"] * 3


def test_an_answer_in_between_begins_the_count_anew(endpoint, receiver, rounds, emit_event):
    receiver.rules["/hook"] = lambda _: Answer(500)
    emit_event()
    for _ in range(2):
        claim_due_deliveries(100, 0)
        lease_sweep.reclaim_expired_leases()
        due_now()
    rounds.send()
    assert Delivery.objects.get().unknowns == 0
    due_now()
    claim_due_deliveries(100, 0)
    lease_sweep.reclaim_expired_leases()
    assert Delivery.objects.get().state == "pending"


def test_after_the_first_death_it_is_sent_at_once_after_the_second_it_waits(endpoint, emit_event):
    Endpoint.objects.update(max_in_flight=20, rate=1e6)
    for _ in range(20):
        emit_event()
    assert len(claim_due_deliveries(100, 0)) == 20
    lease_sweep.reclaim_expired_leases()
    assert max(_waits()) <= 0
    assert len(claim_due_deliveries(100, 0)) == 20
    lease_sweep.reclaim_expired_leases()
    assert all(25 <= wait <= 60 for wait in _waits())
    assert max(_waits()) - min(_waits()) > 1


def due_now() -> None:
    Delivery.objects.update(next_attempt_at=Now())


def _waits() -> list[float]:
    """Seconds until the next attempt of each."""
    now = timezone.now()
    times = Delivery.objects.values_list("next_attempt_at", flat=True)
    return [(at - now).total_seconds() for at in times]


def test_who_lost_the_lease_changes_nothing(endpoint, receiver, rounds, emit_event):
    receiver.rules["/hook"] = lambda _: Answer(500)
    emit_event()
    mine = rounds.begin()
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    lease_sweep.reclaim_expired_leases()
    (theirs,) = claim_due_deliveries(100, 30)
    rounds.finish(mine)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.lease_token) == ("sending", theirs.token)
    assert [(one.outcome, one.late) for one in Attempt.objects.all()] == [
        ("unknown", False),
        ("failed", True),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_never_take_the_same_nor_more_than_the_cap(firm, receiver, emit_event):
    for n in range(6):
        made_at(receiver, firm, f"/{n}")
    for _ in range(10):
        emit_event()
    taken: list = []

    def take() -> None:
        try:
            for _ in range(10):
                taken.extend(claim_due_deliveries(7, 60))
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len({one.delivery for one in taken}) == len(taken) == 6 * 4
