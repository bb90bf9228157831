"""Possible duplicates: the queue, and the page on which a curator decides on two records."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from core.admin.history_admin import HistoryAdmin
from partners.admin.curator_requests import may_curate, perform, user_of
from partners.admin.side_by_side import record_name, side_by_side
from partners.intake.reason_words import told_reason
from partners.models import PossibleDuplicate
from partners.registry.duplicates import decide, listed_pairs, next_pair, open_pairs

State = PossibleDuplicate.State
_TONES: dict[str, str] = {State.OPEN: "warning", State.SAME: "success", State.DIFFERENT: "info"}
_DONE = {
    True: _("Decided: one organisation. Its records are one partner now."),
    False: _("Decided: two organisations. This pair is not asked again."),
}


def badge(request: HttpRequest) -> str:
    """The number of pairs to decide."""
    return str(open_pairs().count())


@admin.register(PossibleDuplicate)
class DuplicateAdmin(HistoryAdmin):
    """Pairs of records that may be of one organisation."""

    list_display = ("pair", "likeness", "why", "marked_state", "decision")
    list_display_links = ("pair",)
    list_filter = ("state",)
    search_fields = (
        "left__partner__name_en", "left__partner__name_zh", "right__partner__name_en",
        "right__partner__name_zh", "left__key", "right__key", "=left__dataset__key",
        "=right__dataset__key",
    )  # fmt: skip
    search_help_text = _("Name in English or Chinese; key of the record or the dataset")
    list_before_template = "admin/partners/possibleduplicate/before_list.html"  # type: ignore[assignment]  # None in Unfold

    def get_queryset(self, request: HttpRequest) -> Any:
        return listed_pairs()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        # Of `listed_pairs`; else the changelist would order by the id.
        return ("is_decided", "-score", "pk")

    @admin.display(description=_("records"))
    def pair(self, pair: PossibleDuplicate) -> str:
        left, right = pair.left, pair.right
        return format_html(
            '<span class="rh-names">{} <small>{}</small><br>{} <small>{}</small></span>',
            record_name(left), left.dataset_id, record_name(right), right.dataset_id,
        )  # fmt: skip

    @admin.display(description=_("likeness"))
    def likeness(self, pair: PossibleDuplicate) -> str:
        return f"{pair.score:.0%}"

    @admin.display(description=_("reasons"))
    def why(self, pair: PossibleDuplicate) -> str:
        return "; ".join(map(told_reason, pair.reasons))

    @display(description=_("state"), label=_TONES)  # type: ignore[arg-type]  # a lazy text
    def marked_state(self, pair: PossibleDuplicate) -> tuple[str, str]:
        return pair.state, pair.get_state_display()

    @admin.display(description=_("decided by"))
    def decision(self, pair: PossibleDuplicate) -> str:
        return str(pair.decided_by or "–")

    def get_urls(self) -> list[URLPattern]:
        views = (("change", self.pair_view), ("decide", self.decide_view))
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(view),
                name=f"partners_possibleduplicate_{name}",
            )
            for name, view in views
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        own = {"title": _now("Possible duplicates"), "first": open_pairs().first()}
        return super().changelist_view(request, own | (extra_context or {}))

    def pair_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The two records side by side."""
        rows = PossibleDuplicate.objects.select_related(
            "left__partner", "left__dataset", "right__partner", "right__dataset", "decided_by"
        )
        pair = get_object_or_404(rows, pk=pk)
        if not self.has_view_permission(request, pair):
            raise PermissionDenied
        context = self.page_context(request, _now("Possible duplicate")) | {
            "pair": pair,
            "reasons": [told_reason(one) for one in pair.reasons],
            "decidable": pair.state == State.OPEN and may_curate(request),
            "waiting": open_pairs().count(),
            "next": next_pair(pair),
        }
        context |= side_by_side(pair)
        return TemplateResponse(request, "admin/partners/possibleduplicate/pair.html", context)

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide on the pair, then show the next one."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        pair = get_object_or_404(PossibleDuplicate, pk=pk)
        same, reason = request.POST.get("same") == "yes", request.POST.get("reason", "")
        decided = perform(
            request,
            lambda: decide(pair=pk, same=same, by=user_of(request), reason=reason),
            str(_DONE[same]),
        )
        following = pair if decided is None else next_pair(pair)
        if following is None:
            return redirect("admin:partners_possibleduplicate_changelist")
        return redirect(_address(following))


def _address(pair: PossibleDuplicate) -> str:
    return reverse("admin:partners_possibleduplicate_change", args=[pair.pk])
