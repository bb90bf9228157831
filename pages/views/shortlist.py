"""A shortlist: who fits and why, what a list of a province did, what to ask, what was decided."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.transactions import repeatable_read
from firms.membership.authors import Author
from matcher.briefs import submit
from matcher.digests.subscriptions import own_subscription, sends_mail
from matcher.errors import DecisionRefused
from matcher.models import Shortlist
from matcher.shortlists.decisions import SAYABLE, Said, decide, find_decision, take_back
from matcher.shortlists.last_seen import mark_seen, seen_number
from matcher.shortlists.stored_answers import StoredShortlist, find_shortlist
from pages.forms.digest_form import DigestForm, digest_settings
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.answer import DECISIONS
from pages.presenters.shortlist_page import shortlist_page
from partners.models import Partner


@require_GET
@member_page()
def show_shortlist(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the newest answer, filtered as the address says; note that it was seen."""
    with repeatable_read():
        found = firm_shortlist(request, pk)
        page = shortlist_page(found, request.GET, request.path)
        seen = seen_number(request.member, found.shortlist)
        own = own_subscription(found.shortlist, request.member) if sends_mail() else None
    context = {
        "page": page,
        "title": page.title,
        "digest": DigestForm(initial=digest_settings(own)) if sends_mail() else None,
        "has_digest": own is not None,
        "seen": seen,
    }
    response = render(request, "pages/shortlist.html", context)
    if found.revision is not None:
        # A trace of the reading, on which no answer depends (docs/decisions/0011).
        number = found.revision.number
        mark_seen(member=request.member, shortlist=found.shortlist, number=number)
    return response


@require_GET
@member_page()
def moved(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Tell an open page, which asks now and then, whether there is a newer answer than that of
    `?revision=`; 204 where there is none.
    """
    text, found = request.GET.get("revision", ""), firm_shortlist(request, pk)
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Http404
    if found.revision is None or found.revision.number <= int(text):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    context = {
        "shortlist": found.shortlist,
        "newest": found.revision.number,
        "shown": int(text),
    }
    return render(request, "pages/shortlist_moved.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page()
def decide_on(request: MemberRequest, pk: uuid.UUID, partner: int) -> HttpResponse:
    """Ask what the firm says of a partner; record it, or take it back."""
    shortlist = own_shortlist(request, pk)
    row, status = get_object_or_404(Partner, pk=partner), HTTPStatus.OK
    if request.method == "POST":
        if (refusal := _decided(request, shortlist, partner)) is None:
            return HttpResponseRedirect(
                f"{reverse('pages:shortlist', args=[pk])}#partner-{partner}"
            )
        messages.error(request, refusal)
        status = HTTPStatus.BAD_REQUEST
    said = find_decision(shortlist, partner)
    # What was typed stands in the form again where it was refused.
    shown = {
        name: request.POST.get(name, getattr(said, name, ""))
        for name in ("decision", "reason", "note")
    }
    choices = [(kind, DECISIONS[kind][0]) for kind in SAYABLE]
    context = {"shortlist": shortlist, "partner": row, "said": said, "choices": choices}
    return render(request, "pages/decision.html", {**context, "shown": shown}, status=status)


def _decided(request: MemberRequest, shortlist: Shortlist, partner: int) -> str | None:
    """Record what the form says, or take the decision back; the reason where it is refused."""
    by, decision = Author.of_member(request.member), request.POST.get("decision", "")
    if decision == "":
        take_back(shortlist=shortlist, partner=partner, by=by)
        return None
    if decision not in SAYABLE:
        raise Http404
    said = Said(
        decision,
        request.POST.get("reason", "").strip()[:500],
        request.POST.get("note", "").strip()[:2_000],
    )
    try:
        decide(shortlist=shortlist, partner=partner, said=said, by=by)
    except DecisionRefused as refusal:
        if any(fault.pointer == "/partner" for fault in refusal.faults):
            raise Http404 from refusal
        return _("A rejection needs a reason. Nothing was recorded.")
    return None


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
