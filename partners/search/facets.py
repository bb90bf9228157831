"""Count what the finds of a search have in common: the values to filter by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, Func, QuerySet, TextField, Value

from partners.models import SearchEntry
from partners.search.finding import MOST_FOUND, Found, entries_of
from partners.search.typed_text import Condition

# More finds than these are counted in part, so that no count takes long.
COUNTED_AT_MOST = 5_000
_KINDS = ("place", "sector", "dataset", "certificate", "evidence")
_SHOWN = 50
_EVERY = "all"


def count_facets(found: Found, filters: Sequence[Condition]) -> dict[str, Any]:
    """Kind -> values with the number of finds that have them, at most 50 of a kind; `counted`
    finds, all of them where `complete`. One query.
    """
    counts: dict[str, list[dict[str, Any]]] = {kind: [] for kind in (*_KINDS, _EVERY)}
    for facet, partners in _counts(_entries(found, filters)):
        kind, _, value = facet.partition(":")
        if len(counts[kind]) < _SHOWN:
            counts[kind].append({"value": value, "partners": partners})
    counted = sum(one["partners"] for one in counts.pop(_EVERY))
    complete = counted <= COUNTED_AT_MOST
    return {"counted": min(counted, COUNTED_AT_MOST), "complete": complete, **counts}


def _entries(found: Found, filters: Sequence[Condition]) -> QuerySet[SearchEntry]:
    if len(found.keys) < MOST_FOUND:
        # All finds are known.
        return SearchEntry.objects.filter(pk__in=[pk for _, _, pk in found.keys])
    # One more shows that there are more.
    some = entries_of(found.conditions, filters).order_by()[: COUNTED_AT_MOST + 1]
    return SearchEntry.objects.filter(pk__in=some.values("pk"))


def _counts(entries: QuerySet[SearchEntry]) -> QuerySet[SearchEntry, tuple[str, int]]:
    """(facet, partners), the most frequent first."""
    all_facets = Func(F("facets"), Value(_EVERY), function="array_append")
    value = Func(all_facets, function="unnest", output_field=TextField())
    rows = entries.annotate(value=value).values("value").annotate(partners=Count("pk"))
    return rows.order_by("-partners", "value").values_list("value", "partners")
