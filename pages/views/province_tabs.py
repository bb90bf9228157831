"""What stands beside a province's list: timeline, changes, delivery record, surroundings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from pages.frame.language import language
from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.delivery_record import count_outcomes, shown_trails
from pages.presenters.edition_comparison import compared_editions, compared_reports
from pages.presenters.policy_changes import shown_change
from pages.presenters.province_parts import find_province
from pages.presenters.surroundings import shown_doubts, shown_figures, shown_gaps
from priorities.history.delivery_history import load_delivery_history
from priorities.history.timeline import (
    TimelineFilters,
    TimelinePosition,
    timeline_page,
    timeline_position,
)
from priorities.queries.edition_queries import visible_editions

PAGE_SIZE = 50


@require_GET
@member_page()
def timeline(request: MemberRequest, code: str) -> HttpResponse:
    """Show what entered the province's lists, moved or left them, newest first."""
    page = find_province(code)
    after = _position(request.GET.get("after", ""))
    rows = timeline_page(TimelineFilters(provinces=[page.code]), after, PAGE_SIZE + 1)
    shown, more = rows[:PAGE_SIZE], rows[PAGE_SIZE:]
    context = page.context("province-timeline") | {
        "changes": [shown_change(one, page.code) for one in shown],
        "older": _text(timeline_position(shown[-1])) if more else "",
        "is_later": after is not None,
        "json_url": f"/v1/policy/timeline?place={page.code}",
    }
    return render(request, "pages/province_timeline.html", context)


def _position(text: str) -> TimelinePosition | None:
    """The position that an address gives; of one that is none, the start."""
    try:
        # PostgreSQL holds no NUL.
        day, policy, key = text.replace("\0", "").split(",", 2)
        return TimelinePosition(dt.date.fromisoformat(day), int(policy), key)
    except ValueError:
        return None


def _text(position: TimelinePosition) -> str:
    return f"{position.on.isoformat()},{position.policy},{position.key}"


@require_GET
@member_page()
def changes(request: MemberRequest, code: str) -> HttpResponse:
    """Compare two editions of the list, and the newest report with the one before."""
    page = find_province(code)
    editions = list(visible_editions(curating=False).filter(province=page.code))
    asked = request.GET.get("edition", ""), request.GET.get("against", "")
    found = compared_editions(editions, *asked, page.reference, page.code)
    context: dict[str, Any] = page.context("province-changes") | {
        "editions": editions,
        "compared": found,
        "reports": compared_reports(page.code, page.reference),
        "json_url": f"/v1/editions?province={page.code}",
    }
    if found:
        context["json_url"] = f"/v1/editions/{found.new.pk}/diff?against={found.old.pk}"
    return render(request, "pages/province_changes.html", context)


@require_GET
@member_page()
def record(request: MemberRequest, code: str) -> HttpResponse:
    """Show how far each of the province's priorities has come."""
    page = find_province(code)
    trails = load_delivery_history(page.code, timezone.now())
    outcomes = count_outcomes(trails)
    asked = request.GET.get("outcome", "")
    rows = [one for one in shown_trails(trails, page.code) if asked in ("", one.outcome.value)]
    context = page.context("province-record") | {
        "outcomes": outcomes,
        "asked": asked,
        "all": len(trails),
        "trails": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "json_url": f"/v1/provinces/{page.code}/priorities",
    }
    return render(request, "pages/province_record.html", context)


@require_GET
@member_page()
def around(request: MemberRequest, code: str) -> HttpResponse:
    """Show figures of the province beside those of the country, gaps in services, and doubts."""
    page = find_province(code)
    context = page.context("province-around") | {
        "figures": shown_figures(page.code),
        "gaps": shown_gaps(page.code, page.reference),
        "doubts": shown_doubts(page.code),
        "language": language(),
        "json_url": f"/v1/gaps?province={page.code}",
    }
    return render(request, "pages/province_around.html", context)
