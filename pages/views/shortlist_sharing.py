"""Links by which somebody without an account reads a shortlist, and what they see."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.transactions import repeatable_read
from matcher.models import SharedLink
from matcher.shortlists.link_usage import count_use
from matcher.shortlists.shared_links import LinkSpec, create_link, follow, revoke_link
from matcher.shortlists.stored_answers import find_shortlist
from pages.frame.address_limits import A_MINUTE, refuse_too_many
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.shared_page import SharedPage, frozen_page, shared_page
from pages.views.shortlist import own_shortlist

# The reader's browser tells no other site the address, and no search engine lists it.
_UNSEEN = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "private, no-store",
}


@require_http_methods(["GET", "HEAD", "POST"])
@member_page()
def links(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """List the links; make one, whose address is shown this once."""
    shortlist = own_shortlist(request, pk)
    address = ""
    if request.method == "POST":
        name = request.POST.get("name", "").strip()[:100]
        _link, token = create_link(shortlist=shortlist, spec=LinkSpec(name))
        address = request.build_absolute_uri(reverse("pages:shared", args=[token]))
    rows = SharedLink.objects.filter(shortlist=shortlist)[:50]
    context = {"shortlist": shortlist, "rows": rows, "address": address}
    return render(request, "pages/links.html", context)


@require_POST
@member_page()
def end_link(request: MemberRequest, pk: uuid.UUID, link: int) -> HttpResponse:
    """End a link at once."""
    shortlist = own_shortlist(request, pk)
    row = SharedLink.objects.filter(shortlist=shortlist, pk=link).first()
    if row is None:
        raise Http404
    revoke_link(row)
    return HttpResponseRedirect(reverse("pages:links", args=[pk]))


@require_GET
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Show a shortlist, or a frozen copy of it, to whoever has the link, without anything that is
    the firm's own.
    """
    at_most = settings.SHARED_LINKS_PER_MINUTE
    if refused := refuse_too_many(request, "shared", seconds=A_MINUTE, at_most=at_most):
        return refused
    with repeatable_read():
        link = follow(token)
        # One answer for unknown, expired and ended: a stranger learns nothing about a link.
        if link is None:
            return _unseen(render(request, "pages/no_link.html", status=HTTPStatus.NOT_FOUND))
        page = _shared_page(link)
    count_use(link.pk)
    context = {"page": page, "link": link, "token": token}
    return _unseen(render(request, "pages/shared.html", context))


def _unseen(response: HttpResponse) -> HttpResponse:
    for name, value in _UNSEEN.items():
        response.headers[name] = value
    return response


def _shared_page(link: SharedLink) -> SharedPage | None:
    """What the link shows; None where the shortlist is gone."""
    if link.frozen is not None:
        return frozen_page(link.frozen)
    found = find_shortlist(link.firm, link.shortlist_id)
    return shared_page(found) if found else None
