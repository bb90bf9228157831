"""Hold deliveries that cannot be signed, and retry until one of the secrets can be decrypted."""

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
# The interval of retries by any sender; a sender that starts retries at once, see
# `retry_held_endpoints`.
_RETRY_AFTER = timedelta(seconds=30)
# While only some senders have the right key, an endpoint is held and released repeatedly: its owner
# is to get one mail a day, not one each time.
_NOTICE_INTERVAL = timedelta(days=1)
_STATE_AFTER_RELEASE = Case(
    When(state=Endpoint.State.ACTIVE, then=Value(Delivery.State.PENDING.value)),
    When(state=Endpoint.State.DISABLED, then=Value(Delivery.State.HELD.value)),
    default=Value(Delivery.State.CANCELLED.value),
)
log = structlog.get_logger(__name__)


def hold_unsigned(claims: Sequence[Claim]) -> None:
    """Release these claims unsent and pause their endpoints; log it and notify the owners.

    A claim whose lease was lost meanwhile is skipped. Nothing was sent: no attempt is counted, and
    the circuit breaker is not changed.
    """
    with transaction.atomic():
        # By id and before the deliveries, the lock order of all writers: no deadlock.
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
    """Make held endpoints due at once. Called at start: this process may have the right key."""
    Endpoint.objects.filter(unreadable_retry_at__gt=Now()).update(unreadable_retry_at=Now())


def any_held() -> bool:
    """Whether an active endpoint has no readable secret."""
    active = Endpoint.objects.filter(state=Endpoint.State.ACTIVE)
    return active.filter(unreadable_since__isnull=False).exists()


def _release_claims(claims: Iterable[Claim]) -> set[uuid.UUID]:
    """Release the claims; return the endpoints of those whose lease was still ours."""
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
