"""Generations of stored matches, their progress and age; and the impact of an edition."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.admin.history_admin import HistoryAdmin
from core.languages.translation import reads_chinese
from matcher.loaded import current_basis
from matcher.matches import generations
from matcher.models import MatchGeneration
from matcher.shortlists.edition_impact import SideOfMove, edition_impact
from partners.admin.fact_words import local_name
from partners.models import Partner, Sector
from priorities.admin.edition_buttons import offered_buttons, user_of
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
            "title": gettext("Impact"),
            "opts": Edition._meta,
            "edition": found,
            "impact": impact,
            "publishable": _may_publish(found, request),
            # That which the curator read: what was changed since is not published unseen.
            "version": request.GET.get("version", found.version),
            "moves": [
                {
                    "maker": partners[move.maker],
                    "provider": partners[move.provider],
                    "service": f"{move.service} {local_name(sectors[move.service])}",
                    "before": _side(move.before),
                    "after": _side(move.after),
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
        return gettext("{done} of {total} in {shards_done} of {shards_all} shards").format(
            done=f"{row.done:,}",
            total=f"{row.total:,}",
            shards_done=row.shards_done,
            shards_all=row.shards_all,
        )

    @admin.display(description=_("a second"))
    def rate(self, row: Any) -> str:
        rate = generations.generation_pace(row).rate
        return "–" if rate is None else f"{rate:,.0f}"

    @admin.display(description=_("seconds left"))
    def seconds_left(self, row: Any) -> str:
        left = generations.generation_pace(row).left
        building = row.state == MatchGeneration.State.BUILDING
        return f"{left:,.0f}" if building and left is not None else "–"


def _side(side: SideOfMove) -> dict[str, Any]:
    """The points, and the title of the priority in the reader's language."""
    row = side.priority
    titles = (row.title_zh, row.title_en) if row else ()
    ordered = titles if reads_chinese() else titles[::-1]
    return {"points": side.points, "title": next((one for one in ordered if one), "")}


def _may_publish(edition: Edition, request: HttpRequest) -> bool:
    buttons = offered_buttons(edition, user_of(request))
    return any(button.action == "publish" for button in buttons)
