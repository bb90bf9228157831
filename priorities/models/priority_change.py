"""The history of priorities: one row for each priority that a publication changed."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models

from priorities.models.edition import Edition
from priorities.models.priority import Priority
from priorities.models.published_document import Precision


class PriorityChangeQuerySet(models.QuerySet["PriorityChange"]):
    def steps(self) -> PriorityChangeQuerySet:
        """The changes of policy: a row that was only reworded or reranked is none."""
        return self.exclude(kind=PriorityChange.Kind.REVISED)


class PriorityChange(models.Model):
    """A change of a priority by the publication of `edition`, in effect from `at` on.

    `priority` is the row of the new list, or, of a priority that left, its row in the list before.
    `on` and `precision` are the date by the rule of `priorities.editions.dating`. Append-only;
    `publishing.put_in_force` writes the rows in the transaction of the publication.
    """

    class Kind(models.TextChoices):
        PUBLISHED = "published", "entered the list"
        MOVED = "moved", "moved to another stage"
        REVISED = "revised", "changed in another way"
        REMOVED = "removed", "removed by the next edition"
        WITHDRAWN = "withdrawn", "withdrawn with the whole list"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="changes")
    # The database refuses to delete a published row: a check of Django's would cost each revision
    # of a draft a query and find nothing.
    priority = models.ForeignKey(Priority, on_delete=models.DO_NOTHING, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    stage_before = models.CharField(  # noqa: DJ001 - no stage before is not an empty stage
        max_length=10, choices=Priority.Stage.choices, null=True, blank=True
    )
    at = models.DateTimeField()
    on = models.DateField()
    precision = models.CharField(max_length=5, choices=Precision.choices)
    # Copies from the edition and the priority, so that one index holds the timeline's order.
    policy = models.BigIntegerField()
    key = models.CharField(max_length=20)

    objects = PriorityChangeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-on", "-policy", "key"]
        indexes: ClassVar = [
            models.Index(fields=["-on", "-policy", "key"], name="timeline_order"),
            models.Index(fields=["policy"], name="changes_by_policy"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "key"], name="one_change_per_publication"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"{self.key} {self.kind} on {self.on}"
