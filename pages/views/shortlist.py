"""A shortlist: who fits and why, what a list of a province did, what to ask, what was decided."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.transactions import repeatable_read
from firms.membership.authors import Author
from matcher.briefs import submit
from matcher.errors import DecisionRefused
from matcher.models import Shortlist
from matcher.shortlists.decisions import SAYABLE, Said, decide, take_back
from matcher.shortlists.last_seen import mark_seen
from matcher.shortlists.stored_answers import StoredShortlist, find_shortlist
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.shortlist_page import shortlist_page


@require_GET
@member_page()
def show_shortlist(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the newest answer, filtered as the address says; note that it was seen."""
    with repeatable_read():
        found = firm_shortlist(request, pk)
        page = shortlist_page(found, request.GET, request.path)
    response = render(request, "pages/shortlist.html", {"page": page, "title": page.title})
    if found.revision is not None:
        # The one thing that looking writes, and no answer depends on it.
        number = found.revision.number
        mark_seen(member=request.member, shortlist=found.shortlist, number=number)
    return response


@require_POST
@member_page()
def decide_on(request: MemberRequest, pk: uuid.UUID, partner: int) -> HttpResponse:
    """Record what the firm says of a partner, or take it back."""
    shortlist = firm_shortlist(request, pk).shortlist
    by = Author.of_member(request.member)
    decision = request.POST.get("decision", "")
    if decision in SAYABLE:
        said = Said(
            decision,
            request.POST.get("reason", "").strip()[:500],
            request.POST.get("note", "").strip()[:2_000],
        )
        try:
            decide(shortlist=shortlist, partner=partner, said=said, by=by)
        except DecisionRefused:
            messages.error(request, _("A rejection needs a reason. Nothing was recorded."))
    elif decision == "":
        take_back(shortlist=shortlist, partner=partner, by=by)
    else:
        raise Http404
    return HttpResponseRedirect(f"{reverse('pages:shortlist', args=[pk])}#partner-{partner}")


@require_POST
@member_page()
def archive_shortlist(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Archive the shortlist: it is not answered again until its brief is changed."""
    submit.archive(shortlist=firm_shortlist(request, pk).shortlist)
    messages.success(request, _("Archived. Changing its brief brings it back."))
    return HttpResponseRedirect("/")


def firm_shortlist(request: MemberRequest, pk: uuid.UUID) -> StoredShortlist:
    """Return the firm's shortlist with its answer. Raises Http404 for another firm's as for a
    missing one.
    """
    found = find_shortlist(request.firm, pk)
    if found is None:
        raise Http404
    return found


def own_shortlist(request: MemberRequest, pk: uuid.UUID) -> Shortlist:
    """Return the firm's shortlist alone. Raises Http404 as `firm_shortlist` does."""
    return firm_shortlist(request, pk).shortlist
