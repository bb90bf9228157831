"""Sourced figures that are shown beside a province's list and score nothing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from partners.models import Place
from partners.models.place import Confidence


class ContextFigure(models.Model):
    """A figure of a province, or of the whole country (`place` null).

    `period`: 2025, 2025-H1, 2025-01..2025-11. `qualifier`: how the source hedges the figure
    (about, at least, range …). `note`: what a reader must know before comparing the figure.
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
