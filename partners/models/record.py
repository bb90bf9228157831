"""Records: what one dataset says of one organisation; and what moved them between partners."""

from __future__ import annotations

from typing import ClassVar

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit import tracking
from partners.models.partner import Dataset, Partner


# An import tells in its own tables what it added; of what a curator enters only the history does.
@tracking.tracked(derived=("digest",), added=pghistory.Q(new__dataset="curated"))
class Record(models.Model):
    """What a dataset says of an organisation; `key` identifies the record within its dataset.

    `facts`: JSON as `partners.registry.facts_as_json` writes it, `digest` its SHA-256. `file` and
    `row`: where the record was read. A record that is `gone` since a day counts no more: its
    dataset does not list the organisation any longer, or its import was undone.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="records")
    key = models.CharField(max_length=120)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="records")
    facts = models.JSONField()
    digest = models.CharField(max_length=64, editable=False)
    file = models.CharField(max_length=200, blank=True, default="")
    row = models.PositiveIntegerField(null=True, blank=True)
    gone_on = models.DateField(null=True, blank=True)
    gone_because = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dataset", "key"], name="one_record_per_key"),
            models.CheckConstraint(
                condition=Q(gone_on__isnull=False) | Q(gone_because=""),
                name="reason_of_a_gone_record_only",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id}/{self.key}"


class PartnerMerge(models.Model):
    """A merge of `partner` into `into`, with what it moved, so that it can be undone exactly.

    `records`: ids of the records that moved; `followers`: ids of the partners that had been merged
    into `partner` before, and were merged on into `into`.
    """

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="merges")
    into = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    records = ArrayField(models.BigIntegerField())
    followers = ArrayField(models.BigIntegerField(), default=list)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partner"], condition=Q(undone_at=None), name="one_merge_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} into {self.into_id}"


class PossibleDuplicate(models.Model):
    """Two records that may be of one organisation, for a curator to decide.

    `reasons`: sentences of the comparison; `decided_because`: the reason of the curator. A pair
    that was decided to be `different` is not asked again, and no import joins it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        SAME = "same", _("The same organisation")
        DIFFERENT = "different", _("Not the same organisation")

    left = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    reasons = ArrayField(models.CharField(max_length=200), default=list)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_because = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["left", "right"], name="one_question_per_pair"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="pair_is_ordered"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None)
                | ~Q(state="open") & Q(decided_at__isnull=False),
                name="decision_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left} and {self.right}: {self.state}"
