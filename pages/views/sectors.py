"""All sectors to browse, and the sectors that a word means."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from matcher.loaded import current_basis, partners_by_sector, reference_data
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.sector_choice import offered_sectors
from pages.presenters.sector_tree import sector_tree, word_meanings
from priorities.queries.policy_matrix import load_policy_matrix

# A word is no text: the lexicon reads the first hundred signs.
_LONGEST = 100


@require_GET
@member_page()
def sectors(request: MemberRequest) -> HttpResponse:
    """Show the tree, or what `q` means."""
    reference = reference_data(current_basis())
    text = request.GET.get("q", "").strip()[:_LONGEST]
    partners = partners_by_sector()
    context: dict[str, Any] = {
        "title": _("Sectors"),
        "text": text,
        "offered": offered_sectors(reference),
        "json_url": f"/v1/sectors?q={quote(text)}" if text else "/v1/sectors",
    }
    if text:
        context["meanings"] = word_meanings(text, reference, partners)
    else:
        matrix = load_policy_matrix(reference.taxonomy, timezone.now())
        named = {column.code: matrix.named_by(column.code) for column in matrix.columns}
        context |= {"branches": sector_tree(reference, partners, named), "lists": matrix.lists}
    return render(request, "pages/sectors.html", context)
