"""All provinces on a map: how strongly each puts a sector first."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from matcher.loaded import current_basis, reference_data
from matcher.reference.reference_data import ReferenceData
from matcher.shortlists.own_fields import own_fields
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.province_tiles import (
    held_map,
    legend,
    named_provinces,
    province_rows,
    sector_map,
    strongest_statements,
)
from pages.presenters.sector_choice import (
    SectorChoice,
    choose_sector,
    named_sectors,
    offered_sectors,
    related_codes,
)
from priorities.queries.held_lists import held_lists
from priorities.queries.sector_priorities import count_provinces, priorities_of_sector

# Fields of the firm that are offered beside the form.
_OFFERED = 8


@require_GET
@member_page()
def provinces(request: MemberRequest) -> HttpResponse:
    """Show the map of the sector that `sector` names, or of the lists that are held."""
    reference = reference_data(current_basis())
    choice = choose_sector(request.GET.get("sector", ""), reference)
    context: dict[str, Any] = {
        "title": _("Provinces"),
        "choice": choice,
        "offered": offered_sectors(reference),
        "own_fields": _own_fields(request, reference),
        "feed_url": "/v1/policy/feed.atom",
        "json_url": "/v1/policy/matrix",
    }
    return render(request, "pages/provinces.html", context | _shown(choice, reference))


def _shown(choice: SectorChoice, reference: ReferenceData) -> dict[str, Any]:
    now = timezone.now()
    held, counts = held_lists(now)
    places = province_rows(reference)
    unheld = named_provinces(row for code, row in places.items() if code not in held)
    context: dict[str, Any] = {"unheld": unheld, "lists": len(held)}
    if choice.row is None:
        listed = [
            (one, counts[one.code]) for one in named_provinces(places.values()) if one.code in held
        ]
        return context | {"tiles": held_map(held, counts, places), "listed": listed}
    code = choice.row.code
    found = priorities_of_sector(related_codes(reference, code), now)
    statements = strongest_statements(found, code)
    silent = [row for one, row in places.items() if one in held and one not in statements]
    return context | {
        "tiles": sector_map(statements, held, places, code),
        "statements": statements.values(),
        "silent": named_provinces(silent),
        "legend": legend(),
        "totals": count_provinces(found, now),
        "feed_url": f"/v1/policy/feed.atom?sector={quote(code)}",
        "json_url": f"/v1/sectors/{quote(code)}/priorities",
    }


def _own_fields(request: MemberRequest, reference: ReferenceData) -> Any:
    """The sectors of the firm's shortlists: the widest first, for a map shows them best."""
    sectors = reference.taxonomy.sectors
    own = [sectors[code] for code in sorted(own_fields(request.firm)) if code in sectors]
    wide = sorted(own, key=lambda row: (bool(row.parent), row.code))
    return named_sectors(wide[:_OFFERED])
