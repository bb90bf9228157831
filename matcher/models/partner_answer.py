"""What partners told firms in answer to open questions: each firm's own, numbered, append-only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from firms.models import Firm, Member
from partners.models import Partner


class PartnerAnswerQuerySet(models.QuerySet["PartnerAnswer"]):
    def current(self) -> PartnerAnswerQuerySet:
        """The newest answer of each partner to each question, but those that were taken back. A
        merged partner counts as the one that it became.
        """
        of = Coalesce("partner__merged_into", "partner")
        newer = PartnerAnswer.objects.annotate(of=of).filter(
            firm=OuterRef("firm"),
            question=OuterRef("question"),
            of=OuterRef("of"),
            number__gt=OuterRef("number"),
        )
        return self.annotate(of=of).filter(~Exists(newer), value__isnull=False)


class PartnerAnswer(models.Model):
    """What a partner told a firm. It never enters the records of the partner. Append-only: of each
    question the newest holds; without a `value` none holds any more.

    `value` in codes and usual units (`statements.questions`). `number` counts the statements of the
    firm, as that of a `Decision` does; `by_member` and `by_key` tell who recorded it.
    """

    # No index of its own: the unique constraint begins with the firm.
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.BigIntegerField()
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+", db_index=False)
    question = models.CharField(max_length=20)
    value = models.JSONField(null=True)
    note = models.CharField(max_length=2_000, blank=True)
    told_on = models.DateField(null=True)
    by_member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    by_key = models.CharField(max_length=12)
    made_at = models.DateTimeField(default=timezone.now)

    objects = PartnerAnswerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["firm", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["firm", "number"], name="one_answer_per_number"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["partner", "firm", "question"], name="answer_by_partner"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.partner_id}"
