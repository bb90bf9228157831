"""The policy radar: what the year's publications put first and dropped, and whom they moved."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from core.clock import today
from matcher.loaded import current_basis, reference_data
from matcher.reference.reference_data import ReferenceData
from matcher.shortlists.moved_by_policy import moved_by_policy
from matcher.shortlists.own_fields import own_fields
from pages.frame.language import in_language
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.policy_changes import MOVEMENTS
from pages.presenters.province_tiles import province_rows
from pages.presenters.radar_entries import radar_entries, sector_movements
from pages.presenters.sector_choice import (
    SectorChoice,
    choose_sector,
    named_sectors,
    offered_sectors,
    related_to_any,
)
from priorities.queries.policy_radar import (
    Movement,
    RadarFilters,
    changes_of,
    count_movements,
    radar_publications,
    radar_years,
)

PAGE_SIZE = 10


@require_GET
@member_page()
def radar(request: MemberRequest) -> HttpResponse:
    """Show a year's publications, of a province, a sector, the firm's fields, or a movement."""
    reference = reference_data(current_basis())
    years = radar_years() or [today().year]
    choice = choose_sector(request.GET.get("sector", ""), reference)
    own = own_fields(request.firm)
    filters = _filters(request, reference, years, choice, own)
    page = Paginator(radar_publications(filters), PAGE_SIZE).get_page(request.GET.get("page"))
    editions = list(page)
    entries = radar_entries(
        editions, changes_of(editions, filters), moved_by_policy(request.firm, editions)
    )
    sectors = reference.taxonomy.sectors
    context: dict[str, Any] = {
        "title": _("Policy radar"),
        "filters": filters,
        "years": years,
        "choice": choice,
        "offered": offered_sectors(reference),
        "provinces": [(code, in_language(row)) for code, row in province_rows(reference).items()],
        "movements": [(one.value, MOVEMENTS[one][0]) for one in Movement],
        "mine": "mine" in request.GET,
        "own_fields": named_sectors(sectors[code] for code in own if code in sectors),
        "page": page,
        "entries": entries,
        "by_sector": sector_movements(count_movements(filters), reference),
        "feed_url": _feed(filters, choice),
        "json_url": "/v1/policy/timeline",
    }
    return render(request, "pages/radar.html", context)


def _filters(
    request: MemberRequest,
    reference: ReferenceData,
    years: list[int],
    choice: SectorChoice,
    own: tuple[str, ...],
) -> RadarFilters:
    """What the form asks for; what it cannot mean is left out."""
    asked = request.GET
    year = next((one for one in years if str(one) == asked.get("year")), years[0])
    province = asked.get("province") if asked.get("province") in province_rows(reference) else None
    movement = asked.get("movement")
    wanted = [choice.row.code] if choice.row else [*own] if "mine" in asked else None
    sectors = None if wanted is None else related_to_any(reference, wanted)
    kind = next((one for one in Movement if one == movement), None)
    return RadarFilters(year, province, sectors, kind)


def _feed(filters: RadarFilters, choice: SectorChoice) -> str:
    asked = {"province": filters.province, "sector": choice.row.code if choice.row else None}
    given = urlencode({name: text for name, text in asked.items() if text})
    return f"/v1/policy/feed.atom?{given}" if given else "/v1/policy/feed.atom"
