"""A broker that is silent, full or away costs next to nothing, and its faults are not raised."""

import contextlib
import time

import pytest
from celery import current_app
from django.db import transaction

from core import task_queue
from core.monitoring.registry import REGISTRY
from harness.broken_brokers import broker_in_memory, full_broker, silent_broker
from harness.celery_broker import sending_to


@contextlib.contextmanager
def nobody():
    yield "redis://127.0.0.1:1/0"


@pytest.fixture
def broker(request):
    with request.param() as address, sending_to(address):
        yield address


def ring(times=1):
    """The seconds that so many messages take."""
    start = time.monotonic()
    for _ in range(times):
        with transaction.atomic():
            task_queue.enqueue("matcher.answer", "a-key")
    return time.monotonic() - start


def unsent():
    """What a scrape is told of the messages that were not sent."""
    return REGISTRY.get_sample_value("ronghe_messages_unsent_total")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("broker", [silent_broker, full_broker, nobody], indirect=True)
def test_ten_messages_cost_less_than_one_timeout_of_a_worker(broker):
    before = unsent()
    assert ring(10) < 2
    assert unsent() == before + 10


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("broker", [silent_broker], indirect=True)
def test_a_broker_that_failed_is_left_alone_for_a_while(broker, monkeypatch):
    asked = []
    send = current_app.send_task
    monkeypatch.setattr(
        current_app, "send_task", lambda *a, **k: (asked.append(a), send(*a, **k))[1]
    )
    ring(3)
    assert len(asked) == 1
    task_queue.breaker.close()
    ring()
    assert len(asked) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("broker", [broker_in_memory], indirect=True)
def test_a_broker_that_lives_gets_the_message(broker):
    import redis

    ring(2)
    with redis.Redis.from_url(broker) as client:
        assert client.llen("celery") == 2


def test_a_broker_that_is_slow_twice_in_a_row_is_left_alone():
    breaker = task_queue.BrokerBreaker(clock=lambda: 0.0)
    for seconds, paused in ((3.0, False), (0.1, False), (0.3, False), (0.3, True)):
        breaker.record_sent("matcher.answer", seconds)
        assert breaker.is_open() is paused
