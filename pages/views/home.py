"""The first page: what the firm needs, what moved in its shortlists, the newest in its fields."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from core.transactions import repeatable_read
from matcher.shortlists.last_seen import fields_of, seen_shortlists
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.publication_lines import publication_lines
from priorities.history.publications import latest_publications

# Each is read whole and finds somebody on record.
EXAMPLES = (
    ("lithium battery makers in Fujian or Guangdong with ISO 14001 for the EU", "en"),
    ("industrial robots, ready within 60 days", "en"),
    ("广东的锂电池厂家，出口欧盟", "zh-Hans"),
)
_SHORTLISTS, _PUBLICATIONS = 30, 6


@require_GET
@member_page()
def home(request: MemberRequest) -> HttpResponse:
    """Show the box that takes a need, the firm's shortlists, and the newest priorities."""
    with repeatable_read():
        shortlists = seen_shortlists(request.member, _SHORTLISTS)
        sectors = fields_of([one.shortlist for one in shortlists]) or None
        news = publication_lines(latest_publications(sectors=sectors, limit=_PUBLICATIONS))
    context = {"shortlists": shortlists, "news": news, "examples": EXAMPLES}
    return render(request, "pages/home.html", {**context, "json_url": reverse("shortlists")})
