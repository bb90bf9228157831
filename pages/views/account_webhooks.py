"""The addresses that events are sent to, with their health, deliveries and attempts."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.languages.translation import translated
from firms.models import Role, Scope
from pages.forms.webhook_form import WebhookForm, settings_of
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.webhook_page import DELIVERY_STATES, deliveries_page, shown_endpoint
from webhooks.endpoints import registration
from webhooks.errors import DestinationRefused
from webhooks.models import Delivery, Endpoint
from webhooks.sending import recovery


@require_http_methods(["GET", "HEAD", "POST"])
@member_page(Scope.WEBHOOKS)
def webhooks(request: MemberRequest) -> HttpResponse:
    """List the endpoints; make one, whose secret is shown this once."""
    _refuse_readers(request)
    form, secret = WebhookForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _endpoint, secret = registration.create_endpoint(firm=request.firm, spec=form.spec())
        except DestinationRefused as fault:
            form.add_error("url", translated(str(fault)))
        else:
            form = WebhookForm(None)
    rows = [shown_endpoint(one) for one in Endpoint.objects.of(request.firm)]
    context = {
        "form": form,
        "rows": rows,
        "secret": secret,
        "is_owner": _is_owner(request),
        "json_url": reverse("webhooks"),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "pages/account_webhooks.html", context, status=status)


@require_GET
@member_page()
def webhook(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Show an endpoint: its health, its deliveries and their attempts."""
    return _shown(request, firm_endpoint(request, pk))


@require_POST
@member_page(Scope.WEBHOOKS)
def act(request: MemberRequest, pk: uuid.UUID, action: str) -> HttpResponse:
    """Test the endpoint, switch it on or off, send again what stopped, or delete it."""
    endpoint = firm_endpoint(request, pk)
    done = _ACTIONS.get(action)
    if done is None:
        raise Http404
    messages.success(request, done(endpoint))
    gone = action == "delete"
    address = reverse("pages:webhooks") if gone else reverse("pages:webhook", args=[pk])
    return HttpResponseRedirect(address)


@require_POST
@member_page(Scope.WEBHOOKS)
def change(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Change what is sent, and where; what waits already is sent as it was made."""
    endpoint, form = firm_endpoint(request, pk), WebhookForm(request.POST)
    active = endpoint.state == Endpoint.State.ACTIVE
    if form.is_valid():
        try:
            registration.update_endpoint(endpoint=endpoint, spec=form.spec(active=active))
        except DestinationRefused as fault:
            form.add_error("url", translated(str(fault)))
        else:
            messages.success(request, _("Changed. It holds for what happens from now on."))
            return HttpResponseRedirect(reverse("pages:webhook", args=[pk]))
    return _shown(request, endpoint, form=form)


@require_POST
@member_page(Scope.WEBHOOKS)
def rotate_secret(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Make a new secret and show it this once; the old one signs a day longer."""
    endpoint = firm_endpoint(request, pk)
    return _shown(request, endpoint, secret=registration.rotate_secret(endpoint=endpoint))


@require_POST
@member_page(Scope.WEBHOOKS)
def resend(request: MemberRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    """Send a delivery again."""
    endpoint = firm_endpoint(request, pk)
    rows = Delivery.objects.filter(endpoint=endpoint).select_related("endpoint")
    delivery = rows.filter(pk=number).first() if number < 2**63 else None
    if delivery is None:
        raise Http404
    recovery.resend(delivery=delivery)
    messages.success(request, _("It is sent again in a moment."))
    return HttpResponseRedirect(reverse("pages:webhook", args=[pk]))


def firm_endpoint(request: MemberRequest, pk: uuid.UUID) -> Endpoint:
    """Return the firm's endpoint. Raises Http404 for another firm's as for a missing one, and
    PermissionDenied for a member who may not see webhooks.
    """
    _refuse_readers(request)
    found = Endpoint.objects.of(request.firm).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _test(endpoint: Endpoint) -> str:
    registration.send_test_event(endpoint=endpoint)
    return _("A test event is on its way.")


def _switch_on(endpoint: Endpoint) -> str:
    registration.set_active(endpoint=endpoint, active=True)
    return _("Switched on. What was held meanwhile waits: send it again below.")


def _switch_off(endpoint: Endpoint) -> str:
    registration.set_active(endpoint=endpoint, active=False)
    return _("Switched off. New events are held.")


def _recover(endpoint: Endpoint) -> str:
    # Everything that is still kept: older deliveries are pruned.
    since = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    count = recovery.recover(endpoint=endpoint, since=since)
    return _("%(count)s deliveries are sent again.") % {"count": count}


def _delete(endpoint: Endpoint) -> str:
    registration.delete_endpoint(endpoint=endpoint)
    return _("Deleted. What waited is not sent.")


_ACTIONS: dict[str, Callable[[Endpoint], str]] = {
    "test": _test,
    "on": _switch_on,
    "off": _switch_off,
    "recover": _recover,
    "delete": _delete,
}


def _refuse_readers(request: MemberRequest) -> None:
    """An address of the firm's own systems is for those who may keep webhooks."""
    if not request.may(Scope.WEBHOOKS):
        raise PermissionDenied


def _is_owner(request: MemberRequest) -> bool:
    return request.member.role == Role.OWNER


def _shown(
    request: MemberRequest, endpoint: Endpoint, *, secret: str = "", form: WebhookForm | None = None
) -> HttpResponse:
    context = {
        "one": shown_endpoint(endpoint),
        "page": deliveries_page(endpoint, request.GET),
        "states": DELIVERY_STATES.items(),
        "state": request.GET.get("state", ""),
        "form": form or WebhookForm(initial=settings_of(endpoint)),
        "secret": secret,
        "is_owner": _is_owner(request),
        "json_url": reverse("webhook", args=[endpoint.pk]),
    }
    status = HTTPStatus.OK if form is None else HTTPStatus.BAD_REQUEST
    return render(request, "pages/account_webhook.html", context, status=status)
