"""A brief: read from a sentence, mended, tried out, stored."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.faults import VersionConflict
from core.languages.translation import translated
from firms.models import Scope
from matcher.briefs.interpret_text import interpret_text
from matcher.briefs.submit import resubmit, submit_once
from matcher.briefs.suggestions import suggest
from matcher.errors import BriefRefused, TooManyBriefs, TooManyShortlists
from matcher.models import Shortlist
from pages.forms.brief_form import BriefForm, initial_of
from pages.forms.word_lists import part_last
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.brief_page import BriefPage, shown_reading
from pages.presenters.preview import preview

_NEW = {"seeking": "manufacturer"}
# A title is first what was typed, as far as it is short.
_TITLE = 80


@require_http_methods(["GET", "HEAD", "POST"])
@member_page()
def new_brief(request: MemberRequest) -> HttpResponse:
    """Show an empty brief, or what `?text=` says; store the one that is sent."""
    if request.method == "POST":
        return _store(request, None)
    text = request.GET.get("text", "")[:2_000]
    if text.strip():
        return _read(request, text)
    return _page(request, BriefForm(initial=initial_of(_NEW)))


@require_http_methods(["GET", "HEAD", "POST"])
@member_page()
def edit_brief(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the brief of a shortlist; store a new version of it."""
    shortlist = _own(request, pk)
    if request.method == "POST":
        return _store(request, shortlist)
    brief = shortlist.brief
    initial = {**initial_of(brief.asked), "version": brief.version}
    return _page(request, BriefForm(initial=initial), shortlist, asked=brief.asked)


@require_POST
@member_page(Scope.READ)
def try_brief(request: MemberRequest, pk: uuid.UUID | None = None) -> HttpResponse:
    """Show what the brief would find now, a new one or that of a shortlist."""
    shortlist = None if pk is None else _own(request, pk)
    form = BriefForm(request.POST)
    template = "pages/brief_preview.html" if request.htmx else "pages/brief.html"
    asked = _asked(form, shortlist) if form.is_valid() else None
    return _page(request, form, shortlist, asked=asked, template=template)


@require_GET
@member_page()
def suggest_words(request: MemberRequest, field: str) -> HttpResponse:
    """Continue the last word of a field, as options of its list."""
    typed = request.GET.get(field, "")[:500]
    before, last = part_last(typed)
    options = [f"{before}{one}" for one in suggest(field, last)]
    return render(request, "pages/parts/options.html", {"options": options})


def _own(request: MemberRequest, pk: uuid.UUID) -> Shortlist:
    """The firm's shortlist, with its brief."""
    rows = Shortlist.objects.of(request.firm).select_related("brief")
    return get_object_or_404(rows, pk=pk)


def _read(request: MemberRequest, text: str) -> HttpResponse:
    """The fields that a sentence says, and what of it was not understood."""
    template = "pages/brief_fields.html" if request.htmx else "pages/brief.html"
    try:
        reading = interpret_text(text)
    except BriefRefused:
        form = BriefForm(initial={**initial_of(_NEW), "text": text})
        return _page(request, form, template=template, not_read=True)
    said = {"text": text, "title": _title(text)}
    form = BriefForm(initial={**initial_of(_NEW | reading.brief), **said})
    told = shown_reading(reading)
    return _page(request, form, asked=reading.brief, template=template, reading=told)


def _title(text: str) -> str:
    """The text on one line; of a long one what fits, without its last word where that is cut."""
    line = " ".join(text.split())
    if len(line) <= _TITLE:
        return line
    cut = line[: _TITLE - 1]
    whole = cut.rpartition(" ")[0]
    # Chinese has no blanks: a blank far from the end is no place to cut.
    return (whole if len(whole) > _TITLE // 2 else cut).rstrip(" ,;，；、") + "…"


def _store(request: MemberRequest, shortlist: Shortlist | None) -> HttpResponse:
    form = BriefForm(request.POST)
    if form.is_valid():
        try:
            return HttpResponseRedirect(_stored(request, form, shortlist))
        except BriefRefused as refusal:
            form.add_faults(refusal)
        except (TooManyBriefs, TooManyShortlists) as full:
            form.add_error(None, translated(str(full)))
        except VersionConflict as conflict:
            # What was typed stays to be copied: the page shows the newer brief when it is loaded.
            form.add_error(None, translated(str(conflict)))
            return _page(request, form, shortlist, status=HTTPStatus.CONFLICT)
    return _page(request, form, shortlist, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _stored(request: MemberRequest, form: BriefForm, shortlist: Shortlist | None) -> str:
    """Store the brief; the address of its shortlist."""
    asked = _asked(form, shortlist)
    if shortlist is None:
        made = submit_once(firm=request.firm, asked=asked, pk=form.cleaned_data["id"])
        return reverse("pages:shortlist", args=[made.pk])
    # A form that lost its version is of no version: it must not overwrite unseen changes.
    version = form.cleaned_data["version"] or 0
    resubmit(shortlist=shortlist, asked=asked, expected_version=version)
    return reverse("pages:shortlist", args=[shortlist.pk])


def _asked(form: BriefForm, shortlist: Shortlist | None) -> dict[str, Any]:
    """The brief that the valid form says, with what the stored one has beyond the form."""
    return form.asked() | ({} if shortlist is None else form.kept_of(shortlist.brief.asked))


def _page(
    request: MemberRequest,
    form: BriefForm,
    shortlist: Shortlist | None = None,
    *,
    asked: Mapping[str, Any] | None = None,
    template: str = "pages/brief.html",
    status: int = HTTPStatus.OK,
    **shown: Any,
) -> HttpResponse:
    """The form, with what the brief would find as far as it says something."""
    found = None
    if asked is not None:
        try:
            found = preview(asked, request.firm)
        except BriefRefused as refusal:
            if form.is_bound:
                form.add_faults(refusal)
    context = {"page": BriefPage(form), "form": form, "found": found, "shortlist": shortlist}
    return render(request, template, {**context, **shown}, status=status)
