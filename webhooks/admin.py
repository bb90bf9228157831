"""Read-only admin pages of events, endpoints, deliveries and notices; deliveries can be resent."""

import json

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from core.permissions.readonly_admin import ReadOnlyInline, ReadOnlyMixin
from webhooks.errors import DeliveryUnderWay, EndpointDisabled
from webhooks.models import Attempt, Delivery, Endpoint, Event, Notice
from webhooks.sending import recovery


class _ReadOnlyAdmin(ReadOnlyMixin, ModelAdmin):  # type: ignore[misc]  # its own bases disagree
    # A full count reads the whole table, on every page, and these tables are the largest.
    show_full_result_count = False
    list_filter_sheet = False


class _AttemptInline(ReadOnlyInline):
    model = Attempt
    fields = ("number", "started_at", "outcome", "status", "ms", "error", "late", "body")


@admin.register(Event)
class EventAdmin(_ReadOnlyAdmin):
    list_display = ("number", "type", "source", "version", "firm", "occurred_at")
    list_filter = ("type",)
    search_fields = ("webhook_id", "source")
    list_select_related = ("firm",)
    fields = (
        "number", "webhook_id", "type", "source", "version", "firm", "topics", "occurred_at",
        "content",
    )  # fmt: skip
    readonly_fields = ("content",)
    actions = None

    @admin.display(description=_("data"))
    def content(self, event: Event) -> SafeString:
        text = json.dumps(event.data, ensure_ascii=False, indent=1)
        return format_html('<pre class="rh-plain" tabindex="0">{}</pre>', text)


@admin.register(Endpoint)
class EndpointAdmin(_ReadOnlyAdmin):
    list_display = ("url", "firm", "state", "disabled_because", "unreadable_since", "fails")
    list_filter = ("state",)
    search_fields = ("url", "firm__name")
    list_select_related = ("firm",)
    actions = None


@admin.register(Delivery)
class DeliveryAdmin(_ReadOnlyAdmin):
    list_display = ("id", "event", "endpoint", "state", "attempts", "next_attempt_at")
    list_filter = ("state",)
    search_fields = ("event__webhook_id", "endpoint__url")
    list_select_related = ("event", "endpoint__firm")
    inlines = (_AttemptInline,)
    actions = ("send_again",)

    def has_resend_permission(self, request: HttpRequest) -> bool:
        """Permit resending to users with the permission to change deliveries."""
        return request.user.has_perm("webhooks.change_delivery")

    @admin.action(description=_("Send again"), permissions=["resend"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        sent, refused = 0, 0
        for delivery in queryset.select_related("endpoint"):
            try:
                recovery.resend(delivery=delivery)
                sent += 1
            except (DeliveryUnderWay, EndpointDisabled):
                refused += 1
        level = messages.WARNING if refused else messages.SUCCESS
        # One message for the whole selection: a refused delivery must not hide the others.
        text = _(
            "{sent} deliveries are sent again; {refused} are refused, because they are under way "
            "or their endpoint is disabled"
        ).format(sent=sent, refused=refused)
        self.message_user(request, text, level)


@admin.register(Notice)
class NoticeAdmin(_ReadOnlyAdmin):
    list_display = ("endpoint", "kind", "episode", "detail", "sent_at")
    list_filter = ("kind",)
    list_select_related = ("endpoint__firm",)
    actions = None
