"""The numbered lists of a province, and what curators did to them."""

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
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.audit import tracking
from partners.models import Place


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
        if self.number is None:
            return gettext("{province} draft").format(province=self.province_id)
        named = gettext("{province} edition {number}")
        return named.format(province=self.province_id, number=self.number)


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
