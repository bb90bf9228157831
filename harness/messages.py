"""Endpoints and events for measurements."""

from typing import Any

from django.db import transaction

from firms.models import Firm
from harness.receiver import Receiver
from webhooks.endpoints import registration
from webhooks.event_types import EventType, declare
from webhooks.models import Delivery, Endpoint, Event
from webhooks.outbox import emit

TYPE = EventType("benchmark.happened", "Only measured with.", {"type": "object"}, {})
BODY: dict[str, Any] = {"province": "440000", "edition": 2, "diff": {"added": ["PP011"] * 20}}
_versions = iter(range(1, 10**9))


def create_endpoints(receiver: Receiver, count: int, **fields: Any) -> list[Any]:
    """Create `count` endpoints, each with its own path, up to twenty a firm; their ids."""
    # Not where this file is imported: pages and documents name every type that is declared.
    declare(TYPE)
    firm, made = None, []
    for n in range(count):
        if n % 20 == 0:
            firm = Firm.objects.create(name=f"Measured {n} {next(_versions)}")
        assert firm is not None
        spec = registration.EndpointSpec(url=f"{receiver.url}/{n}")
        made.append(registration.create_endpoint(firm=firm, spec=spec)[0].pk)
    Endpoint.objects.filter(pk__in=made).update(**({"rate": 1e6} | fields))
    return made


def emit_events(count: int = 1, at_once: int = 1) -> list[str]:
    """Emit `count` events to all, `at_once` in a transaction; their webhook ids."""
    declare(TYPE)
    webhook_ids = []
    for first in range(0, count, at_once):
        with transaction.atomic():
            for _ in range(min(at_once, count - first)):
                number = next(_versions)
                event = emit(type=TYPE.name, source="benchmark", version=number, data=BODY)
                webhook_ids.append(event.webhook_id)
    return webhook_ids


def unsettled_count() -> int:
    """The number of deliveries that are still to be made."""
    return Delivery.objects.filter(state__in=["pending", "sending"]).count()


def delete_all() -> None:
    """Delete every firm with its endpoints, and every event."""
    Firm.objects.all().delete()
    Event.objects.all().delete()
