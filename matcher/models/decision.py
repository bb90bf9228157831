"""What firms say of partners for themselves alone: numbered, append-only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from firms.models import Firm, Member
from matcher.models.shortlist import Shortlist
from partners.models import Partner


class StatementCounter(models.Model):
    """The number of the last statement of a firm: the order of its decisions, and of the answers
    that partners gave it. A firm without a row has said nothing.
    """

    firm = models.OneToOneField(
        Firm, on_delete=models.CASCADE, primary_key=True, related_name="statements"
    )
    number = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.number} of {self.firm_id}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def current(self) -> DecisionQuerySet:
        """The newest decision of each shortlist on each partner, but those that were taken back. A
        merged partner counts as the one that it became.
        """
        of = Coalesce("partner__merged_into", "partner")
        newer = Decision.objects.annotate(of=of).filter(
            shortlist=OuterRef("shortlist"), of=OuterRef("of"), number__gt=OuterRef("number")
        )
        latest = self.annotate(of=of).exclude(decision=Decision.Kind.TAKEN_BACK)
        return latest.filter(~Exists(newer))


class Decision(models.Model):
    """What a firm says of a partner in one of its shortlists. Append-only: the newest holds, and
    `taken_back` says that none holds any more.

    `number` counts the statements of the firm. `moves_answers`: a rejection begins or ends with it.
    `by_member` and `by_key` (the prefix of the key) tell who said it.
    """

    class Kind(models.TextChoices):
        INTERESTED = "interested", "interested"
        CONTACTED = "contacted", "contacted"
        REJECTED = "rejected", "rejected"
        INTRODUCED = "introduced", "introduced"
        WON = "won", "won"
        LOST = "lost", "lost"
        TAKEN_BACK = "taken_back", "taken back"

    # No index of its own: the unique constraint begins with the firm.
    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.BigIntegerField()
    shortlist = models.ForeignKey(
        Shortlist, on_delete=models.CASCADE, related_name="decisions", db_index=False
    )
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=12, choices=Kind.choices)
    reason = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=2_000, blank=True)
    moves_answers = models.BooleanField()
    by_member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    by_key = models.CharField(max_length=12)
    made_at = models.DateTimeField(default=timezone.now)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["firm", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["firm", "number"], name="one_decision_per_number"),
            models.CheckConstraint(
                condition=~Q(decision="rejected") | ~Q(reason=""), name="rejection_has_a_reason"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["shortlist", "partner", "number"], name="decision_by_partner"),
            models.Index(
                F("firm"), condition=Q(decision="rejected"), name="decision_rejections_of_firm"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.partner_id}"
