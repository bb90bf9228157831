"""What is late, what waits, whose sender was lost; and what is not called late."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from webhooks.models import Delivery, Endpoint
from webhooks.sending import claiming, delivery_metrics, lease_sweep

pytestmark = pytest.mark.django_db


def _age(minutes: int) -> None:
    Delivery.objects.update(next_attempt_at=timezone.now() - timedelta(minutes=minutes))


def test_the_oldest_that_could_be_sent_is_told(endpoint, tell):
    assert delivery_metrics.read().oldest_due == 0
    tell()
    _age(2)
    assert 119 < delivery_metrics.read().oldest_due < 125


@pytest.mark.parametrize("held_back", ["open_until", "throttled_until"])
def test_what_an_endpoint_itself_holds_back_is_not_late(endpoint, tell, held_back):
    tell()
    _age(2)
    Endpoint.objects.update(**{held_back: timezone.now() + timedelta(minutes=1)})
    assert delivery_metrics.read().oldest_due == 0


def test_lost_senders_are_counted(endpoint, tell):
    tell()
    claiming.claim(1, 0)
    lease_sweep.sweep()
    assert delivery_metrics.read().swept == 1


def test_metrics_are_for_a_scraper(endpoint, tell):
    tell()
    response = Client().get("/metrics")
    assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = response.content.decode().splitlines()
    assert 'ronghe_webhook_deliveries{state="pending"} 1' in lines
    assert "ronghe_webhook_swept_last_hour 0" in lines
    assert any(line.startswith("ronghe_webhook_oldest_due_seconds 0.") for line in lines)
