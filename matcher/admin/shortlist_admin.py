"""Shortlists and their revisions, read-only, with the moves of each revision."""

import json
from typing import Any

from django.contrib import admin
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.admin.history_admin import HistoryAdmin
from core.languages.translation import translated_faults
from core.permissions.readonly_admin import ReadOnlyInline
from matcher.admin.newest_entries import newest_entries
from matcher.models import Entry, Revision, Shortlist
from partners.models import Partner


class RevisionInline(ReadOnlyInline):
    model = Revision
    show_change_link = True
    fields = ("number", "answered_at", "brief_version", "policy", "partners", "as_of", "moved")
    readonly_fields = ("moved",)

    @admin.display(description=_("moved since the revision before"))
    def moved(self, revision: Revision) -> SafeString:
        return _moves(revision.changes)


class InState(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return Shortlist.State.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        asked = self.value()
        known = asked in Shortlist.State.values
        return queryset.in_state(Shortlist.State(asked)) if asked and known else queryset


@admin.register(Shortlist)
class ShortlistAdmin(HistoryAdmin):
    list_display = (
        "brief", "firm", "state", "revisions_made", "checked_policy", "checked_on", "created_at",
    )  # fmt: skip
    list_filter = (InState,)
    list_select_related = ("brief__firm",)
    search_fields = ("brief__title", "brief__firm__name")
    fields = (
        "id", "firm", "brief", "asked", "checked_version", "checked_policy", "checked_partners",
        "checked_on", "state", "faults", "refusals", "created_at", "entries",
    )  # fmt: skip
    readonly_fields = ("firm", "asked", "state", "faults", "entries")
    inlines = (RevisionInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Shortlist]:
        rows: QuerySet[Shortlist] = super().get_queryset(request)
        return rows.annotate(newest=Max("revisions__number"))

    @admin.display(description=_("firm"), ordering="brief__firm__name")
    def firm(self, shortlist: Shortlist) -> str:
        return str(shortlist.brief.firm)

    @admin.display(description=_("revisions"), ordering="newest")
    def revisions_made(self, shortlist: Any) -> int:
        return shortlist.newest or 0

    @admin.display(description=_("state"))
    def state(self, shortlist: Shortlist) -> str:
        return str(shortlist.state.label)

    @admin.display(description=_("faults"))
    def faults(self, shortlist: Shortlist) -> SafeString:
        """One line a fault: its place, its sentence, and the nearest right values."""
        faults = translated_faults(shortlist.refused or (), get_language() or "en")
        lines = [
            _("{pointer}: {detail} (nearest: {nearest})").format(
                pointer=one["pointer"],
                detail=one["detail"],
                nearest=", ".join(one["nearest"]) or "–",
            )
            for one in faults
        ]
        return format_html_join("", "<p>{}</p>", ((line,) for line in lines)) or SafeString("–")

    @admin.display(description=_("entries of the newest revision"))
    def entries(self, shortlist: Shortlist) -> SafeString:
        return newest_entries(shortlist)

    @admin.display(description=_("asked"))
    def asked(self, shortlist: Shortlist) -> SafeString:
        return _plain(shortlist.brief.asked)


class EntryInline(ReadOnlyInline):
    model = Entry
    fields = ("rank", "partner", "points", "reasons")
    readonly_fields = ("reasons",)

    @admin.display(description=_("reasons"))
    def reasons(self, entry: Entry) -> SafeString:
        return format_html(
            "<details><summary>{}</summary>{}</details>", _("as computed"), _plain(entry.detail)
        )


@admin.register(Revision)
class RevisionAdmin(HistoryAdmin):
    list_display = ("shortlist", "number", "policy", "partners", "as_of", "answered_at")
    list_select_related = ("shortlist__brief",)
    fields = (
        "shortlist", "number", "brief_version", "model", "policy", "partners", "as_of",
        "answered_at", "moved",
    )  # fmt: skip
    readonly_fields = ("moved",)
    inlines = (EntryInline,)

    @admin.display(description=_("moved since the revision before"))
    def moved(self, revision: Revision) -> SafeString:
        return _moves(revision.changes)


def _moves(changes: list[dict[str, Any]]) -> SafeString:
    """One line a partner: its ranks before and after, and the priorities that caused the move."""
    names = Partner.objects.in_bulk([change["partner"] for change in changes])
    lines = (
        (
            change["old_rank"] or "–",
            change["new_rank"] or "–",
            names.get(change["partner"], change["partner"]),
            _("because of"),
            ", ".join(change["because"]),
        )
        for change in changes
    )
    told = format_html_join("", "<li>{} → {}: {}, {} {}</li>", lines)
    return format_html("<ul>{}</ul>", told) if changes else SafeString("–")


def _plain(value: Any) -> SafeString:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return format_html('<pre class="rh-plain" tabindex="0">{}</pre>', text)
