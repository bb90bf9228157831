"""Documents that provinces publish, and the precision of their dates."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.audit import tracking
from partners.models import Place


class Precision(models.TextChoices):
    """The precision of a date; the stored date is the first day of the period."""

    DAY = "day", "day"
    MONTH = "month", "month"
    YEAR = "year", "year"


@tracking.tracked()
class Document(models.Model):
    """A published document. `published_on` null: the page gives no date.

    `digest`: SHA-256 of its paragraphs, and `paragraph_count` their number, where the whole text
    was read; the text itself is not ours to publish. `address`: the official page; empty where
    none is known.
    """

    class Kind(models.TextChoices):
        WORK_REPORT = "work-report", _("government work report")
        PLAN = "plan", _("plan")
        MEASURE = "measure", _("measure")
        OTHER = "other", _("other")

    province = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=240)
    title_zh = models.CharField(max_length=240, blank=True)
    year = models.PositiveSmallIntegerField()
    published_on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=5, choices=Precision.choices)
    kind = models.CharField(max_length=11, choices=Kind.choices, default=Kind.OTHER)
    address = models.URLField(max_length=400, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    paragraph_count = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-published_on", "id"]
        constraints: ClassVar = [
            # Nulls are equal here: two undated documents of one title would be one document.
            models.UniqueConstraint(
                fields=["province", "title", "title_zh", "year", "published_on", "precision"],
                nulls_distinct=False,
                name="one_document_per_title",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=False) | Q(precision="year"),
                name="undated_document_has_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"
