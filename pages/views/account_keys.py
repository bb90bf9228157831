"""The API keys of the firm: made and shown once, rotated, revoked. For owners alone."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from firms import api_keys
from firms.errors import KeySpecInvalid
from firms.models import ApiKey, Member
from pages.forms.key_form import KeyForm
from pages.frame.language import joined
from pages.frame.member_pages import MemberRequest, member_page
from pages.frame.words import SCOPES

_MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
@member_page(owner=True)
def keys(request: MemberRequest) -> HttpResponse:
    """List the keys; make one, whose text is shown this once."""
    owners = Member.objects.filter(firm=request.firm)
    if request.method != "POST":
        return _shown(request, KeyForm(owners, initial={"member": request.member.pk}))
    form = KeyForm(owners, request.POST)
    if form.is_valid():
        try:
            _key, text = api_keys.create_key(firm=request.firm, spec=form.spec())
        except KeySpecInvalid as refusal:
            form.add_faults(refusal.faults)
        else:
            return _shown(request, KeyForm(owners), secret=text)
    return _shown(request, form, HTTPStatus.BAD_REQUEST)


@require_POST
@member_page(owner=True)
def rotate(request: MemberRequest, prefix: str) -> HttpResponse:
    """Make the successor of a key and show its text this once; the old one lives a day longer."""
    key = _key_of(request, prefix)
    # Who rotates a key holds its successor: a curator's is the curator's own.
    if key.curator_id not in (None, request.user.pk):
        raise PermissionDenied
    _successor, text = api_keys.rotate_key(key)
    return _shown(request, KeyForm(Member.objects.filter(firm=request.firm)), secret=text)


@require_POST
@member_page(owner=True)
def revoke(request: MemberRequest, prefix: str) -> HttpResponse:
    """Revoke a key at once."""
    api_keys.revoke_key(_key_of(request, prefix))
    messages.success(request, _("The key is revoked: it opens nothing any more."))
    return HttpResponseRedirect(reverse("pages:keys"))


def _shown(
    request: MemberRequest, form: KeyForm, status: int = HTTPStatus.OK, *, secret: str = ""
) -> HttpResponse:
    rows = ApiKey.objects.filter(firm=request.firm).with_last_use()
    found = list(rows.select_related("member", "replaces").order_by("-pk")[:_MOST])
    context = {
        "form": form,
        "live": [
            (one, joined(str(SCOPES[scope]) for scope in one.granted_scopes))
            for one in found
            if one.is_live
        ],
        "ended": [one for one in found if not one.is_live],
        "secret": secret,
        "is_owner": True,
        "json_url": reverse("keys"),
    }
    return render(request, "pages/account_keys.html", context, status=status)


def _key_of(request: MemberRequest, prefix: str) -> ApiKey:
    """The key of the firm. Raises Http404 for one of another firm as for a missing one."""
    rows = ApiKey.objects.select_related("firm", "member", "curator")
    found = rows.filter(firm=request.firm, prefix=prefix).first() if prefix.isalnum() else None
    if found is None:
        raise Http404
    return found
