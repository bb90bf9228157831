"""Documents, the priorities that they state, and the numbered editions that hold them."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit import tracking
from partners.models import Place, Sector
from partners.models.place import Confidence


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


def _edits(user: User) -> Exists:
    acts = EditionAct.objects.filter(edition=OuterRef("pk"), verb__in=EditionAct.EDITING)
    return Exists(acts.filter(by=user))


class EditionQuerySet(models.QuerySet["Edition"]):
    def in_force(self, at: dt.datetime) -> EditionQuerySet:
        """The editions whose range holds the instant: at most one a province."""
        return self.filter(in_force__contains=at)

    def published(self) -> EditionQuerySet:
        """Lists that are or were in force, also those that a withdrawal ended."""
        return self.filter(state=Edition.State.PUBLISHED, kind=Edition.Kind.LIST)

    def open(self) -> EditionQuerySet:
        """Drafts that are neither published nor discarded: at most one a province."""
        return self.filter(state__in=Edition.OPEN)

    def edited_by(self, user: User) -> EditionQuerySet:
        """Editions that the user opened, revised or submitted, and so may not approve."""
        return self.filter(_edits(user))

    def not_edited_by(self, user: User) -> EditionQuerySet:
        """Editions that the user may approve under four eyes."""
        return self.exclude(_edits(user))


@tracking.tracked()
class Edition(models.Model):
    """A province's list. A draft has a `version` that each edit raises; a published edition is
    numbered and immutable. Constraints allow one list in force and one open draft a province.

    `kind` withdrawal: a decision to have no list in force; it takes the same steps as a list.
    `base`: the edition that the draft is a copy of, or the edition to withdraw.
    `content`: SHA-256 of the rows; an approval binds it in `approved_content`.
    `policy`: the policy number that the publication took. `affected_sectors`: the sectors whose
    entries the publication can change ('*': all of the province), so that only shortlists of
    these are checked again.
    """

    class Kind(models.TextChoices):
        LIST = "list", _("list")
        WITHDRAWAL = "withdrawal", _("withdrawal")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        DISCARDED = "discarded", _("discarded")

    class Coverage(models.TextChoices):
        COMPLETE = "complete", _("holds all that was published")
        DOCUMENT = "document", _("holds the whole of one document, not all that was published")
        EXCERPT = "excerpt", _("holds only what the pages that were read contain")

    # The partial constraint `one_open_draft` names the same states: change both together.
    OPEN = (State.DRAFT, State.SUBMITTED, State.APPROVED)

    province = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="editions")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.LIST)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    # Assigned at publication, so that discarded drafts leave no gaps in the public numbers.
    number = models.PositiveIntegerField(null=True, blank=True)
    coverage = models.CharField(max_length=8, choices=Coverage.choices)
    base = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    content = models.CharField(max_length=64)
    approved_content = models.CharField(max_length=64, blank=True)
    publish_at = models.DateTimeField(null=True, blank=True)
    # Half-open: at the instant of a publication the new list holds and the old no longer does.
    in_force = DateTimeRangeField(null=True, blank=True)
    policy = models.BigIntegerField(null=True, blank=True, unique=True)
    affected_sectors = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        # A province's open draft, which has no number, comes before its newest edition.
        ordering: ClassVar = ["province", F("number").desc(nulls_first=True)]
        permissions: ClassVar = [
            ("draft_edition", "Can draft and submit editions"),
            ("approve_edition", "Can approve, schedule and publish editions"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["province", "number"], name="one_edition_per_number"),
            models.UniqueConstraint(
                fields=["province"],
                condition=Q(state__in=["draft", "submitted", "approved"]),
                name="one_open_draft",
            ),
            # Equality in a GiST index needs the extension btree_gist, which the migration creates.
            ExclusionConstraint(
                name="one_edition_in_force",
                expressions=[
                    ("province", RangeOperators.EQUAL),
                    ("in_force", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(state="published", policy__isnull=False, published_at__isnull=False)
                | ~Q(state="published") & Q(policy=None, number=None, in_force=None),
                name="published_edition_has_policy_and_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state="published", kind="list")
                | Q(number__isnull=False, in_force__isnull=False),
                name="published_list_has_number_and_range",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | ~Q(approved_content=""),
                name="approval_binds_content",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.province_id} edition {self.number or 'draft'}"


class EditionAct(models.Model):
    """An action of a curator on an edition, with its instant and the resulting version and
    content. Append-only: the four-eyes check reads the acts. `by` null: the schedule acted.
    `note`: why a draft was sent back.
    """

    class Verb(models.TextChoices):
        OPEN = "open", _("opened")
        REVISE = "revise", _("revised")
        SUBMIT = "submit", _("submitted")
        SEND_BACK = "send_back", _("sent back")
        APPROVE = "approve", _("approved")
        SCHEDULE = "schedule", _("scheduled")
        PUBLISH = "publish", _("published")
        DISCARD = "discard", _("discarded")

    # Sending back is no edit: the reviewer gives a reason and changes no row.
    EDITING = (Verb.OPEN, Verb.REVISE, Verb.SUBMIT)

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="acts")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField()
    content = models.CharField(max_length=64)
    # The database default serves writers of plain SQL: the column accepts no null.
    note = models.TextField(blank=True, default="", db_default="")

    class Meta:
        ordering: ClassVar = ["edition", "id"]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} by {self.by}"


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

    # In the order in which a priority advances: validation reads the order from here.
    class Stage(models.TextChoices):
        PLEDGED = "pledged", "pledged"
        LAUNCHED = "launched", "launched"
        UNDER_WAY = "under way", "under way"
        DELIVERED = "delivered", "delivered"
        LAPSED = "lapsed", "lapsed"

    # In the order of strength: who names forty things puts none of them first.
    class Emphasis(models.TextChoices):
        HEADLINE = "headline", "a heading, or in the list that a heading introduces"
        LIST = "list", "a statement of its own"
        MENTION = "mention", "named in passing"

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
            models.CheckConstraint(
                condition=~Q(title_en="") & ~Q(title_zh=""), name="priority_has_both_titles"
            ),
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
