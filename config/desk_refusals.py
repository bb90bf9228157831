"""Refusals below /admin/ in the desk's own dress; elsewhere as the API and the pages tell them."""

from http import HTTPStatus

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import defaults

from api.problems import error_pages


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler404."""
    if not _at_the_desk(request):
        return error_pages.not_found(request, exception)
    told = _("Nothing has this address. It may have been typed wrongly, or is no longer there.")
    return _refusal(request, HTTPStatus.NOT_FOUND, _("Not found"), told)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler403."""
    if not _at_the_desk(request):
        return defaults.permission_denied(request, exception)
    if admin.site.has_permission(request):
        told = _("Your role does not allow this. An operator can give you another one.")
    else:
        told = _("This account is no curator’s: the desk is for curators and operators.")
    return _refusal(request, HTTPStatus.FORBIDDEN, _("No access"), told)


def _at_the_desk(request: HttpRequest) -> bool:
    # A request that was refused before the middleware has read its session has no user.
    return request.path.startswith(reverse("admin:index")) and hasattr(request, "user")


def _refusal(request: HttpRequest, status: int, title: str, told: str) -> HttpResponse:
    inside = admin.site.has_permission(request)
    context = admin.site.each_context(request) | {
        "title": title,
        "told": told,
        "inside": inside,
        "is_nav_sidebar_enabled": inside,
    }
    return render(request, "admin/desk/refusal.html", context, status=status)
