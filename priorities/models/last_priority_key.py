"""How far the keys of a province's priorities have been given out."""

from __future__ import annotations

from django.db import models

from partners.models import Place


class LastPriorityKey(models.Model):
    """`last`: the highest number that a key of the province ever had, be it in a draft that was
    put away or in a row that was taken off again. No number is given twice.
    """

    province = models.OneToOneField(
        Place, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.province_id} {self.last}"
