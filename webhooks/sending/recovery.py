"""Resend one delivery, or all stopped deliveries since a time.

Resent deliveries become pending, so caps, rates and the breaker apply to them.
"""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from webhooks import outbox
from webhooks.errors import DeliveryUnderWay, EndpointDisabled
from webhooks.models import Delivery, Endpoint

STOPPED = (Delivery.State.HELD, Delivery.State.EXHAUSTED, Delivery.State.QUARANTINED)
UNDER_WAY = (Delivery.State.PENDING, Delivery.State.SENDING)
_RESET = {"state": Delivery.State.PENDING, "failures": 0, "unknowns": 0, "finished_at": None}


def resend(*, delivery: Delivery) -> Delivery:
    """Make the delivery pending again, also a delivered one, with the same id and a new schedule.

    Raises `EndpointDisabled`, and `DeliveryUnderWay` when it is being sent or pending.
    """
    with transaction.atomic():
        _refuse_disabled(delivery.endpoint)
        changed = (
            Delivery.objects.filter(pk=delivery.pk)
            .exclude(state__in=UNDER_WAY)
            .update(**_RESET, next_attempt_at=Now())
        )
        if not changed:
            raise DeliveryUnderWay("the delivery is being sent or waits for its next attempt")
        outbox.wake_senders()
    delivery.refresh_from_db()
    return delivery


def recover(*, endpoint: Endpoint, since: datetime, until: datetime | None = None) -> int:
    """Make the endpoint's stopped deliveries pending again; return how many.

    `since` and `until` limit the time of their events. One statement, so all or none change, and a
    second call finds only what is still stopped. Raises `EndpointDisabled`.
    """
    with transaction.atomic():
        _refuse_disabled(endpoint)
        stopped = Delivery.objects.filter(
            endpoint=endpoint, state__in=STOPPED, event__occurred_at__gte=since
        )
        if until is not None:
            stopped = stopped.filter(event__occurred_at__lt=until)
        recovered = stopped.update(**_RESET, next_attempt_at=Now())
        outbox.wake_senders()
    return recovered


def _refuse_disabled(endpoint: Endpoint) -> None:
    locked = Endpoint.objects.select_for_update(no_key=True).get(pk=endpoint.pk)
    if locked.state != Endpoint.State.ACTIVE:
        raise EndpointDisabled("the endpoint is disabled: enable it, then send again")
