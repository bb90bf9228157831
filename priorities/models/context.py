"""Sourced figures and doubts that are shown beside a province's list and score nothing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from partners.models import Place
from partners.models.place import Confidence
from priorities.models.priority import Priority


class ContextFigure(models.Model):
    """A figure of a province, or of the whole country (`place` null).

    `period`: 2025, 2025-H1, 2025-01..2025-11. `qualifier`: how the source hedges the figure
    (about, at least, range …). `note`: a caution for comparisons.
    """

    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="figures"
    )
    indicator = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    # Decimal, not float: figures are shown exactly as the source prints them.
    value = models.DecimalField(max_digits=16, decimal_places=2)
    qualifier = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    source = models.TextField()
    confidence = models.CharField(max_length=10, choices=Confidence.choices)

    class Meta:
        ordering: ClassVar = ["place", "indicator", "period"]
        constraints: ClassVar = [
            # Nulls are equal: the country, without a place, has one figure for a period as well.
            models.UniqueConstraint(
                fields=["place", "indicator", "period"],
                nulls_distinct=False,
                name="one_figure_per_period",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="figure_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}: {self.value} {self.unit}"

    @property
    def label(self) -> str:
        """The indicator in words."""
        return self.indicator.replace("_", " ")


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
