"""Sourced doubts that are shown beside the provinces' lists and score nothing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from partners.models import Place
from partners.models.place import Confidence
from priorities.models.edition import Priority


class Doubt(models.Model):
    """A doubt whether promises can be paid for or carried out: of a province, or (`place` null)
    of no particular province.

    `author`: the person or institution that doubts. `summary`: our own short summary of the
    doubt, which adds nothing to it.
    """

    class Kind(models.TextChoices):
        MONEY = "money", "can it be paid for?"
        CAPACITY = "capacity", "can it be carried out?"

    key = models.CharField(max_length=20, primary_key=True)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="doubts"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # The same speakers as for priorities, so that a reader compares like with like.
    speaker = models.CharField(max_length=12, choices=Priority.Speaker.choices)
    author = models.CharField(max_length=120)
    summary = models.TextField()
    source = models.TextField()
    confidence = models.CharField(max_length=10, choices=Confidence.choices)

    class Meta:
        ordering: ClassVar = ["key"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(author="") & ~Q(summary=""),
                name="doubt_has_author_and_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.summary}"
