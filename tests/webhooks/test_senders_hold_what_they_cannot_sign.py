"""The sender's own loop: with wrong keys it sends only what it can sign, and comes to an end."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from standardwebhooks import Webhook

from tests.webhooks.conftest import made_at
from webhooks.endpoints import registration
from webhooks.endpoints.registration import EndpointSpec
from webhooks.models import Delivery, Endpoint
from webhooks.sending.delivery_worker import DeliveryWorker
from webhooks.sending.sender_settings import SenderSettings

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def sending() -> Iterator[None]:
    """A sender at work, in a thread of its own; it has ended afterwards."""
    courier = DeliveryWorker(
        SenderSettings(deadline=2, lease=10, poll=0.05, sweep=0.05, listen=False)
    )

    def run() -> None:
        try:
            courier.run()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        courier.stop()
        thread.join(timeout=20)
    assert not thread.is_alive()


def within_seconds(so: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not so():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def test_a_sender_with_wrong_keys_holds_and_one_with_the_right_keys_sends(
    firm, receiver, emit_event, settings
):
    right = settings.ENCRYPTION_KEYS
    lost, secret = registration.create_endpoint(
        firm=firm, spec=EndpointSpec(url=receiver.url + "/lost")
    )
    settings.ENCRYPTION_KEYS = (Fernet.generate_key().decode(),)
    made_at(receiver, firm, "/fine")
    event = emit_event()
    held = Endpoint.objects.filter(pk=lost.pk, unreadable_since__isnull=False)
    with sending():
        within_seconds(lambda: receiver.at("/fine") and held.exists())
    assert receiver.at("/lost") == []
    delivery = Delivery.objects.get(endpoint=lost)
    assert (delivery.state, delivery.attempts) == ("pending", 0)

    settings.ENCRYPTION_KEYS = (*settings.ENCRYPTION_KEYS, *right)
    with sending():
        within_seconds(lambda: receiver.at("/lost"))
    (got,) = receiver.at("/lost")
    assert got.webhook_id == event.webhook_id
    assert Webhook(secret).verify(got.body, got.headers)
    assert len(receiver.at("/fine")) == 1
