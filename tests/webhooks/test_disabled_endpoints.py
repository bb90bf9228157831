"""A disabled endpoint is sent nothing and loses nothing; its owner is told once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db.models import F
from django.utils import timezone

from harness.receiver import Answer
from webhooks.endpoints import registration
from webhooks.endpoints.owner_notices import mail_due_notices
from webhooks.endpoints.registration import EndpointSpec
from webhooks.errors import DeliveryUnderWay, EndpointDisabled
from webhooks.models import Delivery, Endpoint, Notice
from webhooks.sending import lease_sweep, recovery

pytestmark = pytest.mark.django_db


def _states() -> list[str]:
    return list(Delivery.objects.order_by("id").values_list("state", flat=True))


def _enable(endpoint: Endpoint) -> None:
    registration.update_endpoint(
        endpoint=endpoint, spec=EndpointSpec(url=endpoint.url, email=endpoint.email)
    )


def test_gone_holds_everything_and_sends_nothing_more(endpoint, receiver, rounds, emit_event):
    receiver.rules["/hook"] = lambda _: Answer(410)
    Endpoint.objects.update(max_in_flight=1)
    for _ in range(3):
        emit_event()
    rounds.send()
    emit_event()
    assert not rounds.send()
    assert _states() == ["held"] * 4
    assert len(receiver.requests) == 1
    endpoint.refresh_from_db()
    assert endpoint.state == "disabled"
    assert "410" in endpoint.disabled_because


def test_what_was_held_is_sent_when_it_is_recovered(endpoint, receiver, rounds, emit_event):
    registration.update_endpoint(
        endpoint=endpoint, spec=EndpointSpec(url=endpoint.url, active=False)
    )
    events = [emit_event() for _ in range(3)]
    with pytest.raises(EndpointDisabled):
        recovery.recover(endpoint=endpoint, since=events[0].occurred_at)
    _enable(endpoint)
    assert not rounds.send()
    assert recovery.recover(endpoint=endpoint, since=events[1].occurred_at) == 2
    rounds.send()
    assert _states() == ["held", "delivered", "delivered"]
    assert receiver.ids() == [one.webhook_id for one in events[1:]]


def test_recovering_touches_neither_others_nor_what_was_delivered(
    endpoint, receiver, rounds, emit_event
):
    emit_event()
    rounds.send()
    since = timezone.now() - timedelta(hours=1)
    assert recovery.recover(endpoint=endpoint, since=since) == 0
    other, _ = registration.create_endpoint(
        firm=endpoint.firm, spec=EndpointSpec(url=receiver.url + "/other")
    )
    emit_event()
    Delivery.objects.filter(endpoint=other).update(state="exhausted")
    assert recovery.recover(endpoint=endpoint, since=since) == 0
    assert recovery.recover(endpoint=other, since=since) == 1


def test_one_can_be_sent_again_under_the_same_id(endpoint, receiver, rounds, emit_event):
    emit_event()
    rounds.send()
    recovery.resend(delivery=Delivery.objects.get())
    with pytest.raises(DeliveryUnderWay):
        recovery.resend(delivery=Delivery.objects.get())
    rounds.send()
    first, second = receiver.ids()
    assert first == second
    assert Delivery.objects.get().attempts == 2


def test_a_deleted_endpoint_is_owed_nothing_more(endpoint, receiver, rounds, emit_event):
    emit_event()
    registration.delete_endpoint(endpoint=endpoint)
    emit_event()
    assert not rounds.send()
    assert _states() == ["cancelled"]
    assert not Endpoint.objects.of(endpoint.firm).exists()


def test_a_stray_is_held_by_the_sweep(endpoint, emit_event):
    emit_event()
    Endpoint.objects.update(state="disabled")
    assert lease_sweep.stop_deliveries_to_inactive_endpoints() == 1
    assert _states() == ["held"]


def test_the_tenth_failure_exhausts_and_the_owner_is_mailed_once(
    endpoint, receiver, rounds, emit_event
):
    Endpoint.objects.update(email="it@nordtuch.example", max_in_flight=1)
    receiver.rules["/hook"] = lambda _: Answer(404)
    for _ in range(2):
        emit_event()
        for _ in range(10):
            Delivery.objects.update(next_attempt_at=F("created_at"))
            rounds.send()
    assert _states() == ["exhausted", "exhausted"]
    assert len(receiver.requests) == 20
    assert mail_due_notices() == 1
    assert mail_due_notices() == 0
    (sent,) = mail.outbox
    assert sent.to == ["it@nordtuch.example"]
    assert endpoint.url in sent.body


def test_a_new_episode_is_told_again(endpoint, receiver, rounds, emit_event):
    Endpoint.objects.update(email="it@nordtuch.example")
    for _ in range(2):
        receiver.rules["/hook"] = lambda _: Answer(410)
        emit_event()
        rounds.send()
        mail_due_notices()
        _enable(Endpoint.objects.get())
        del receiver.rules["/hook"]
        emit_event()
        rounds.send()
    assert len(mail.outbox) == 2
    assert all("disabled" in one.subject for one in mail.outbox)


def test_a_mail_that_cannot_be_sent_is_tried_again(
    endpoint, rounds, receiver, emit_event, settings
):
    Endpoint.objects.update(email="it@nordtuch.example")
    receiver.rules["/hook"] = lambda _: Answer(410)
    emit_event()
    rounds.send()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert mail_due_notices() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert mail_due_notices() == 0
    Notice.objects.update(claimed_at=timezone.now() - timedelta(minutes=6))
    assert mail_due_notices() == 1
