from collections.abc import Iterator

import pytest
from django.db import transaction

from firms.models import Firm
from harness.receiver import Receiver
from tests.webhooks.worker import Round
from webhooks.endpoints import registration
from webhooks.event_types import EventType, declare
from webhooks.models import Endpoint, Event
from webhooks.outbox import emit


@pytest.fixture
def sample() -> EventType:
    """A declared type that only this test knows."""
    return declare(EventType("sample.happened", "A sample.", {"type": "object"}, {}))


@pytest.fixture(autouse=True)
def loopback_allowed(settings):
    settings.WEBHOOK_ALLOW_LOOPBACK = True


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as made:
        yield made


@pytest.fixture
def firm(db) -> Firm:
    return Firm.objects.create(name="Nordtuch GmbH")


@pytest.fixture
def endpoint(firm, receiver) -> Endpoint:
    """An endpoint at the receiver's /hook, fast enough not to be waited for."""
    return made_at(receiver, firm, "/hook")


def made_at(receiver: Receiver, firm: Firm, path: str, **fields: object) -> Endpoint:
    found, _ = registration.create_endpoint(
        firm=firm, spec=registration.EndpointSpec(url=receiver.url + path)
    )
    Endpoint.objects.filter(pk=found.pk).update(rate=1000, **fields)
    found.refresh_from_db()
    return found


@pytest.fixture
def emit_event(sample):
    """Emit one event that is new."""
    versions = iter(range(1, 100_000))

    def _emit(firm: Firm | None = None, topics=(), data=None) -> Event:
        with transaction.atomic():
            return emit(
                type=sample.name,
                source="thing:1",
                version=next(versions),
                firm=firm,
                topics=topics,
                data=data or {},
            )

    return _emit


@pytest.fixture
def rounds() -> Iterator[Round]:
    """Claims, sends and records in this process, a round at a time."""
    made = Round()
    yield made
    made.close()
