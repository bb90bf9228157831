"""Count what the finds of a search have in common: the values to filter by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, Func, QuerySet, TextField, Value

from partners.models import SearchEntry
from partners.search.entry_queries import bounded_statements, read_some
from partners.search.finding import MOST_FOUND, Found
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
    with bounded_statements():
        counted_facets = list(_counts(_entries(found, filters)))
    for facet, partners in counted_facets:
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
    some = read_some(found.conditions, filters, COUNTED_AT_MOST + 1)
    return SearchEntry.objects.filter(pk__in=some)


def _counts(entries: QuerySet[SearchEntry]) -> QuerySet[SearchEntry, tuple[str, int]]:
    """(facet, partners), the most frequent first."""
    all_facets = Func(F("facets"), Value(_EVERY), function="array_append")
    value = Func(all_facets, function="unnest", output_field=TextField())
    rows = entries.annotate(value=value).values("value").annotate(partners=Count("pk"))
    return rows.order_by("-partners", "value").values_list("value", "partners")
