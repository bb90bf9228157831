"""The highest key number assigned in each province."""

from __future__ import annotations

from django.db import models

from partners.models import Place


class LastPriorityKey(models.Model):
    """`last`: the highest number that any key of the province ever had, also in discarded drafts
    and removed rows, so that no number is assigned twice.
    """

    province = models.OneToOneField(
        Place, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    # The keys in the priorities alone do not tell: the row with the highest key can be deleted.
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.province_id} {self.last}"
