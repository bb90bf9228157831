"""What anybody may see of a partner, and how an organisation has its own entry put right."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_cookie

from core.faults import InvalidInput
from pages.forms.takedown_form import TakedownForm
from pages.frame.address_limits import A_MINUTE, AN_HOUR, refuse_too_many
from pages.frame.chosen_firm import enter_firm
from pages.presenters.partner_names import load_partner_names
from pages.views.partner import show_partner
from partners.models import Offering, Partner, Suggestion
from partners.registry.suggestions import ask_for_takedown

_KINDS = {Offering.Verb.MAKES: _("Manufacturer"), Offering.Verb.SERVES: _("Service provider")}


@require_safe
@vary_on_cookie
def partner(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a firm's members all of a partner, and all others what is public: tools for
    reconciliation link to it.
    """
    return _public(request, pk) if enter_firm(request) is None else show_partner(request, pk)


@never_cache
def _public(request: HttpRequest, pk: int) -> HttpResponse:
    """Show no more than a candidate of a reconciliation does: names, place, kind and id."""
    at_most = settings.KEYLESS_PER_MINUTE
    if refused := refuse_too_many(request, "keyless", seconds=A_MINUTE, at_most=at_most):
        return refused
    row = _real_partner(pk)
    into = row.merged_into_id
    names = load_partner_names([pk, *([into] if into else [])]).by_id
    verbs = row.offerings.values_list("verb", flat=True).order_by("verb").distinct()
    context = {
        "row": row,
        "name": names[pk],
        "into": names.get(into or 0),
        "kinds": [_KINDS[Offering.Verb(verb)] for verb in verbs],
    }
    return render(request, "pages/public_partner.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def takedown(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an organisation ask, without an account, for its entry to be corrected or taken out."""
    row = _real_partner(pk)
    form = TakedownForm(request.POST or None)
    if request.method == "POST":
        at_most = settings.TAKEDOWNS_PER_HOUR
        if refused := refuse_too_many(request, "address", seconds=AN_HOUR, at_most=at_most):
            return refused
        if form.is_valid():
            try:
                asked = ask_for_takedown(partner=pk, **form.cleaned_data)
            except InvalidInput as refusal:
                form.add_faults(refusal.faults)
            else:
                return HttpResponseRedirect(reverse("pages:takedown-state", args=[asked.pk]))
    context = {"form": form, "row": row, "name": load_partner_names([pk]).by_id[pk]}
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "pages/takedown.html", context, status=status)


@require_safe
@never_cache
def takedown_state(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show whether a curator has decided, and the answer; nothing of what was written."""
    asked = get_object_or_404(Suggestion.objects.exclude(organisation=""), pk=pk)
    return render(request, "pages/takedown_state.html", {"asked": asked})


def _real_partner(pk: int) -> Partner:
    """Return the partner; one of the demonstration has no public page. Raises Http404."""
    # The column holds no larger number: PostgreSQL would refuse the parameter.
    if pk >= 2**63:
        raise Http404
    return get_object_or_404(Partner.objects.filter(simulated=False), pk=pk)
