"""The ids that stand for one partner after merges."""

from __future__ import annotations

from typing import NamedTuple

from partners.models import Partner


class SamePartner(NamedTuple):
    """`whole`: the id that the partner has now; `ids`: this, and those that were merged into it."""

    whole: int
    ids: frozenset[int]

    @classmethod
    def of(cls, partner: int) -> SamePartner:
        """Those of the partner with this id, known or not."""
        into = Partner.objects.filter(pk=partner).values_list("merged_into", flat=True).first()
        whole = into or partner
        merged = Partner.objects.filter(merged_into=whole).values_list("pk", flat=True)
        return cls(whole, frozenset((whole, *merged)))
