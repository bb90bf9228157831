"""The use of the firm's keys, by day and by key."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from core.clock import today
from firms.models import Role
from firms.usage import usage_of
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.usage_chart import usage_chart

_SPANS = ("7", "31", "93")


@require_GET
@member_page()
def usage(request: MemberRequest) -> HttpResponse:
    """Show the answers to the keys over some days up to today in China."""
    asked = request.GET.get("days", "")
    days = int(asked) if asked in _SPANS else 31
    until = today()
    since = until - timedelta(days=days - 1)
    chart = usage_chart(usage_of(request.firm, since=since, until=until), since, until)
    context = {
        "chart": chart,
        "since": since,
        "until": until,
        "days": str(days),
        "spans": _SPANS,
        "is_owner": request.member.role == Role.OWNER,
        "json_url": f"{reverse('usage')}?since={since}&until={until}",
    }
    return render(request, "pages/account_usage.html", context)
