"""A province's list: what it puts first, by document, section and paragraph."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from core.clock import CHINA
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.province_list import (
    cited_documents,
    ordered_statements,
    page_of_key,
    shown_statements,
)
from pages.presenters.province_parts import ProvincePage, find_province
from pages.presenters.sector_choice import choose_sector, offered_sectors, related_codes
from pages.presenters.statement_words import statement_choices
from priorities.editions.statement_filter import StatementFilter
from priorities.queries.priority_queries import counting_priorities, list_at

# Statements a page: Guangdong has more than a hundred.
PAGE_SIZE = 50
_FILTERS = ("emphasis", "signal", "stage")


@require_GET
@member_page()
def province(request: MemberRequest, code: str) -> HttpResponse:
    """Show the list in force, of the sector and with the emphasis, signal and stage asked for."""
    page = find_province(code)
    choices = statement_choices()
    asked = {name: request.GET.get(name, "") for name in _FILTERS}
    wanted = {name: text for name, text in asked.items() if text in choices[name]}
    context = page.context("province") | {
        "choices": [
            (name, [(value, word, value == wanted.get(name)) for value, word in words.items()])
            for name, words in choices.items()
        ],
        "json_url": f"/v1/provinces/{page.code}/priorities",
        "filtered": bool(wanted or request.GET.get("sector")),
    }
    return render(request, "pages/province.html", context | _list(request, page, wanted))


def _list(request: MemberRequest, page: ProvincePage, wanted: dict[str, str]) -> dict[str, Any]:
    choice = choose_sector(request.GET.get("sector", ""), page.reference)
    sectors = related_codes(page.reference, choice.row.code) if choice.row else None
    now = timezone.now()
    edition = list_at(page.code, now, statement=StatementFilter(**wanted), sectors=sectors)
    context: dict[str, Any] = {
        "choice": choice,
        "offered": offered_sectors(page.reference),
        "edition": edition,
    }
    if edition is None:
        return context
    rows = ordered_statements(edition)
    number = page_of_key(rows, request.GET.get("priority", ""), PAGE_SIZE)
    shown = Paginator(rows, PAGE_SIZE).get_page(number or request.GET.get("page"))
    return context | {
        "since": edition.in_force.lower.astimezone(CHINA).date() if edition.in_force else None,
        "documents": cited_documents(edition),
        "page": shown,
        "statements": shown_statements(shown, counting_priorities(edition, now)),
        "found": len(rows),
    }
