"""Where events are sent to, what it is signed with, and how it fares."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from firms.models import Firm

LIMIT_PER_FIRM = 20


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def of(self, firm: Firm) -> EndpointQuerySet:
        """The firm's own, without those it has deleted."""
        return self.filter(firm=firm).exclude(state=Endpoint.State.DELETED)


class Endpoint(models.Model):
    """An address that wants events. Empty `types` or `topics` narrow nothing.

    `asked` is what its owner filtered by, in the owner's words: it is given back as it is.
    """

    class State(models.TextChoices):
        """`disabled` holds what happens meanwhile; `deleted` is wanted no more."""

        ACTIVE = "active"
        DISABLED = "disabled"
        DELETED = "deleted"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="endpoints")
    url = models.CharField(max_length=2000)
    description = models.CharField(max_length=200, blank=True, default="")
    # Who is told when it is disabled or gives up; '' tells nobody but the API.
    email = models.EmailField(blank=True, default="")
    types = ArrayField(models.CharField(max_length=80), default=list)
    topics = ArrayField(models.CharField(max_length=80), default=list)
    asked = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    disabled_because = models.CharField(max_length=80, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())

    # What it is spared: sends at once, sends a second (a token bucket of a tenth of a second).
    max_in_flight = models.PositiveSmallIntegerField(default=4)
    rate = models.FloatField(default=10.0)
    tokens = models.FloatField(default=1.0)
    tokens_at = models.DateTimeField(db_default=Now())
    last_claimed_at = models.DateTimeField(null=True)

    # How it fares: `webhooks.endpoints.circuit_breaker` alone decides these, and
    # `webhooks.sending.holding` those of a secret that cannot be read.
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
        return f"{self.url} of {self.firm}"


class EndpointSecret(models.Model):
    """A signing secret, encrypted. `expires_at` is set when a newer one has taken over."""

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
    """Something the owner is told by mail, once an episode: from the first failure to the next
    success, `episode` is when that first failure was; or when its secrets could first not be read.
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
    # Whoever is sending it now; after five minutes another may.
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
