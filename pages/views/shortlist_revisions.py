"""The revisions of a shortlist, and what changed between two of them."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.transactions import repeatable_read
from matcher.models import Revision, Shortlist
from matcher.shortlists.revision_changes import revision_changes
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.revision_changes_page import shown_changes
from pages.views.shortlist import own_shortlist

_SHOWN = 50


@require_GET
@member_page()
def revisions(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """List the newest revisions, and compare `?from=` with `?to=`; by default the last two."""
    with repeatable_read():
        shortlist = own_shortlist(request, pk)
        rows = list(shortlist.revisions.order_by("-number")[:_SHOWN])
        pair = _pair(request, shortlist, rows)
        found = shown_changes(revision_changes(shortlist.brief, *pair)) if pair else None
    context = {"shortlist": shortlist, "rows": rows, "pair": pair, "changes": found}
    return render(request, "pages/revisions.html", context)


def _pair(
    request: MemberRequest, shortlist: Shortlist, rows: list[Revision]
) -> tuple[Revision, Revision] | None:
    """The two revisions, the older first; None where there is only one."""
    numbers = [request.GET.get(name, "") for name in ("from", "to")]
    if any(numbers):
        if not all(one.isascii() and one.isdigit() and len(one) < 9 for one in numbers):
            raise Http404
        known = {row.number: row for row in shortlist.revisions.filter(number__in=numbers)}
        old, new = sorted(map(int, numbers))
        if old not in known or new not in known:
            raise Http404
        return (known[old], known[new]) if old != new else None
    return (rows[1], rows[0]) if len(rows) > 1 else None
