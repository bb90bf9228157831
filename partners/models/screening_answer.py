"""What a screening provider said of a partner."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from partners.models.partner import Partner


class Screening(models.Model):
    """The last answer of the provider, or that there was none.

    `list_version`: of the provider's list when it was asked. `hits`: what it found, each with id,
    caption, score (0 to 1), match and datasets. `fault`: why there was no answer.
    `partners_number`: a partner that changed after it was screened with other facts.
    """

    class Outcome(models.TextChoices):
        CLEAR = "clear"
        HIT = "hit"
        UNSCREENED = "unscreened"

    partner = models.OneToOneField(
        Partner, on_delete=models.CASCADE, primary_key=True, related_name="screening"
    )
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    provider = models.CharField(max_length=200)
    list_version = models.CharField(max_length=100, blank=True, default="")
    hits = models.JSONField(default=list)
    fault = models.CharField(max_length=200, blank=True, default="")
    partners_number = models.BigIntegerField()
    checked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="unscreened", hits=[]) | Q(fault="") & ~Q(list_version=""),
                name="screened_by_a_known_list_or_unscreened",
            ),
        ]
        # Readers of a shortlist ask for the last answer that has become too old.
        indexes: ClassVar = [models.Index(fields=["checked_at"], name="screened_by_time")]

    def __str__(self) -> str:
        return f"{self.partner_id}: {self.outcome}"
