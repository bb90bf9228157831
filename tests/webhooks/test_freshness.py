"""What is late, what waits, whose sender was lost; and what is not called late."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from webhooks.models import Delivery, Endpoint
from webhooks.sending import lease_sweep
from webhooks.sending.claims import claim_due_deliveries
from webhooks.sending.delivery_metrics import load_delivery_metrics

pytestmark = pytest.mark.django_db


def _age(minutes: int) -> None:
    Delivery.objects.update(next_attempt_at=timezone.now() - timedelta(minutes=minutes))


def test_the_oldest_that_could_be_sent_is_told(endpoint, emit_event):
    assert load_delivery_metrics().oldest_due == 0
    emit_event()
    _age(2)
    assert 119 < load_delivery_metrics().oldest_due < 125


@pytest.mark.parametrize("held_back", ["open_until", "throttled_until"])
def test_what_an_endpoint_itself_holds_back_is_not_late(endpoint, emit_event, held_back):
    emit_event()
    _age(2)
    Endpoint.objects.update(**{held_back: timezone.now() + timedelta(minutes=1)})
    assert load_delivery_metrics().oldest_due == 0


def test_lost_senders_are_counted(endpoint, emit_event):
    emit_event()
    claim_due_deliveries(1, 0)
    lease_sweep.reclaim_expired_leases()
    assert load_delivery_metrics().swept == 1


def test_metrics_are_for_a_scraper(endpoint, emit_event):
    emit_event()
    response = Client().get("/metrics")
    assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = response.content.decode().splitlines()
    assert 'ronghe_webhook_deliveries{state="pending"} 1.0' in lines
    assert "ronghe_webhook_swept_last_hour 0.0" in lines
    [oldest] = [line for line in lines if line.startswith("ronghe_webhook_oldest_due_seconds ")]
    assert 0 < float(oldest.split()[1]) < 60
