"""The event stream, in commit order."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from firms.models import Firm


class Event(models.Model):
    """A change that subscribers are notified of. Append-only; `number` order is commit order.

    `firm` is the only tenant that may see it; without one it is public. `topics` are plain strings
    such as `province:440000`, which this app does not interpret. Unique by (type, source,
    version), so that a change is emitted once. `request_id`: of the request that caused it, for
    the log of its deliveries; '' where the service found by itself what was due.
    """

    number = models.BigIntegerField(primary_key=True)
    webhook_id = models.CharField(max_length=40, unique=True)
    type = models.CharField(max_length=80)
    source = models.CharField(max_length=80)
    version = models.BigIntegerField()
    firm = models.ForeignKey(Firm, null=True, on_delete=models.CASCADE, related_name="events")
    topics = ArrayField(models.CharField(max_length=80), default=list)
    occurred_at = models.DateTimeField(default=timezone.now)
    data = models.JSONField()
    request_id = models.CharField(max_length=64, default="", db_default="", editable=False)

    class Meta:
        ordering: ClassVar = ["number"]
        indexes: ClassVar = [
            models.Index(fields=["firm", "number"], name="event_feed"),
            GinIndex(fields=["topics"], name="event_topics"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["type", "source", "version"], name="one_event_per_change"
            ),
            models.CheckConstraint(
                condition=Q(type__regex=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$"), name="event_type_form"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.type}"


class StreamEpoch(models.Model):
    """A restore from a backup. Events after `ended` were undone by it; no number from there up to
    `begins` is of an event of this database, and the next event has a number after `begins`.
    """

    ended = models.BigIntegerField(primary_key=True)
    begins = models.BigIntegerField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(begins__gt=F("ended")), name="epoch_leaves_a_gap"),
        ]

    def __str__(self) -> str:
        return f"{self.ended} to {self.begins}"
