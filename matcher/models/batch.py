"""Many briefs that a firm asks at once."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from firms.models import Firm
from matcher.models.shortlist import Shortlist


class BatchQuerySet(models.QuerySet["Batch"]):
    def of(self, firm: Firm) -> BatchQuerySet:
        return self.filter(firm=firm)


class Batch(models.Model):
    """A batch of briefs. `turn_at`: when a worker last took a turn at it; `finished_at`: when one
    found nothing left to answer. `cancelled_at`: since when its briefs without an answer are not
    answered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="batches")
    title = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    turn_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "batches"
        ordering: ClassVar = ["-created_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["firm", "-created_at", "id"], name="batch_newest_of_firm"),
            models.Index(
                fields=["turn_at"],
                condition=Q(finished_at=None, cancelled_at=None),
                name="unfinished_batch",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"batch {self.pk}"


class BatchItem(models.Model):
    """A brief of a batch, numbered from 1 as it was sent: its shortlist, or the faults for which
    nothing was stored, as [{pointer, detail, nearest}].
    """

    class State(models.TextChoices):
        WAITING = "waiting", "not answered yet"
        ANSWERED = "answered", "answered"
        REFUSED = "refused", "cannot be understood"
        CANCELLED = "cancelled", "cancelled before it was answered"

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    shortlist = models.OneToOneField(
        Shortlist, on_delete=models.CASCADE, null=True, related_name="batch_item"
    )
    refused = models.JSONField(null=True)

    class Meta:
        ordering: ClassVar = ["batch", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_item_per_number"),
            models.CheckConstraint(
                condition=Q(shortlist__isnull=True, refused__isnull=False)
                | Q(shortlist__isnull=False, refused__isnull=True),
                name="item_is_stored_or_refused",
            ),
        ]

    def __str__(self) -> str:
        return f"brief {self.number} of {self.batch}"
