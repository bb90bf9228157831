"""Generations of stored matches, their progress and age; and the impact of an edition."""

from dataclasses import asdict
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from matcher.loaded import current_basis
from matcher.matches import generations
from matcher.models import MatchGeneration
from matcher.shortlists.edition_impact import edition_impact
from partners.history_admin import HistoryAdmin
from partners.models import Partner, Sector
from priorities.models import Edition

_PROGRESS = ("state", "stale", "progress", "rate", "seconds_left")


@admin.register(MatchGeneration)
class MatchGenerationAdmin(HistoryAdmin):
    list_display = ("number", "simulated", *_PROGRESS, "started_at", "finished_at")
    list_filter = ("state", "simulated")
    fields = (
        "number",
        "simulated",
        *_PROGRESS,
        "model",
        "policy",
        "partners",
        "as_of",
        "started_at",
        "finished_at",
    )
    readonly_fields = ("stale", "progress", "rate", "seconds_left")

    def get_urls(self) -> list[URLPattern]:
        # The page of an edition, which knows nothing of matches, links to this one by its name.
        view = self.admin_site.admin_view(self.impact_view)
        return [
            path("impact/<int:edition>/", view, name="matcher_edition_impact"),
            *super().get_urls(),
        ]

    def impact_view(self, request: HttpRequest, edition: int) -> HttpResponse:
        """The shortlists and matches that an edition moves. Nothing is written."""
        found = get_object_or_404(Edition.objects.select_related("province"), pk=edition)
        if not request.user.has_perm("priorities.view_edition"):
            raise PermissionDenied
        impact = edition_impact(found, simulated=False)
        partners = Partner.objects.in_bulk(
            {pk for move in impact.moves for pk in (move.maker, move.provider)}
        )
        sectors = Sector.objects.in_bulk({move.service for move in impact.moves})
        context = self.admin_site.each_context(request) | {
            "title": f"Impact: {found}",
            "opts": self.opts,
            "edition": found,
            "impact": impact,
            "moves": [
                asdict(move)
                | {
                    "maker": partners[move.maker],
                    "provider": partners[move.provider],
                    "service": sectors[move.service],
                }
                for move in impact.moves
            ],
        }
        return TemplateResponse(request, "admin/matcher/edition_impact.html", context)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return generations.with_progress(super().get_queryset(request), current_basis())

    @admin.display(description=_("out of date"), boolean=True)
    def stale(self, row: Any) -> bool:
        return bool(row.stale)

    @admin.display(description=_("makers done"))
    def progress(self, row: Any) -> str:
        return f"{row.done:,} of {row.total:,} in {row.shards_done} of {row.shards_all} shards"

    @admin.display(description=_("a second"))
    def rate(self, row: Any) -> str:
        rate = generations.generation_pace(row).rate
        return "–" if rate is None else f"{rate:,.0f}"

    @admin.display(description=_("seconds left"))
    def seconds_left(self, row: Any) -> str:
        left = generations.generation_pace(row).left
        building = row.state == MatchGeneration.State.BUILDING
        return f"{left:,.0f}" if building and left is not None else "–"
