"""Hold what cannot be signed: it goes back unsent, and is tried again until a secret is read."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Now

from webhooks.endpoints.owner_notices import create_notice
from webhooks.models import Delivery, Endpoint, Notice
from webhooks.sending.claims import Claim

UNREADABLE_SECRETS = "none of its signing secrets can be read"
# Until any sender tries again; one that starts tries at once, see `retry_held_endpoints`.
_RETRY_AFTER = timedelta(seconds=30)
# While only some senders have the right key, an endpoint is held and freed again and again.
_NOTICE_INTERVAL = timedelta(days=1)
_STATE_AFTER_RELEASE = Case(
    When(state=Endpoint.State.ACTIVE, then=Value(Delivery.State.PENDING.value)),
    When(state=Endpoint.State.DISABLED, then=Value(Delivery.State.HELD.value)),
    default=Value(Delivery.State.CANCELLED.value),
)
log = structlog.get_logger(__name__)


def hold_unsigned(claims: Sequence[Claim]) -> None:
    """Give these back as they were before they were claimed, and leave their endpoints alone for
    a while; the log and the owners are told. Who lost the lease meanwhile changes nothing.

    No send was made: no attempt is counted, and the endpoint's breaker learns nothing.
    """
    with transaction.atomic():
        # In one order and before the deliveries, as everybody locks them.
        wanted = Endpoint.objects.filter(pk__in={one.endpoint for one in claims}).order_by("pk")
        list(wanted.select_for_update(no_key=True).values_list("pk"))
        unsigned = _release_claims(claims)
        active = Endpoint.objects.filter(pk__in=unsigned, state=Endpoint.State.ACTIVE)
        newly_held = list(active.filter(unreadable_since=None).values_list("pk", flat=True))
        active.update(
            unreadable_since=Coalesce("unreadable_since", Now()),
            unreadable_retry_at=Now() + _RETRY_AFTER,
        )
        _create_notices(newly_held)
    if newly_held:
        log.error(
            "webhooks are held: no secret of these endpoints can be read with ENCRYPTION_KEYS",
            endpoints=[str(pk) for pk in newly_held],
        )


def retry_held_endpoints() -> None:
    """Let what is held be tried at once: the process that starts may have the right key."""
    Endpoint.objects.filter(unreadable_retry_at__gt=Now()).update(unreadable_retry_at=Now())


def any_held() -> bool:
    """Does an active endpoint wait for a key?"""
    active = Endpoint.objects.filter(state=Endpoint.State.ACTIVE)
    return active.filter(unreadable_since__isnull=False).exists()


def _release_claims(claims: Iterable[Claim]) -> set[uuid.UUID]:
    """The endpoints of those whose lease was still ours."""
    tokens = {one.delivery: one.token for one in claims}
    ours = Delivery.objects.filter(
        pk__in=tokens, lease_token__in=tokens.values(), state=Delivery.State.SENDING
    )
    endpoints = set(ours.values_list("endpoint", flat=True))
    released_state = Endpoint.objects.filter(pk=OuterRef("endpoint")).values(
        released_state=_STATE_AFTER_RELEASE
    )
    ours.update(
        state=Subquery(released_state),
        attempts=F("attempts") - 1,
        lease_token=None,
        lease_until=None,
    )
    return endpoints


def _create_notices(newly_held: Collection[uuid.UUID]) -> None:
    recent = Notice.objects.filter(
        kind=Notice.Kind.UNREADABLE, created_at__gt=Now() - _NOTICE_INTERVAL
    )
    notified = recent.filter(endpoint__in=newly_held).values("endpoint")
    for endpoint in Endpoint.objects.filter(pk__in=newly_held).exclude(pk__in=notified):
        if since := endpoint.unreadable_since:
            create_notice(endpoint, Notice.Kind.UNREADABLE, UNREADABLE_SECRETS, since)
