"""Firms with what belongs to them, and members with their roles."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from core.permissions.readonly_admin import ReadOnlyInline
from firms import members
from firms.models import ApiKey, Firm, Member, Role


class _MemberInline(ReadOnlyInline):
    model = Member
    fields = ("email", "role", "created_at")


class _KeyInline(ReadOnlyInline):
    model = ApiKey
    fk_name = "firm"
    fields = ("api_key", "name", "scopes", "member", "expires_at", "revoked_at")
    readonly_fields = ("api_key",)
    show_change_link = True

    @admin.display(description=_("API key"))
    def api_key(self, key: ApiKey) -> str:
        return key.prefix


@admin.register(Firm)
class FirmAdmin(ModelAdmin):
    list_display = ("name", "member_count", "live_keys", "created_at")
    search_fields = ("name",)
    fields = ("name", "created_at")
    readonly_fields = ("created_at",)
    inlines = (_MemberInline, _KeyInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Firm]:
        live = Q(keys__in=ApiKey.objects.live())
        rows: QuerySet[Firm] = super().get_queryset(request)
        return rows.annotate(
            member_count=Count("members", distinct=True),
            live_keys=Count("keys", filter=live, distinct=True),
        )

    @admin.display(description=_("members"), ordering="member_count")
    def member_count(self, firm: Any) -> int:
        return int(firm.member_count)

    @admin.display(description=_("live keys"), ordering="live_keys")
    def live_keys(self, firm: Any) -> int:
        return int(firm.live_keys)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: with the firm its briefs and shortlists would go."""
        return False


@admin.register(Member)
class MemberAdmin(ModelAdmin):
    list_display = ("email", "firm", "role", "created_at")
    list_filter = ("role",)
    list_select_related = ("firm",)
    search_fields = ("email", "firm__name")
    fields = ("firm", "email", "role")
    autocomplete_fields = ("firm",)
    actions = ("remove",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("firm", "email") if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.pk = members.set_member(firm=obj.firm, email=obj.email, role=Role(obj.role)).pk

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse the stock deletion, which would leave the keys; `remove` takes its place."""
        return False

    def has_remove_permission(self, request: HttpRequest) -> bool:
        """Permit removing to users with the permission to delete members."""
        return request.user.has_perm("firms.delete_member")

    @admin.action(description=_("Remove, and revoke their keys"), permissions=["remove"])
    def remove(self, request: HttpRequest, queryset: QuerySet[Member]) -> None:
        revoked = sum(members.remove_member(member) for member in queryset)
        told = _now("The members are removed; keys revoked: %(count)s.") % {"count": revoked}
        self.message_user(request, told, messages.SUCCESS)
