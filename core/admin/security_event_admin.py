"""The security log at the desk: for operators, to read."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from core.models import SecurityEvent
from core.permissions.readonly_admin import ReadOnlyMixin


@admin.register(SecurityEvent)
class SecurityEventAdmin(ReadOnlyMixin, ModelAdmin):  # type: ignore[misc]  # Unfold's own bases disagree
    list_display = ("at", "kind", "who", "firm", "subject", "address", "request_id")
    list_filter = ("kind",)
    search_fields = ("subject", "key_prefix", "address", "request_id")
    date_hierarchy = "at"
    list_per_page = 100
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[SecurityEvent]:
        rows: QuerySet[SecurityEvent] = super().get_queryset(request)
        names = User.objects.filter(pk=OuterRef("account")).values("username")
        return rows.annotate(account_name=Subquery(names))

    @admin.display(description=_("who"))
    def who(self, event: Any) -> str:
        """The account by its name today, or the key."""
        if event.account is None:
            return str(event.key_prefix)
        return event.account_name or f"account:{event.account}"
