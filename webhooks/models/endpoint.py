"""Endpoints with their health, their signing secrets, and the notices to their owners."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from firms.models import Firm

# Each event costs a delivery an endpoint: the limit bounds the work of one `emit`.
LIMIT_PER_FIRM = 20


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def of(self, firm: Firm) -> EndpointQuerySet:
        """The firm's endpoints that are not deleted."""
        return self.filter(firm=firm).exclude(state=Endpoint.State.DELETED)


class Endpoint(models.Model):
    """A URL that subscribes to events. Empty `types` or `topics` do not filter.

    `requested_filters` holds the filters as the owner wrote them, for the API to return unchanged.
    """

    class State(models.TextChoices):
        """`disabled` holds new deliveries; `deleted` keeps the row for the record of past ones."""

        ACTIVE = "active"
        DISABLED = "disabled"
        DELETED = "deleted"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="endpoints")
    url = models.CharField(max_length=2000)
    description = models.CharField(max_length=200, blank=True, default="")
    # The recipient of notices; '' sends none, and the API alone shows the state.
    email = models.EmailField(blank=True, default="")
    types = ArrayField(models.CharField(max_length=80), default=list)
    topics = ArrayField(models.CharField(max_length=80), default=list)
    requested_filters = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    disabled_because = models.CharField(max_length=80, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())

    # Limits of the load: simultaneous sends, and sends a second (a token bucket that holds the
    # tokens of a tenth of a second).
    max_in_flight = models.PositiveSmallIntegerField(default=4)
    rate = models.FloatField(default=10.0)
    tokens = models.FloatField(default=1.0)
    tokens_at = models.DateTimeField(db_default=Now())
    last_claimed_at = models.DateTimeField(null=True)

    # Health: `webhooks.endpoints.circuit_breaker` alone computes these fields, except those of
    # unreadable secrets, which `webhooks.sending.holding` sets.
    fails = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    last_success_at = models.DateTimeField(null=True)
    trips = models.PositiveIntegerField(default=0)
    opens = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    open_until = models.DateTimeField(null=True)
    throttled_until = models.DateTimeField(null=True)
    unreadable_since = models.DateTimeField(null=True)
    unreadable_retry_at = models.DateTimeField(null=True)
    tests = models.PositiveIntegerField(default=0)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        indexes: ClassVar = [models.Index(fields=["firm"], name="endpoint_firm")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["active", "disabled", "deleted"]), name="endpoint_state"
            ),
            models.CheckConstraint(
                condition=Q(max_in_flight__gte=1) & Q(rate__gt=0), name="endpoint_may_send"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.firm}: {self.url}"


class EndpointSecret(models.Model):
    """An encrypted signing secret. `expires_at` is set when a newer secret replaces it."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="secrets")
    ciphertext = models.BinaryField()
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"secret {self.pk} of {self.endpoint_id}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unsent(self) -> NoticeQuerySet:
        return self.filter(sent_at=None)


class Notice(models.Model):
    """A mail to the owner of an endpoint, sent once an episode.

    An episode lasts from the first failure to the next success; `episode` is the time of that
    first failure, or the time at which the secrets were first unreadable.
    """

    class Kind(models.TextChoices):
        DISABLED = "disabled"
        EXHAUSTED = "exhausted"
        UNREADABLE = "unreadable"

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    episode = models.DateTimeField()
    detail = models.CharField(max_length=200)
    created_at = models.DateTimeField(db_default=Now())
    # Set by the process that is sending it; the claim expires after five minutes.
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["endpoint", "kind", "episode"], name="one_notice_an_episode"
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(sent_at__gte=F("created_at")),
                name="notice_sent_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.endpoint_id}"
