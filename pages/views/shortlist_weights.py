"""What other weights would make of a shortlist; they are stored only on demand."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.faults import VersionConflict
from core.languages.translation import translated
from matcher.briefs.submit import resubmit
from matcher.errors import BriefRefused
from matcher.shortlists.stored_answers import StoredShortlist
from pages.forms.weights_form import WeightsForm, initial_weights
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.preview import Preview, preview_against
from pages.presenters.weight_rows import weight_rows
from pages.views.shortlist import firm_shortlist

_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@member_page()
def weights(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the order by the weights of the address, beside that by the brief's own; a POST stores
    them as the brief's.
    """
    stored = firm_shortlist(request, pk)
    own = initial_weights(stored.shortlist.brief.asked.get("weights", {}))
    if request.method == "POST":
        return _store(request, stored)
    # What the address leaves out stands as it does in the brief.
    form = WeightsForm({**own, **request.GET.dict()})
    found = _preview(request, stored, form)
    return _page(request, stored, form, found, HTTPStatus.OK)


def _preview(request: MemberRequest, stored: StoredShortlist, form: WeightsForm) -> Preview | None:
    """The order by these weights and how it differs; None for weights that are refused."""
    if not form.is_valid():
        return None
    asked = stored.shortlist.brief.asked
    try:
        return preview_against(form.weighted(asked), asked, request.firm, _SHOWN)
    except BriefRefused as refusal:
        form.add_faults(refusal)
        return None


def _store(request: MemberRequest, stored: StoredShortlist) -> HttpResponse:
    form, shortlist = WeightsForm(request.POST), stored.shortlist
    if not form.is_valid():
        return _page(request, stored, form, None, HTTPStatus.BAD_REQUEST)
    version = request.POST.get("version", "")
    try:
        resubmit(
            shortlist=shortlist,
            asked=form.weighted(shortlist.brief.asked),
            # A form that lost its version is of no version.
            expected_version=int(version) if version.isascii() and version.isdigit() else 0,
        )
    except BriefRefused as refusal:
        form.add_faults(refusal)
        return _page(request, stored, form, None, HTTPStatus.BAD_REQUEST)
    except VersionConflict as conflict:
        form.add_error(None, translated(str(conflict)))
        return _page(request, stored, form, None, HTTPStatus.CONFLICT)
    messages.success(request, _("Stored as the weights of the brief. It is answered again."))
    return HttpResponseRedirect(reverse("pages:shortlist", args=[shortlist.pk]))


def _page(
    request: MemberRequest,
    stored: StoredShortlist,
    form: WeightsForm,
    found: Preview | None,
    status: int,
) -> HttpResponse:
    own = stored.shortlist.brief.asked.get("weights", {})
    context = {
        "shortlist": stored.shortlist,
        "form": form,
        "rows": weight_rows(form),
        "found": found,
        "differs": form.is_valid() and not form.shows(own),
        "own_weights": bool(own),
        "json_url": reverse("shortlist", args=[stored.shortlist.pk]),
    }
    template = "pages/weights_preview.html" if request.htmx else "pages/weights.html"
    return render(request, template, context, status=status)
