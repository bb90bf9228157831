"""Sourced doubts that stand beside the provinces' lists and score nothing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from partners.models import Place
from partners.models.place import Confidence
from priorities.models.edition import Priority


class Doubt(models.Model):
    """A doubt whether what is promised can be paid for or carried out: of a province, or
    (`place` null) of no particular one.

    `said_by`: whose words they are. `summary`: ours, short, and no more than was said.
    """

    class Kind(models.TextChoices):
        MONEY = "money", "is there the money?"
        CAPACITY = "capacity", "can it be carried out?"

    key = models.CharField(max_length=20, primary_key=True)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="doubts"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    speaker = models.CharField(max_length=12, choices=Priority.Speaker.choices)
    said_by = models.CharField(max_length=120)
    summary = models.TextField()
    source = models.TextField()
    confidence = models.CharField(max_length=10, choices=Confidence.choices)

    class Meta:
        ordering: ClassVar = ["key"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(said_by="") & ~Q(summary=""),
                name="doubt_says_who_and_where",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.summary}"
