"""How many answers each key got, day by day, read-only."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from core.permissions.readonly_admin import ReadOnlyMixin
from firms.models import KeyUsage


@admin.register(KeyUsage)
class UsageAdmin(ReadOnlyMixin, ModelAdmin):  # type: ignore[misc]  # Unfold's own bases disagree
    list_display = ("day", "firm", "key_prefix", "addresses", "requests", "refused", "last_at")
    list_filter = ("group",)
    list_filter_sheet = False
    # Sums over all firms would need a full scan of the counts.
    show_full_result_count = False
    search_fields = ("key__prefix", "key__firm__name")
    search_help_text = _("Firm or key")
    ordering = ("-day", "key", "group")
    fields = ("firm", "key_prefix", "day", "addresses", "requests", "refused", "last_at")
    readonly_fields = ("firm", "key_prefix", "addresses")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[KeyUsage]:
        rows: QuerySet[KeyUsage] = super().get_queryset(request)
        return rows.select_related("key__firm")

    @admin.display(description=_("firm"), ordering="key__firm__name")
    def firm(self, usage: KeyUsage) -> str:
        return str(usage.key.firm)

    @admin.display(description=_("API key"), ordering="key__prefix")
    def key_prefix(self, usage: KeyUsage) -> str:
        return usage.key.prefix

    @admin.display(description=_("addresses of the API"), ordering="group")
    def addresses(self, usage: KeyUsage) -> str:
        return usage.group
