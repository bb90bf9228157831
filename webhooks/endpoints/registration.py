"""Create, update, delete, rotate and test endpoints. Each function is one transaction."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from core import counters, encryption
from core.languages.messages import Message
from firms.models import Firm
from webhooks import event_types, events, outbox
from webhooks.endpoints import destination
from webhooks.errors import EndpointDisabled, TooManyEndpoints
from webhooks.models import Delivery, Endpoint, EndpointSecret
from webhooks.models.endpoint import LIMIT_PER_FIRM
from webhooks.sending import signing

MAX_SECRETS = 10
# The old secret still signs for a day, so that a receiver can be redeployed without a gap.
OVERLAP = timedelta(hours=24)


@dataclass(frozen=True)
class EndpointSpec:
    """The owner's settings of an endpoint. Empty `types` and `topics` subscribe to everything."""

    url: str
    types: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    requested_filters: Mapping[str, Any] = field(default_factory=dict)
    description: str = ""
    email: str = ""
    active: bool = True


def create_endpoint(*, firm: Firm, spec: EndpointSpec) -> tuple[Endpoint, str]:
    """Create an endpoint; return it and its signing secret, which cannot be read again.

    Raises `DestinationRefused`, `UnknownEventType`, `TooManyEndpoints`.
    """
    _validate(spec)
    with transaction.atomic():
        # The firm's row serialises its creations, or two requests could both create the twentieth.
        Firm.objects.select_for_update(no_key=True).get(pk=firm.pk)
        if Endpoint.objects.of(firm).count() >= LIMIT_PER_FIRM:
            raise TooManyEndpoints(
                Message(
                    "a firm has at most {limit_per_firm} endpoints", limit_per_firm=LIMIT_PER_FIRM
                )
            )
        endpoint = Endpoint(firm=firm)
        _apply(endpoint, spec)
        _switch(endpoint, active=spec.active)
        endpoint.save(force_insert=True)
        return endpoint, _add_secret(endpoint)


def update_endpoint(*, endpoint: Endpoint, spec: EndpointSpec) -> Endpoint:
    """Replace the endpoint's settings. Deliveries that were held while it was disabled stay held
    until `recovery.recover` sends them. Raises as `create_endpoint` does.
    """
    _validate(spec)
    with transaction.atomic():
        # Lock the event counter first, in the order of `emit`: no delivery can then be created as
        # held between our reading of the state and our commit.
        counters.hold("event")
        locked = _locked(endpoint.pk)
        _apply(locked, spec)
        _switch(locked, active=spec.active)
        locked.save()
    return locked


def set_active(*, endpoint: Endpoint, active: bool) -> Endpoint:
    """Switch the endpoint on or off, and change nothing else of it; what `update_endpoint` says of
    held deliveries holds here too.
    """
    with transaction.atomic():
        counters.hold("event")  # first, as in `update_endpoint`
        locked = _locked(endpoint.pk)
        _switch(locked, active=active)
        locked.save()
    return locked


def delete_endpoint(*, endpoint: Endpoint) -> None:
    """Delete the endpoint: cancel its waiting deliveries and keep the record of past ones."""
    with transaction.atomic():
        locked = _locked(endpoint.pk)
        Endpoint.objects.filter(pk=locked.pk).update(state=Endpoint.State.DELETED)
        waiting = [Delivery.State.PENDING, Delivery.State.HELD]
        Delivery.objects.filter(endpoint=locked, state__in=waiting).update(
            state=Delivery.State.CANCELLED, finished_at=Now()
        )
        # The row stays for the deliveries that refer to it; its secrets serve no purpose.
        locked.secrets.all().delete()


def rotate_secret(*, endpoint: Endpoint, overlap: timedelta = OVERLAP) -> str:
    """Return a new secret's text. Older secrets also sign for `overlap`; at most ten are kept.

    Deliveries that were held because no secret could be read are sent, signed with the new one.
    """
    with transaction.atomic():
        locked = _locked(endpoint.pk)
        now = timezone.now()
        ending = Q(expires_at=None) | Q(expires_at__gt=now + overlap)
        locked.secrets.filter(expires_at__lte=now).delete()
        locked.secrets.filter(ending).update(expires_at=now + overlap)
        text = _add_secret(locked)
        kept = locked.secrets.order_by("-pk").values_list("pk", flat=True)[:MAX_SECRETS]
        locked.secrets.exclude(pk__in=list(kept)).delete()
        Endpoint.objects.filter(pk=locked.pk).update(
            unreadable_since=None, unreadable_retry_at=None
        )
    return text


def send_test_event(*, endpoint: Endpoint) -> Delivery:
    """Emit a `webhook.test` event to this endpoint. Raises `EndpointDisabled`."""
    with transaction.atomic():
        counters.hold("event")
        locked = _locked(endpoint.pk)
        if locked.state != Endpoint.State.ACTIVE:
            raise EndpointDisabled("the endpoint is disabled: enable it, then test it")
        locked.tests += 1
        locked.save(update_fields=["tests"])
        event = outbox.emit_to(
            locked,
            type=events.WEBHOOK_TEST.name,
            source=f"endpoint:{locked.pk}",
            version=locked.tests,
            data={"endpoint": str(locked.pk), "test": locked.tests},
        )
        return Delivery.objects.get(event=event)


def _validate(spec: EndpointSpec) -> None:
    destination.validate_url(spec.url, loopback=settings.WEBHOOK_ALLOW_LOOPBACK)
    for name in spec.types:
        event_types.get_event_type(name)


def _apply(endpoint: Endpoint, spec: EndpointSpec) -> None:
    endpoint.url = spec.url
    endpoint.types = _unique(spec.types)
    endpoint.topics = _unique(spec.topics)
    endpoint.requested_filters = dict(spec.requested_filters)
    endpoint.description = spec.description
    endpoint.email = spec.email


def _switch(endpoint: Endpoint, *, active: bool) -> None:
    """Switch a locked endpoint; the caller saves it. One that is as it should be stays so, and so
    does one that was deleted meanwhile.
    """
    if endpoint.state == Endpoint.State.DELETED:
        return
    if active:
        if endpoint.state == Endpoint.State.DISABLED:
            _reset_health(endpoint)
        endpoint.state = Endpoint.State.ACTIVE
        endpoint.disabled_because = ""
    elif endpoint.state == Endpoint.State.ACTIVE:
        endpoint.state = Endpoint.State.DISABLED
        endpoint.disabled_because = "its owner disabled it"
        _hold_pending(endpoint)


def _unique(values: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _locked(pk: uuid.UUID) -> Endpoint:
    return Endpoint.objects.select_for_update(no_key=True).select_related(None).get(pk=pk)


def _reset_health(endpoint: Endpoint) -> None:
    endpoint.fails = endpoint.trips = endpoint.opens = 0
    endpoint.failing_since = endpoint.opened_at = endpoint.open_until = None
    endpoint.throttled_until = None


def _hold_pending(endpoint: Endpoint) -> None:
    Delivery.objects.filter(endpoint=endpoint, state=Delivery.State.PENDING).update(
        state=Delivery.State.HELD
    )


def _add_secret(endpoint: Endpoint) -> str:
    text = signing.generate_secret()
    EndpointSecret.objects.create(endpoint=endpoint, ciphertext=encryption.encrypt(text))
    return text
