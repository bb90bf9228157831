"""Who may enter the desk, and the roles: the framework's own pages in the dress of the desk. Each
change of an account stands in the security log.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as StockGroupAdmin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from core.audit import security_log
from core.models import SecurityEvent

_OURS = ("auth", "firms", "matcher", "partners", "priorities", "webhooks")

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(StockUserAdmin, ModelAdmin):  # type: ignore[misc,type-arg]  # their bases disagree
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "email", "is_staff", "is_superuser", "is_active", "last_login")
    list_filter_sheet = False
    # The two boxes side by side are wider than the page.
    filter_horizontal = ()
    # No name of a person is kept.
    search_fields = ("username", "email")
    fieldsets = (
        (None, {"fields": ("username", "email", "password")}),
        (_("Permissions"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Important dates"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """Refuse: the history names the user, who is deactivated instead."""
        return False

    # The admin calls these two for each change, also for a new password.
    def log_addition(self, request: Any, obj: Any, message: Any) -> Any:
        security_log.record(SecurityEvent.Kind.ACCOUNT_CHANGED, subject=f"account:{obj.pk}")
        return super().log_addition(request, obj, message)

    def log_change(self, request: Any, obj: Any, message: Any) -> Any:
        security_log.record(SecurityEvent.Kind.ACCOUNT_CHANGED, subject=f"account:{obj.pk}")
        return super().log_change(request, obj, message)


@admin.register(Group)
class RoleAdmin(StockGroupAdmin, ModelAdmin):  # type: ignore[misc]  # as above
    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_manytomany(db_field, request=request, **kwargs)
        # The desk has no pages of what other packages store.
        field.queryset = field.queryset.filter(content_type__app_label__in=_OURS)
        return field
