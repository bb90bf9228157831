"""The mail by which a member hears what changed in a shortlist."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from matcher.digests.subscriptions import own_subscription, subscribe, unsubscribe
from pages.forms.digest_form import DigestForm
from pages.frame.member_pages import MemberRequest, member_page
from pages.views.shortlist import own_shortlist


@require_POST
@member_page()
def digest(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Subscribe the member to mails, change when they come, or end them."""
    shortlist, form = own_shortlist(request, pk), DigestForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    spec = form.spec()
    if spec is not None:
        subscribe(shortlist=shortlist, member=request.member, spec=spec)
        messages.success(request, _("You hear by mail when this shortlist changes."))
    elif found := own_subscription(shortlist, request.member):
        unsubscribe(found.pk)
        messages.success(request, _("No more mails of this shortlist."))
    return HttpResponseRedirect(f"{reverse('pages:shortlist', args=[pk])}#digest")
