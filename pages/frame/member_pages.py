"""Admission to the pages and their buttons: members of a firm, by their roles."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from core.faults import DomainError
from core.languages.translation import translated
from firms.models import Firm, Member, Role, Scope
from pages.frame.chosen_firm import enter_firm
from partners.errors import PartnersError
from webhooks.errors import WebhookError

P = ParamSpec("P")
_SAFE = ("GET", "HEAD")


class MemberRequest(HttpRequest):
    """A request by a member: `firm` is the one whose data it may see, `memberships` are all."""

    user: User
    member: Member
    firm: Firm
    memberships: list[Member]
    htmx: HtmxDetails

    def may(self, scope: Scope) -> bool:  # pragma: no cover - set by `member_page`
        raise NotImplementedError


View = Callable[Concatenate[MemberRequest, P], HttpResponseBase]


def member_page(
    change: Scope = Scope.WRITE, *, owner: bool = False, curators: bool = False
) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]:
    """Make a view a page of members: others are led to the log-in.

    A request that changes something needs a role that allows `change`. With `owner` the page is for
    owners alone; with `curators` a curator needs no firm. Without the role the answer is 403. What
    the domain refuses is shown as a page (409).
    """

    def decorate(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _log_in(request)
            member = enter_firm(request)
            if member is None and not (curators and request.user.is_staff):
                return _private(render(request, "pages/no_firm.html", status=HTTPStatus.FORBIDDEN))
            try:
                if member is not None and not _allowed(
                    member, request.method or "", change, owner=owner
                ):
                    raise PermissionDenied
                # `enter_firm` has given it all that a MemberRequest has.
                return _private(view(request, *args, **kwargs))  # type: ignore[arg-type]
            except (PermissionDenied, Http404) as refusal:
                # Django's own pages, made here because they name the firm too.
                return _private(response_for_exception(request, refusal))
            except (DomainError, PartnersError, WebhookError) as refusal:
                shown = {"refusal": translated(str(refusal))}
                page = render(request, "pages/refused.html", shown, status=HTTPStatus.CONFLICT)
                return _private(page)

        return page

    return decorate


def _log_in(request: HttpRequest) -> HttpResponse:
    """Lead to the log-in, and from there to the page: of a part of a page, to the whole."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    if not htmx:
        here = request.get_full_path() if request.method in _SAFE else "/"
        return redirect_to_login(here)
    answer = redirect_to_login(htmx.current_url_abs_path or "/")
    return HttpResponseClientRedirect(answer.url)


def _allowed(member: Member, method: str, change: Scope, *, owner: bool) -> bool:
    role = Role(member.role)
    if owner and role != Role.OWNER:
        return False
    return method in _SAFE or role.allows(change)


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """No cache keeps what a firm sees: a shared computer's back button shows nothing of it."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response
