"""A partner: its page, its matches, what it told the firm, and corrections that are proposed."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.faults import InvalidInput
from core.transactions import repeatable_read
from firms.membership.authors import Author
from firms.models import Scope
from matcher import loaded
from matcher.errors import AnswerRefused
from matcher.matches.partner_matches import matches_of_partner
from matcher.statements.answers import record_answers, take_back_answer
from pages.forms.answer_form import AnswerForm
from pages.forms.correction_form import CorrectionForm
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.partner_matches_page import partner_matches_page
from pages.presenters.partner_names import load_partner_names
from pages.presenters.partner_page import PartnerPage, partner_page
from pages.presenters.partner_words import QUESTIONS, deniable_facts
from partners.models import Partner
from partners.registry.suggestions import suggest_change


@require_GET
@member_page()
def show_partner(request: MemberRequest, pk: int) -> HttpResponse:
    """Show what is known of a partner. One that was merged leads to the one that it is now."""
    with repeatable_read():
        page = _page(request, pk)
    if page.into is not None:
        return HttpResponseRedirect(f"{_address(page.into.pk)}?merged={pk}")
    return _shown(request, page, AnswerForm(QUESTIONS))


@require_POST
@member_page()
def record_answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Record what the partner told the firm; shortlists that it concerns are answered again."""
    partner = find_partner(pk)
    form = AnswerForm(QUESTIONS, request.POST)
    if form.is_valid():
        by = Author.of_member(request.member)
        try:
            record_answers(partner=partner, told=form.told(), by=by, names=loaded.names())
        except AnswerRefused as refusal:
            form.add_faults(refusal.faults)
        else:
            messages.success(
                request, _("Recorded. The shortlists that it concerns are answered again.")
            )
            return HttpResponseRedirect(f"{_address(pk)}#told")
    return _shown(request, _page(request, pk), form, HTTPStatus.BAD_REQUEST)


@require_POST
@member_page()
def take_back(request: MemberRequest, pk: int, question: str) -> HttpResponse:
    """Take back what the partner told about a question."""
    by = Author.of_member(request.member)
    if take_back_answer(partner=find_partner(pk), question=question, by=by) is None:
        raise Http404
    messages.success(request, _("Taken back."))
    return HttpResponseRedirect(f"{_address(pk)}#told")


@require_http_methods(["GET", "HEAD", "POST"])
@member_page(Scope.SUGGEST)
def propose_correction(request: MemberRequest, pk: int) -> HttpResponse:
    """Put a correction into the queue of the curators."""
    partner = find_partner(pk)
    posted = request.POST if request.method == "POST" else None
    form = CorrectionForm(deniable_facts(partner), posted)
    if posted is not None and form.is_valid():
        given = form.cleaned_data
        try:
            suggest_change(
                partner=pk,
                changes=form.changes(),
                source=given["source"],
                note=given["note"].strip(),
                firm=request.firm,
                names=loaded.names(),
            )
        except InvalidInput as refusal:
            form.add_faults(refusal.faults)
        else:
            messages.success(request, _("Proposed. A curator decides; the answer stands below."))
            return HttpResponseRedirect(f"{_address(pk)}#proposed")
    context = {
        "form": form,
        "partner": partner,
        "name": load_partner_names([pk]).by_id[pk],
        "may_suggest": request.may(Scope.SUGGEST),
        "json_url": reverse("partner", args=[pk]),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "pages/partner_correction.html", context, status=status)


@require_GET
@member_page()
def show_matches(request: MemberRequest, pk: int) -> HttpResponse:
    """Show who fits the partner: providers for what it makes, makers for what it offers."""
    partner = find_partner(pk)
    found = matches_of_partner(pk) if partner.retired_at is None else None
    page = partner_matches_page(pk, found)
    context = {"page": page, "partner": partner, "json_url": reverse("partner-matches", args=[pk])}
    return render(request, "pages/partner_matches.html", context)


def find_partner(pk: int) -> Partner:
    """Return the partner. Raises Http404."""
    # The column holds no larger number: PostgreSQL would refuse the parameter.
    found = Partner.objects.filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404
    return found


def _page(request: MemberRequest, pk: int) -> PartnerPage:
    page = partner_page(request.firm, pk)
    if page is None:
        raise Http404
    return page


def _shown(
    request: MemberRequest, page: PartnerPage, form: AnswerForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "page": page,
        "form": form,
        "merged": _merged(request, page.row),
        "may_suggest": request.may(Scope.SUGGEST),
        "json_url": reverse("partner", args=[page.row.pk]),
    }
    return render(request, "pages/partner.html", context, status=status)


def _merged(request: HttpRequest, row: Partner) -> int | None:
    """The id that led here, if it was merged into this partner."""
    text = request.GET.get("merged", "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    found = Partner.objects.filter(pk=int(text), merged_into=row.pk)
    return int(text) if found.exists() else None


def _address(pk: int) -> str:
    return reverse("pages:partner", args=[pk])
