"""Some partners of a shortlist side by side, at an address that the firm's members can share."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from core.transactions import repeatable_read
from matcher.models import Revision
from matcher.shortlists.comparison import LEAST, MOST, Comparison, compare_partners
from matcher.shortlists.stored_answers import StoredShortlist, find_revision
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.comparison_page import comparison_page
from pages.views.shortlist import firm_shortlist


@require_GET
@member_page()
def compare(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Compare the partners that `?partner=` names, 2 to 10 times, in the answer or `?revision=`."""
    partners = _partners(request)
    with repeatable_read():
        stored = firm_shortlist(request, pk)
        context = {"shortlist": stored.shortlist, "least": LEAST, "most": MOST}
        if not LEAST <= len(partners) <= MOST:
            status = HTTPStatus.BAD_REQUEST
            return render(request, "pages/comparison.html", context, status=status)
        revision = _revision(request, stored)
        found = compare_partners(revision, partners)
        if found.missing:
            raise Http404
        page = comparison_page(stored, revision, found)
    context |= {"page": page, "json_url": _json_url(revision, found, pk)}
    return render(request, "pages/comparison.html", context)


def _partners(request: MemberRequest) -> list[int]:
    """The partners that the address names, once each."""
    texts = request.GET.getlist("partner")
    if not all(one.isascii() and one.isdigit() and len(one) < 19 for one in texts):
        raise Http404
    return list(dict.fromkeys(map(int, texts)))


def _revision(request: MemberRequest, stored: StoredShortlist) -> Revision:
    """The revision that the address names, else the current answer."""
    text = request.GET.get("revision", "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Http404
    found = find_revision(stored, int(text) if text else None)
    if found is None:
        raise Http404
    return found


def _json_url(revision: Revision, found: Comparison, pk: uuid.UUID) -> str:
    asked = [("partner", one.partner) for one in found.entries]
    return f"{reverse('compare', args=[pk])}?{urlencode([*asked, ('revision', revision.number)])}"
