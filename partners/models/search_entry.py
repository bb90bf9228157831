"""What the search reads of a partner: one narrow row, written with the partner."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from partners.models.partner import Partner


class SearchEntry(models.Model):
    """The row by which a partner is found (`partners.search.entries` makes it).

    `keys` are hashes of everything that a partner may be found or filtered by; whoever finds a row
    by them checks it, because two texts may have one hash. `rank` orders partners that fit a text
    equally well. `simulated` is the partner's: most searches read no such row. `names`: a line for
    each name, as `partners.search.name_parts` writes it. `facets`: texts `kind:value` that are
    counted.
    """

    partner = models.OneToOneField(
        Partner, on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    rank = models.PositiveSmallIntegerField()
    simulated = models.BooleanField(default=False, db_default=False)
    names = models.TextField()
    facets = ArrayField(models.CharField(max_length=60))
    keys = ArrayField(models.IntegerField())

    class Meta:
        verbose_name_plural = "search entries"
        indexes: ClassVar = [
            # A short list of pending rows, because every search reads it.
            GinIndex(fields=["keys"], name="search_by_key", gin_pending_list_limit=256),
        ]

    def __str__(self) -> str:
        return str(self.partner_id)
