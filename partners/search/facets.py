"""Count what the finds of a search have in common: the values to filter by."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Func, TextField

from partners.models import SearchEntry
from partners.search.finding import Found

# More finds than these are counted in part, so that no count takes long.
COUNTED_AT_MOST = 1_000
_KINDS = ("place", "sector", "dataset", "certificate", "evidence")
_SHOWN = 50


def count_facets(found: Found) -> dict[str, Any]:
    """Kind -> values with the number of finds that have them, the most frequent first, at most 50
    of a kind; of `counted` finds, which are all where `complete`. One query.
    """
    counts: dict[str, list[dict[str, Any]]] = {kind: [] for kind in _KINDS}
    counted = [pk for _, _, pk in found.keys[:COUNTED_AT_MOST]]
    value = Func(F("facets"), function="unnest", output_field=TextField())
    rows = SearchEntry.objects.filter(pk__in=counted).annotate(value=value).values("value")
    frequent = rows.annotate(partners=Count("pk")).order_by("-partners", "value")
    for facet, partners in frequent.values_list("value", "partners"):
        kind, _, text = facet.partition(":")
        if len(counts[kind]) < _SHOWN:
            counts[kind].append({"value": text, "partners": partners})
    complete = found.complete and len(found.keys) <= COUNTED_AT_MOST
    return {"counted": len(counted), "complete": complete, **counts}
