"""The first page: what the firm needs, what moved in its shortlists, the newest in its fields."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from core.transactions import repeatable_read
from matcher.loaded import current_basis, reference_data
from matcher.shortlists.last_seen import seen_shortlists
from matcher.shortlists.own_fields import own_fields
from pages.frame.language import language
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.publication_lines import publication_lines
from pages.presenters.sector_choice import related_to_any
from priorities.history.publications import latest_publications

# Each is read whole and finds somebody on record.
EXAMPLES = (
    ("lithium battery makers in Fujian or Guangdong with ISO 14001 for the EU", "en"),
    ("industrial robots, ready within 60 days", "en"),
    ("广东的锂电池厂家，出口欧盟", "zh-Hans"),
    ("工业机器人，60天内交货", "zh-Hans"),
)
_SHORTLISTS, _PUBLICATIONS = 30, 6


@require_GET
@member_page()
def home(request: MemberRequest) -> HttpResponse:
    """Show the box that takes a need, the firm's shortlists, and the newest priorities."""
    with repeatable_read():
        shortlists = seen_shortlists(request.member, _SHORTLISTS)
        sectors = related_to_any(reference_data(current_basis()), own_fields(request.firm)) or None
        found = latest_publications(sectors=sectors, by_day=True, limit=_PUBLICATIONS)
        news = publication_lines(found)
    context = {"shortlists": shortlists, "news": news, "examples": _examples()}
    return render(request, "pages/home.html", {**context, "json_url": reverse("shortlists")})


def _examples() -> list[tuple[str, str]]:
    """The examples, those in the visitor's language first."""
    return sorted(EXAMPLES, key=lambda one: not one[1].startswith(language()))
