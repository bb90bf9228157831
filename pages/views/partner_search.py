"""Partners found by what somebody types, in any script, and by filters."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from core.transactions import repeatable_read
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.partner_search_page import partner_search_page


@require_GET
@member_page()
def search(request: MemberRequest) -> HttpResponse:
    """Show the partners that the address asks for, best first."""
    with repeatable_read():
        page = partner_search_page(request.GET)
    context = {"page": page, "json_url": reverse("partners")}
    return render(request, "pages/partner_search.html", context)
