"""Digests by mail: who hears of a shortlist and when, and what became of each mail. Read-only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Max
from django.db.models.query import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin.history_admin import HistoryAdmin
from core.permissions.readonly_admin import ReadOnlyInline
from matcher.models import DigestMessage, DigestSubscription


class _SeenWithMembers:
    """A digest names a member of a firm: who may see members sees it, and nobody else."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("firms.view_member")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


# Unfold's own bases disagree, here and below.
class _MessageInline(_SeenWithMembers, ReadOnlyInline):  # type: ignore[misc]
    model = DigestMessage
    fields = (
        "subject", "compared", "state_label", "attempts", "failures", "error", "due_at",
        "finished_at",
    )  # fmt: skip
    readonly_fields = ("compared", "state_label")

    @admin.display(description=_("compared revisions"))
    def compared(self, message: DigestMessage) -> str:
        return f"{message.from_revision} → {message.to_revision}"

    @admin.display(description=_("state"))
    def state_label(self, message: DigestMessage) -> str:
        return message.get_state_display()


@admin.register(DigestSubscription)
class DigestSubscriptionAdmin(_SeenWithMembers, HistoryAdmin):  # type: ignore[misc]
    list_display = ("brief", "firm", "member", "rhythm", "language", "next_due_at", "last_sent_at")
    list_filter = ("rhythm", "language")
    list_select_related = ("shortlist__brief__firm", "member")
    search_fields = ("shortlist__brief__title", "shortlist__brief__firm__name", "member__email")
    fields = (
        "brief", "firm", "member", "rhythm", "weekday", "hour", "language", "last_revision",
        "next_due_at", "created_at",
    )  # fmt: skip
    readonly_fields = ("brief", "firm")
    inlines = (_MessageInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[DigestSubscription]:
        rows: QuerySet[DigestSubscription] = super().get_queryset(request)
        return rows.annotate(last_sent_at=Max("messages__finished_at"))

    @admin.display(description=_("shortlist"), ordering="shortlist__brief__title")
    def brief(self, subscription: DigestSubscription) -> str:
        return str(subscription.shortlist.brief)

    @admin.display(description=_("firm"), ordering="shortlist__brief__firm__name")
    def firm(self, subscription: DigestSubscription) -> str:
        return str(subscription.shortlist.brief.firm)

    @admin.display(description=_("last mail"), ordering="last_sent_at")
    def last_sent_at(self, subscription: Any) -> Any:
        return subscription.last_sent_at
