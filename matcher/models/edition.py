"""What a province put first: documents, priorities, and the numbered editions that hold them."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone

from partners.models import Place, Sector
from partners.models.place import Confidence


class Precision(models.TextChoices):
    """How exactly a date is known; the stored date is the first day of the period."""

    DAY = "day", "day"
    MONTH = "month", "month"
    YEAR = "year", "year"


class Document(models.Model):
    """Something that was published. `published_on` null: the page gives no date."""

    province = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=240)
    year = models.PositiveSmallIntegerField()
    published_on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=5, choices=Precision.choices)

    class Meta:
        ordering: ClassVar = ["-published_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["province", "title", "year"], name="one_document_per_title"
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=False) | Q(precision="year"),
                name="undated_document_has_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})"


class EditionQuerySet(models.QuerySet["Edition"]):
    def in_force(self, at: dt.datetime) -> EditionQuerySet:
        """The editions whose range holds the instant: at most one a province."""
        return self.filter(in_force__contains=at)


class Edition(models.Model):
    """A province's numbered, immutable list. The database keeps one in force at any instant.

    `coverage` says whether it holds the whole of what was published. `policy` is the policy
    number that its publication took.
    """

    class Coverage(models.TextChoices):
        COMPLETE = "complete", "holds all that was published"
        EXCERPT = "excerpt", "holds what the pages read happened to say"

    province = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    coverage = models.CharField(max_length=8, choices=Coverage.choices)
    in_force = DateTimeRangeField()
    policy = models.BigIntegerField(unique=True)
    published_at = models.DateTimeField(default=timezone.now)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["province", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["province", "number"], name="one_edition_per_number"),
            ExclusionConstraint(
                name="one_edition_in_force",
                expressions=[
                    ("province", RangeOperators.EQUAL),
                    ("in_force", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.province_id} edition {self.number}"


class Priority(models.Model):
    """One thing put first. Only `government` speakers with a scoring signal ever score.

    `key` is stable across editions and renames. `targets` empty: the sources name no field.
    `places` empty: the whole province. `rank` only where the document ranks. `source` is the
    address as read; `quote` is what it says there.
    """

    class Signal(models.TextChoices):
        SUPPORT = "support", "promised help"
        STRENGTH = "strength", "named as a strength"
        SHORTAGE = "shortage", "named as lacking"
        CONTEXT = "context", "shown, scores nothing"

    class Speaker(models.TextChoices):
        GOVERNMENT = "government", "the province or city itself"
        STATISTIC = "statistic", "a statistic"
        COMPANY = "company", "a company"
        PRESS = "press", "a newspaper"
        SCHOLAR = "scholar", "a scholar"

    class Stage(models.TextChoices):
        PLEDGED = "pledged", "pledged"
        LAUNCHED = "launched", "launched"
        UNDER_WAY = "under way", "under way"
        DELIVERED = "delivered", "delivered"
        LAPSED = "lapsed", "lapsed"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="priorities")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="priorities")
    key = models.CharField(max_length=20)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=240)
    category = models.CharField(max_length=40)
    signal = models.CharField(max_length=10, choices=Signal.choices)
    speaker = models.CharField(max_length=12, choices=Speaker.choices)
    stage = models.CharField(max_length=10, choices=Stage.choices)
    targets = models.ManyToManyField(Sector, related_name="priorities", blank=True)
    places = models.ManyToManyField(Place, related_name="priorities", blank=True)
    quote = models.TextField()
    source = models.TextField()
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=5, choices=Precision.choices)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)

    class Meta:
        verbose_name_plural = "priorities"
        ordering: ClassVar = ["edition", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "key"], name="one_priority_per_key"),
            models.UniqueConstraint(
                fields=["edition", "position"], name="one_priority_per_position"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="priority_has_a_source"),
            models.CheckConstraint(condition=~Q(title=""), name="priority_has_a_title"),
            models.CheckConstraint(
                condition=Q(effective_to=None) | Q(effective_to__gte=models.F("effective_from")),
                name="priority_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(rank=None) | Q(rank__gte=1), name="priority_rank_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"
