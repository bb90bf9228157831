"""The pages that add and edit a partner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from partners.admin.curator_requests import show_refusal, user_of
from partners.admin.fact_words import local_name
from partners.admin.forms.partner_form import PartnerForm
from partners.errors import PartnersError, RecordFault
from partners.models import Partner, Place, Sector
from partners.registry.consolidation import consolidate
from partners.registry.editing import add_partner, change_partner, curated_facts
from partners.registry.load_records import load_records

_TEMPLATE = "admin/partners/partner/edit.html"


def add_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The empty form, or the page of the partner that was added."""
    form = PartnerForm(request.POST or None)

    def add() -> Partner:
        return add_partner(
            facts=form.facts(),
            grounds=form.what_it_rests_on(),
            by=user_of(request),
            reason=form.reason,
        )

    return _save(request, form, add, context | {"partner": None}, _("Added."))


def edit_page(request: HttpRequest, partner: Partner, context: dict[str, Any]) -> HttpResponse:
    """The form with what curators say of the partner, or its page once that is saved."""
    records = tuple(load_records([partner.pk]).get(partner.pk, ()))
    form = PartnerForm(
        request.POST or None,
        held=curated_facts(partner.pk),
        records=records,
        stated=consolidate(records) if records else None,
    )

    def edit() -> Partner:
        return change_partner(
            partner=partner.pk,
            change=lambda _held: form.facts(),
            grounds=form.what_it_rests_on(),
            by=user_of(request),
            reason=form.reason,
        )

    return _save(request, form, edit, context | {"partner": partner}, _("Saved."))


def _save(
    request: HttpRequest,
    form: PartnerForm,
    action: Callable[[], Partner],
    context: dict[str, Any],
    done: str,
) -> HttpResponse:
    if request.method == "POST":
        if not form.is_valid():
            messages.error(request, _("Nothing was saved: see what is marked below."))
        elif (saved := _try(request, form, action)) is not None:
            messages.success(request, done)
            return redirect("admin:partners_partner_change", saved.pk)
    context |= {"form": form, "places": _options(Place), "sectors": _options(Sector)}
    return TemplateResponse(request, _TEMPLATE, context)


def _try(request: HttpRequest, form: PartnerForm, action: Callable[[], Partner]) -> Partner | None:
    """What the action saved; None where it was refused, which is shown."""
    try:
        return action()
    except RecordFault as fault:
        form.add_fault(fault)
        messages.error(request, _("Nothing was saved: see what is marked below."))
    except PartnersError as refusal:
        show_refusal(request, refusal)
    return None


def _options(model: Any) -> list[tuple[str, str]]:
    """Code and name of every row, as suggestions."""
    rows = model.objects.only("code", "name_en", "name_zh").order_by("code")
    return [(row.code, local_name(row)) for row in rows]
