"""What the curators' pages share: who asks, whether they may, and how a refusal is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.languages.translation import translated
from partners.errors import PartnersError
from partners.registry.curation import CURATE_PERMISSION

# Every number of 18 digits fits a BIGINT; a longer one could make the database refuse the query.
_MAX_ID_DIGITS = 18


def user_of(request: HttpRequest) -> Any:
    """The curator who sent the request."""
    # The admin lets authenticated users in only; the type of a request's user also has anonymous.
    return request.user


def may_curate(request: HttpRequest) -> bool:
    """Whether to show buttons; each action checks the permission again."""
    return bool(user_of(request).has_perm(CURATE_PERMISSION))


def require_curator(request: HttpRequest) -> None:
    """Raise `PermissionDenied` for a user who may only look."""
    if not may_curate(request):
        raise PermissionDenied


def id_in(text: str) -> int:
    """The id in a text; 0, which is nobody's, for a text that is none."""
    return int(text) if text.isdecimal() and len(text) <= _MAX_ID_DIGITS else 0


def perform(request: HttpRequest, action: Callable[[], Any], done: str) -> Any:
    """Do the action and say that it is done, or say why it was refused and return None."""
    try:
        result = action()
    except PartnersError as refusal:
        show_refusal(request, refusal)
        return None
    messages.success(request, done)
    return result


def show_refusal(request: HttpRequest, refusal: Exception) -> None:
    """Say why an action was refused."""
    told = translated(str(refusal))
    messages.error(request, f"{_('Refused')}: {told}. {_('Nothing was changed.')}")
