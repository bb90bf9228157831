"""The delivery of one event to one endpoint, and its attempts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext

from webhooks.models.endpoint import Endpoint
from webhooks.models.event import Event


class Delivery(models.Model):
    """An event to be sent to an endpoint. Only the holder of `lease_token` records the outcome.

    `attempts` counts sends, `failures` the used steps of the retry schedule, and `unknowns` the
    consecutive sends whose sender died before it recorded an outcome.
    """

    class State(models.TextChoices):
        """The last four and `delivered` return to `pending` only by a resend or a recovery."""

        PENDING = "pending"
        SENDING = "sending"
        DELIVERED = "delivered"
        HELD = "held"
        EXHAUSTED = "exhausted"
        QUARANTINED = "quarantined"
        CANCELLED = "cancelled"

    id = models.BigAutoField(primary_key=True)
    # No indexes of their own: the unique constraint begins with the event, and the partial indexes
    # below begin with the endpoint. Each further index would be written at every claim.
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    endpoint = models.ForeignKey(
        Endpoint, on_delete=models.CASCADE, related_name="deliveries", db_index=False
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveIntegerField(default=0, db_default=0)
    failures = models.PositiveSmallIntegerField(default=0, db_default=0)
    unknowns = models.PositiveSmallIntegerField(default=0, db_default=0)
    created_at = models.DateTimeField(db_default=Now())
    next_attempt_at = models.DateTimeField(db_default=Now())
    claimed_at = models.DateTimeField(null=True)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["endpoint", "-id"], name="delivery_of_endpoint"),
            models.Index(
                fields=["endpoint", "next_attempt_at", "id"],
                condition=Q(state="pending"),
                name="delivery_pending",
            ),
            models.Index(
                fields=["endpoint", "lease_until"],
                condition=Q(state="sending"),
                name="delivery_sending",
            ),
            models.Index(
                fields=["endpoint", "id"],
                condition=Q(state__in=["held", "exhausted", "quarantined"]),
                name="delivery_stopped",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "endpoint"], name="one_delivery_an_endpoint"),
            models.CheckConstraint(
                condition=Q(state="sending", lease_token__isnull=False, lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_token=None, lease_until=None)),
                name="delivery_leased_while_sending",
            ),
        ]

    def __str__(self) -> str:
        return gettext("delivery {number}").format(number=self.pk)


class Attempt(models.Model):
    """One finished send. Append-only.

    `error` is a class of fault ('' for an HTTP response), `body` the first kilobyte of the
    response, and `ms` the whole duration. `late`: the sender had lost its lease, so the outcome
    changed nothing.
    """

    class Outcome(models.TextChoices):
        """`unknown`: the sender died; the receiver may have got the request."""

        DELIVERED = "delivered"
        FAILED = "failed"
        UNKNOWN = "unknown"

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    number = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(db_default=Now())
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    status = models.PositiveSmallIntegerField(null=True)
    ms = models.PositiveIntegerField(null=True)
    error = models.CharField(max_length=30, blank=True, default="")
    body = models.CharField(max_length=1024, blank=True, default="")
    late = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(
                fields=["ended_at"], condition=Q(outcome="unknown"), name="attempt_unknown"
            ),
        ]

    def __str__(self) -> str:
        return gettext("attempt {number}").format(number=self.number)
