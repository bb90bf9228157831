"""Without a readable secret nothing is sent: it is held, told of, and goes out signed later."""

from datetime import timedelta

import pytest
import structlog
from cryptography.fernet import Fernet
from django.conf import LazySettings
from django.core import mail
from django.utils import timezone
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from harness.receiver import Answer
from tests.webhooks import worker as step_by_step
from tests.webhooks.conftest import made_at
from webhooks.endpoints import registration
from webhooks.endpoints.owner_notices import mail_due_notices
from webhooks.endpoints.registration import EndpointSpec
from webhooks.models import Attempt, Delivery, Endpoint, EndpointSecret, Notice
from webhooks.sending.claims import claim_due_deliveries, seconds_until_next
from webhooks.sending.request_builder import RequestBuilder

pytestmark = pytest.mark.django_db
OWNER = "it@nordtuch.example"


def lose_keys(settings: LazySettings) -> None:
    """From here on the process has another key than its secrets were stored under."""
    settings.ENCRYPTION_KEYS = (Fernet.generate_key().decode(),)


def make_due() -> None:
    """The next look at what could not be read is now."""
    Endpoint.objects.update(unreadable_retry_at=timezone.now() - timedelta(seconds=1))


@pytest.fixture
def secret(firm, receiver) -> str:
    """The text of the only endpoint's secret."""
    spec = EndpointSpec(url=receiver.url + "/hook", email=OWNER)
    _, text = registration.create_endpoint(firm=firm, spec=spec)
    Endpoint.objects.update(rate=1000)
    return text


def test_under_lost_keys_nothing_is_sent_and_nothing_counts_as_delivered(
    secret, receiver, rounds, emit_event, settings
):
    emit_event()
    lose_keys(settings)
    rounds.send()
    assert receiver.requests == []
    assert Delivery.objects.get().state == "pending"
    assert not Attempt.objects.exists()


def test_no_attempt_is_burnt_and_the_endpoint_stays_well(
    secret, receiver, rounds, emit_event, settings
):
    emit_event()
    lose_keys(settings)
    for _ in range(15):
        make_due()
        rounds.send()
    assert receiver.requests == []
    delivery, endpoint = Delivery.objects.get(), Endpoint.objects.get()
    assert (delivery.attempts, delivery.failures, delivery.unknowns) == (0, 0, 0)
    assert (endpoint.state, endpoint.fails, endpoint.trips) == ("active", 0, 0)
    assert (endpoint.opened_at, endpoint.failing_since) == (None, None)


def test_it_goes_out_signed_by_itself_when_the_key_is_back(
    secret, receiver, rounds, emit_event, settings
):
    right = settings.ENCRYPTION_KEYS
    events = [emit_event() for _ in range(3)]
    lose_keys(settings)
    rounds.send()
    settings.ENCRYPTION_KEYS = right
    make_due()
    rounds.send()
    rounds.send()
    assert sorted(receiver.ids()) == sorted(one.webhook_id for one in events)
    for got in receiver.requests:
        assert Webhook(secret).verify(got.body, got.headers)
    assert {one.state for one in Delivery.objects.all()} == {"delivered"}
    assert set(Attempt.objects.values_list("number", flat=True)) == {1}
    assert Endpoint.objects.get().unreadable_since is None


def test_a_held_endpoint_is_not_looked_at_again_before_its_time(
    secret, rounds, emit_event, settings
):
    emit_event()
    lose_keys(settings)
    rounds.send()
    assert claim_due_deliveries(10, 30) == []
    wait = seconds_until_next()
    assert wait is not None
    assert 0 < wait <= 30


def test_other_endpoints_are_sent_to_meanwhile(firm, receiver, rounds, emit_event, settings):
    made_at(receiver, firm, "/lost")
    right = settings.ENCRYPTION_KEYS
    lose_keys(settings)
    # The lost one was stored under the old key, this one under the new.
    made_at(receiver, firm, "/fine")
    emit_event()
    rounds.send()
    assert [one.path for one in receiver.requests] == ["/fine"]
    settings.ENCRYPTION_KEYS = (*settings.ENCRYPTION_KEYS, *right)
    make_due()
    rounds.send()
    assert [one.path for one in receiver.requests] == ["/fine", "/lost"]


def test_the_readable_one_of_two_secrets_signs(secret, receiver, rounds, emit_event, settings):
    lose_keys(settings)
    new = registration.rotate_secret(endpoint=Endpoint.objects.get())
    emit_event()
    with structlog.testing.capture_logs() as logs:
        rounds.send()
    (got,) = receiver.requests
    assert Webhook(new).verify(got.body, got.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(got.body, got.headers)
    assert [one["log_level"] for one in logs if "cannot be decrypted" in one["event"]] == ["error"]
    assert Endpoint.objects.get().unreadable_since is None
    assert not Notice.objects.exists()


def test_a_secret_deleted_since_the_claim_leaves_nothing_to_send(
    secret, receiver, rounds, emit_event, monkeypatch
):
    emit_event()
    claim = step_by_step.claim_due_deliveries

    def claim_and_lose(*given: object, **named: object):
        found = claim(*given, **named)
        EndpointSecret.objects.all().delete()
        return found

    monkeypatch.setattr(step_by_step, "claim_due_deliveries", claim_and_lose)
    rounds.send()
    assert receiver.requests == []
    assert Delivery.objects.get().state == "pending"


@pytest.mark.parametrize(("state", "becomes"), [("disabled", "held"), ("deleted", "cancelled")])
def test_an_endpoint_ended_meanwhile_ends_what_was_claimed(
    secret, receiver, rounds, emit_event, settings, monkeypatch, state, becomes
):
    emit_event()
    lose_keys(settings)
    build_requests = RequestBuilder.build_requests

    def build_after_the_end(builder, claims):
        Endpoint.objects.update(state=state)
        return build_requests(builder, claims)

    monkeypatch.setattr(RequestBuilder, "build_requests", build_after_the_end)
    rounds.send()
    assert Delivery.objects.get().state == becomes


def test_a_sender_that_lost_its_lease_changes_nothing(secret, receiver, emit_event, settings):
    from webhooks.sending import holding

    emit_event()
    (lost,) = claim_due_deliveries(1, 30)
    Delivery.objects.update(state="pending", lease_token=None, lease_until=None)
    (again,) = claim_due_deliveries(1, 30)
    holding.hold_unsigned([lost])
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.lease_token) == ("sending", again.token)
    assert delivery.attempts == 2
    assert Endpoint.objects.get().unreadable_since is None


def test_the_owner_is_told_once_and_not_for_each_delivery(secret, rounds, emit_event, settings):
    lose_keys(settings)
    for _ in range(3):
        emit_event()
        emit_event()
        make_due()
        rounds.send()
    mail_due_notices()
    mail_due_notices()
    (sent,) = mail.outbox
    assert sent.to == [OWNER]
    endpoint = Endpoint.objects.get()
    assert endpoint.url in sent.body
    assert f"/v1/webhooks/{endpoint.pk}/rotate" in sent.body
    assert secret not in sent.body


def test_keys_that_come_and_go_do_not_fill_the_owners_mailbox(
    secret, rounds, emit_event, settings, receiver
):
    right = settings.ENCRYPTION_KEYS
    for _ in range(3):
        lose_keys(settings)
        emit_event()
        make_due()
        rounds.send()
        settings.ENCRYPTION_KEYS = right
        make_due()
        rounds.send()
    assert len(receiver.requests) == 3
    assert Notice.objects.count() == 1
    Notice.objects.update(created_at=timezone.now() - timedelta(days=2))
    lose_keys(settings)
    emit_event()
    rounds.send()
    assert Notice.objects.count() == 2


def test_the_log_is_told_once_an_endpoint_and_never_the_secret(
    secret, rounds, emit_event, settings
):
    for _ in range(4):
        emit_event()
    lose_keys(settings)
    with structlog.testing.capture_logs() as logs:
        rounds.send()
        make_due()
        rounds.send()
    endpoint = str(Endpoint.objects.get().pk)
    lines = [one for one in logs if endpoint in one.get("endpoints", ())]
    assert [one["log_level"] for one in lines] == ["error"]
    assert "ENCRYPTION_KEYS" in lines[0]["event"]
    assert secret.removeprefix("whsec_") not in str(logs)


def test_a_new_secret_ends_the_wait_at_once(secret, receiver, rounds, emit_event, settings):
    emit_event()
    lose_keys(settings)
    rounds.send()
    new = registration.rotate_secret(endpoint=Endpoint.objects.get())
    rounds.send()
    (got,) = receiver.requests
    assert Webhook(new).verify(got.body, got.headers)


def test_a_refusal_of_what_was_signed_ends_the_hold_too(
    secret, receiver, rounds, emit_event, settings
):
    right = settings.ENCRYPTION_KEYS
    emit_event()
    lose_keys(settings)
    rounds.send()
    assert Endpoint.objects.get().unreadable_since
    settings.ENCRYPTION_KEYS = right
    receiver.rules["/hook"] = lambda _: Answer(500)
    make_due()
    rounds.send()
    endpoint = Endpoint.objects.get()
    assert (endpoint.unreadable_since, endpoint.fails) == (None, 1)
