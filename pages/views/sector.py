"""A sector: who puts it first, who makes or serves it where, and what stands around it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from matcher.loaded import current_basis, partners_by_sector, reference_data
from matcher.matches.province_matches import stored_matches
from matcher.reference.reference_data import ReferenceData
from pages.frame.language import in_language, language
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.province_tiles import (
    legend,
    named_provinces,
    province_rows,
    sector_map,
    strongest_statements,
)
from pages.presenters.sector_choice import named_sector, named_sectors, related_codes
from pages.presenters.sector_surroundings import demand_lines, place_counts, shown_pairs
from pages.presenters.sector_tree import KIND_NAMES
from partners.reference.taxonomy import SectorRow
from priorities.queries.held_lists import held_lists
from priorities.queries.sector_priorities import (
    count_provinces,
    priorities_of_sector,
)

_MATCHES = 10


@require_GET
@member_page()
def sector(request: MemberRequest, code: str) -> HttpResponse:
    """Show the sector with this code."""
    reference = reference_data(current_basis())
    row = reference.taxonomy.sectors.get(code)
    if row is None:
        raise Http404
    relations = related_codes(reference, code)
    partners = partners_by_sector()
    places = place_counts(row, reference)
    context: dict[str, Any] = {
        "title": in_language(row),
        "sector": named_sector(row),
        "kind": KIND_NAMES[row.kind],
        "places": places,
        "unplaced": max(0, partners.get(code, 0) - sum(one.count for one in places)),
        "demand": demand_lines(row, reference, partners),
        "feed_url": f"/v1/policy/feed.atom?sector={quote(code)}",
        "json_url": f"/v1/sectors/{quote(code)}/priorities",
    }
    context |= _relatives(row, reference) | _policy(row, relations, reference)
    return render(request, "pages/sector.html", context | _matches(row, reference))


def _relatives(row: SectorRow, reference: ReferenceData) -> dict[str, Any]:
    sectors = reference.taxonomy.sectors
    below = [one for one in sectors.values() if one.parent == row.code]
    return {
        "parent": named_sector(sectors[row.parent]) if row.parent else None,
        "groups": named_sectors(sorted(below, key=lambda one: one.code)),
        "related": named_sectors(sectors[one] for one in row.related if one in sectors),
        "drawn_on": named_sectors(one for one in sectors.values() if row.code in one.related),
        "other": row.name_en if language() == "zh" else row.name_zh,
        "other_language": "en" if language() == "zh" else "zh-Hans",
    }


def _policy(row: SectorRow, relations: dict[str, str], reference: ReferenceData) -> dict[str, Any]:
    now = timezone.now()
    found = priorities_of_sector(relations, now)
    held, _counts = held_lists(now)
    provinces = province_rows(reference)
    statements = strongest_statements(found, row.code)
    silent = [one for code, one in provinces.items() if code in held and code not in statements]
    return {
        "statements": statements.values(),
        "tiles": sector_map(statements, held, provinces, row.code),
        "legend": legend(),
        "totals": count_provinces(found, now),
        "silent": named_provinces(silent),
        "unheld": named_provinces(one for code, one in provinces.items() if code not in held),
    }


def _matches(row: SectorRow, reference: ReferenceData) -> dict[str, Any]:
    """The strongest that are stored; a page computes none."""
    asked = {"sector": None, "service": row.code} if row.kind == "service" else {
        "sector": row.code, "service": None
    }  # fmt: skip
    found = stored_matches(**asked, simulated=False, k=_MATCHES)
    if found is None:
        return {"stored": None}
    return {"stored": found, "matches": shown_pairs(found, reference)}
