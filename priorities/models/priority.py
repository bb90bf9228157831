"""The priorities that documents state, each in an edition."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from core.audit import tracking
from partners.models import Place, Sector
from partners.models.place import Confidence
from priorities.models.edition import Edition
from priorities.models.published_document import Document, Precision


class PriorityQuerySet(models.QuerySet["Priority"]):
    def with_facts(self) -> PriorityQuerySet:
        """Load the document, the targets and the places too. Three queries."""
        return self.select_related("document").prefetch_related("targets", "places")

    def official(self, day: dt.date) -> PriorityQuerySet:
        """Governments' own words that a curator has read, begun and not ended on the day; lapsed
        ones too.
        """
        return self.filter(
            Q(effective_to=None) | Q(effective_to__gte=day),
            speaker=Priority.Speaker.GOVERNMENT,
            reviewed=True,
            effective_from__lte=day,
        )


@tracking.tracked()
class Priority(models.Model):
    """A policy aim that a document puts first. Only `government` speakers with a scoring signal
    ever score.

    `key` is stable across editions and renames. `targets` empty: the sources name no field.
    `places` empty: the whole province. `rank` only where the document ranks. `source` is the
    address where the statement was read; the summaries are our own words, no quotation.
    `paragraph`: the number of the document's paragraph that states it, from 1; `anchor`: a few
    characters of that paragraph, by which a reader finds the place; `section`: the part of the
    document. `emphasis`: how prominently the document names it; empty where nobody has read the
    document itself. `reviewed` false: found by a program and read by no curator; scores nothing.
    """

    # The values are public and in the seeds: the labels may change, the values may not.
    class Signal(models.TextChoices):
        SUPPORT = "support", "promised support"
        STRENGTH = "strength", "named as a strength"
        SHORTAGE = "shortage", "named as lacking"
        CONTEXT = "context", "context"

    class Speaker(models.TextChoices):
        GOVERNMENT = "government", "government"
        STATISTIC = "statistic", "a statistic"
        COMPANY = "company", "a company's own words"
        PRESS = "press", "the press"
        SCHOLAR = "scholar", "a scholar"

    # In the order in which a priority advances: validation reads the order from here.
    class Stage(models.TextChoices):
        PLEDGED = "pledged", "pledged"
        LAUNCHED = "launched", "launched"
        UNDER_WAY = "under way", "under way"
        DELIVERED = "delivered", "delivered"
        LAPSED = "lapsed", "lapsed"

    # In the order of strength: who names forty things puts none of them first.
    class Emphasis(models.TextChoices):
        HEADLINE = "headline", "headline"
        LIST = "list", "own statement"
        MENTION = "mention", "mention"

    class Section(models.TextChoices):
        REVIEW = "review", "what was done"
        PLAN = "plan", "aims"
        TASKS = "tasks", "work of the year"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="priorities")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="priorities")
    key = models.CharField(max_length=20)
    title_en = models.CharField(max_length=240)
    title_zh = models.CharField(max_length=240)
    category = models.CharField(max_length=40)
    signal = models.CharField(max_length=10, choices=Signal.choices)
    speaker = models.CharField(max_length=12, choices=Speaker.choices)
    stage = models.CharField(max_length=10, choices=Stage.choices)
    targets = models.ManyToManyField(Sector, related_name="priorities", blank=True)
    places = models.ManyToManyField(Place, related_name="priorities", blank=True)
    summary_en = models.TextField()
    summary_zh = models.TextField(blank=True)
    source = models.TextField()
    paragraph = models.PositiveSmallIntegerField(null=True, blank=True)
    section = models.CharField(max_length=6, choices=Section.choices, blank=True)
    anchor = models.CharField(max_length=20, blank=True)
    emphasis = models.CharField(max_length=8, choices=Emphasis.choices, blank=True)
    reviewed = models.BooleanField(default=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=5, choices=Precision.choices)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)

    objects = PriorityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "priorities"
        ordering: ClassVar = ["edition", F("rank").asc(nulls_last=True), "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "key"], name="one_priority_per_key"),
            # No source, no row: a priority that nobody can look up is not stored.
            models.CheckConstraint(condition=~Q(source=""), name="priority_has_a_source"),
            # Both titles are demanded of a list at its publication, by a trigger of the migration:
            # a row of a draft that came from a document has none yet.
            models.CheckConstraint(
                condition=Q(effective_to=None) | Q(effective_to__gte=models.F("effective_from")),
                name="priority_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(rank=None) | Q(rank__gte=1), name="priority_rank_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.title_en}"
