"""The briefs of firms, and the answers to them, revision by revision."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from firms.models import Firm
from partners.models import Partner


class Brief(models.Model):
    """The needs of a firm, as the firm stated them. Each edit is a new `version` (from 1)."""

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="briefs")
    title = models.CharField(max_length=200, blank=True)
    asked = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(version__gte=1), name="brief_version_from_one"),
        ]

    def __str__(self) -> str:
        return self.title or gettext("brief {number}").format(number=self.pk)


class ShortlistQuerySet(models.QuerySet["Shortlist"]):
    def of(self, firm: Firm) -> ShortlistQuerySet:
        return self.filter(brief__firm=firm)

    def outside_batches(self) -> ShortlistQuerySet:
        """Shortlists but those that wait for their first answer in a batch that goes on: these are
        answered in the turns of the batch.
        """
        batch_ended = Q(batch_item__batch__finished_at__isnull=False) | Q(
            batch_item__batch__cancelled_at__isnull=False
        )
        return self.filter(Q(batch_item=None) | Q(checked_version__gt=0) | batch_ended)

    def unanswered(self) -> ShortlistQuerySet:
        """Shortlists whose brief has a version that was neither answered nor refused."""
        return self.in_state(Shortlist.State.PENDING)

    def waiting(self) -> ShortlistQuerySet:
        """The unanswered ones that are to be answered: found by their own index, however many
        others there are.
        """
        return self.unanswered().filter(waiting_since__isnull=False, archived_at=None)

    def in_state(self, state: Shortlist.State) -> ShortlistQuerySet:
        pending = Q(checked_version__lt=F("brief__version"))
        if state is Shortlist.State.PENDING:
            return self.filter(pending)
        return self.filter(~pending, refused__isnull=state is Shortlist.State.ANSWERED)


class Shortlist(models.Model):
    """The answer to a brief, in revisions. The `checked_*` marks hold the last state that it was
    checked against: brief version (0: never), policy number, partners number, statements number of
    the firm and date. Staleness is derived from them and from the dependencies of the brief
    (`depends_on_*`), never flagged. `waiting_since`: since when a version of the brief waits for an
    answer; None once it was checked. It only serves to find the few that wait.

    `refused`: the faults of a brief that can no longer be understood, as [{pointer, detail,
    nearest}]; None where it can, or is not answered yet. `refusals` counts the refusals.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("not answered yet")
        ANSWERED = "answered", _("answered")
        REFUSED = "refused", _("can no longer be understood")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    brief = models.OneToOneField(Brief, on_delete=models.CASCADE, related_name="shortlist")
    checked_version = models.PositiveIntegerField(default=0)
    checked_policy = models.BigIntegerField(default=0)
    checked_partners = models.BigIntegerField(default=0)
    checked_statements = models.BigIntegerField(default=0, db_default=0)
    checked_on = models.DateField(null=True)
    refused = models.JSONField(null=True)
    # Numbers the events of a refusal, as a revision's number does those of an answer.
    refusals = models.PositiveIntegerField(default=0)
    depends_on_sectors = ArrayField(models.CharField(max_length=16), default=list)
    depends_on_provinces = ArrayField(models.CharField(max_length=6), default=list)
    depends_on_datasets = ArrayField(models.CharField(max_length=40), default=list)
    created_at = models.DateTimeField(default=timezone.now)
    # A process older than this column leaves it to the database.
    waiting_since = models.DateTimeField(null=True, default=timezone.now, db_default=Now())
    # Archived: not listed by default, and not answered again until its brief has a new version.
    archived_at = models.DateTimeField(null=True, blank=True)
    # The firm's own words, in one spelling (`shortlists.tags`). No answer depends on them.
    tags = ArrayField(models.CharField(max_length=40), default=list, db_default=[], blank=True)

    objects = ShortlistQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["-created_at", "id"], name="shortlist_newest"),
            models.Index(
                fields=["waiting_since"],
                condition=Q(waiting_since__isnull=False, archived_at=None),
                name="shortlist_waiting",
            ),
        ]

    def __str__(self) -> str:
        return str(self.brief)

    @property
    def state(self) -> Shortlist.State:
        """The state of the newest version of the brief. It reads the brief."""
        if self.checked_version < self.brief.version:
            return self.State.PENDING
        return self.State.ANSWERED if self.refused is None else self.State.REFUSED


class Revision(models.Model):
    """One answer, with the basis it was computed from. Append-only.

    `policy`, `partners` and `as_of` with `model` are the basis; `statements` numbers the last
    statement of the firm that was taken into account (0: none). `digest` is the SHA-256 of the
    entries, so that an unchanged answer is known without comparing rows. `verdict` says what the
    list is worth, `beside` holds near misses, lists by service, the team, and the questions for
    all entries; both are empty in answers older than model ronghe-3. `changes`: the moves
    since the revision before, each with the priorities that caused it; empty where only the text
    beside the entries is new. `asked`: the brief as it was asked, of which only the newest version
    is kept elsewhere; None in answers older than this column. `assumed`: the reasons of what
    `understood` says in English under this name; None in answers older than this column.
    """

    shortlist = models.ForeignKey(Shortlist, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    brief_version = models.PositiveIntegerField()
    model = models.CharField(max_length=20)
    # Numbers, not foreign keys: a basis is a state of the whole database, of which no row is one.
    policy = models.BigIntegerField()
    partners = models.BigIntegerField()
    as_of = models.DateField()
    asked = models.JSONField(null=True)
    statements = models.BigIntegerField(default=0, db_default=0)
    understood = models.JSONField()
    assumed = models.JSONField(null=True)
    weights = models.JSONField()
    excluded = models.JSONField()
    verdict = models.JSONField(default=dict)
    beside = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    changes = models.JSONField(default=list)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["shortlist", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["shortlist", "number"], name="one_revision_per_number"),
            models.UniqueConstraint(
                fields=[
                    "shortlist",
                    "brief_version",
                    "model",
                    "policy",
                    "partners",
                    "as_of",
                    "statements",
                ],
                name="one_revision_per_basis",
            ),
        ]

    def __str__(self) -> str:
        return gettext("revision {number}").format(number=self.number)


class Entry(models.Model):
    """One ranked partner. `points` 0..65280; `detail` is the explanation as it was computed:
    components, context, missing and ask_next, reasons as code and arguments.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="entries")
    rank = models.PositiveSmallIntegerField()
    # Protected: partners retire and merge, but an answer that was given keeps its partner.
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveIntegerField()
    detail = models.JSONField()

    class Meta:
        verbose_name_plural = "entries"
        ordering: ClassVar = ["revision", "rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "rank"], name="one_entry_per_rank"),
            models.UniqueConstraint(fields=["revision", "partner"], name="one_entry_per_partner"),
            models.CheckConstraint(
                condition=Q(points__lte=65280) & Q(rank__gte=1), name="entry_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.partner_id}"
