"""Who may enter the desk: a curator who has proved two factors and has not been away for long.

A mailed code opens no desk, because whoever reads the mail would publish.
"""

from time import time

from allauth.account.authentication import get_authentication_records
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

# Of a curator who does nothing at the desk.
IDLE_SECONDS = 8 * 3600
_NOTED_EVERY = 60  # seconds: a session is not written with each page
_SEEN = "desk_seen"  # in the session


def may_enter_desk(request: HttpRequest) -> bool:
    """Tell whether the visitor is a curator whose session may act at the desk; note the visit."""
    if not (request.user.is_active and request.user.is_staff) or _is_idle(request):
        return False
    if settings.DESK_NEEDS_SECOND_FACTOR and not _has_two_factors(request):
        return False
    if time() - request.session.get(_SEEN, 0) >= _NOTED_EVERY:
        request.session[_SEEN] = time()
    return True


def enter_desk(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the desk, or to what is missing for it: the log-in, or the second factor."""
    if may_enter_desk(request):
        return redirect(get_next_redirect_url(request) or "admin:index")
    following = get_next_redirect_url(request) or request.get_full_path()
    if not request.user.is_authenticated:
        return _lead("account_login", following)
    if not request.user.is_staff:
        raise PermissionDenied
    if _is_idle(request) or not _has_password(request):
        logout(request)
        return _lead("account_login", following)
    if is_mfa_enabled(request.user):
        return _lead("mfa_reauthenticate", following)
    messages.warning(
        request,
        _("The desk needs a second factor: set up an app or a passkey, then open it again."),
    )
    return redirect("mfa_index")


def _lead(name: str, following: str) -> HttpResponseRedirect:
    return redirect(f"{reverse(name)}?{urlencode({'next': following})}")


def _is_idle(request: HttpRequest) -> bool:
    seen = request.session.get(_SEEN)
    proved = [record["at"] for record in get_authentication_records(request, request.user)]
    last = max([*proved, *([seen] if seen else [])], default=None)
    return last is not None and time() - last > IDLE_SECONDS


def _has_password(request: HttpRequest) -> bool:
    """Has the session a factor that no mail gives: a password, or a passkey in its place?"""
    return any(
        record["method"] == "password" or record.get("passwordless")
        for record in get_authentication_records(request, request.user)
    )


def _has_two_factors(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    # A passkey in place of a password is two factors: the device, and what unlocks it.
    return _has_password(request) and any(record["method"] == "mfa" for record in records)
