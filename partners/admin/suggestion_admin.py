"""Corrections and removals that are asked for: the queue, and the page that decides on one."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from core.admin.history_admin import HistoryAdmin
from partners.admin.curator_requests import id_in, may_curate, perform, user_of
from partners.lexicon.sector_resolver import SectorResolver
from partners.models import Suggestion
from partners.name_resolvers import NameResolvers
from partners.names.place_resolver import PlaceResolver
from partners.reference.reference_loader import read_atlas, read_taxonomy
from partners.registry.suggestions import Decision, accept_suggestion, refuse_suggestion

State = Suggestion.State
_TONES: dict[str, str] = {State.OPEN: "warning", State.ACCEPTED: "success", State.REFUSED: "danger"}


def badge(request: HttpRequest) -> str:
    """The number of suggestions to decide."""
    return str(Suggestion.objects.filter(state=State.OPEN).count())


@admin.register(Suggestion)
class SuggestionAdmin(HistoryAdmin):
    """Suggestions; the two buttons of each call the registry."""

    list_display = ("about", "kind", "asked_by", "marked_state", "created_at", "decided_by")
    list_display_links = ("about",)
    list_filter = ("state", "kind")
    list_select_related = ("partner", "decided_by")
    search_fields = ("organisation", "partner__name_en", "partner__name_zh", "note")
    search_help_text = _("Name in English or Chinese; words of the note")
    ordering = ("decided_at", "created_at", "id")

    @admin.display(description=_("partner"))
    def about(self, suggestion: Suggestion) -> str:
        return str(suggestion.partner or suggestion.organisation)

    @admin.display(description=_("asked by"))
    def asked_by(self, suggestion: Suggestion) -> str:
        # Not by which: curators do not see what one firm does.
        return _now("the organisation") if suggestion.organisation else _now("a firm")

    @display(description=_("state"), ordering="state", label=_TONES)  # type: ignore[arg-type]  # a lazy text
    def marked_state(self, suggestion: Suggestion) -> tuple[str, str]:
        return suggestion.state, suggestion.get_state_display()

    def get_urls(self) -> list[URLPattern]:
        views = (("change", self.suggestion_view), ("decide", self.decide_view))
        own = [
            path(
                f"<uuid:pk>/{name}/",
                self.admin_site.admin_view(view),
                name=f"partners_suggestion_{name}",
            )
            for name, view in views
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        own = {"title": _now("Corrections and removals")}
        return super().changelist_view(request, own | (extra_context or {}))

    def suggestion_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """What is asked for, and the two buttons."""
        rows = Suggestion.objects.select_related("partner", "decided_by")
        suggestion = get_object_or_404(rows, pk=pk)
        if not self.has_view_permission(request, suggestion):
            raise PermissionDenied
        context = self.page_context(request, suggestion.get_kind_display()) | {
            "suggestion": suggestion,
            "asked_by": self.asked_by(suggestion),
            "changes": json.dumps(suggestion.changes, ensure_ascii=False, indent=1),
            "decidable": suggestion.state == State.OPEN and may_curate(request),
        }
        return TemplateResponse(request, "admin/partners/suggestion/page.html", context)

    def decide_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Accept or refuse it, and show it again."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        get_object_or_404(Suggestion, pk=pk)
        by, reason = user_of(request), request.POST.get("reason", "")
        if request.POST.get("accept") == "yes":
            decision = Decision(id_in(request.POST.get("partner", "")) or None)
            perform(
                request,
                lambda: accept_suggestion(
                    suggestion=pk, decision=decision, by=by, reason=reason, names=_names()
                ),
                _now("Accepted: the partner is changed."),
            )
        else:
            perform(
                request,
                lambda: refuse_suggestion(suggestion=pk, by=by, reason=reason),
                _now("Refused: the reason is the public answer."),
            )
        return redirect("admin:partners_suggestion_change", pk)


def _names() -> NameResolvers:
    return NameResolvers(PlaceResolver(read_atlas()), SectorResolver(read_taxonomy()))
