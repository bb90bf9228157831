"""API keys: created, rotated and revoked; the text of a key is shown once, on a page of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from core.clock import today
from core.languages.translation import translated
from firms import api_keys
from firms.admin.key_form import KeyForm
from firms.errors import KeyRefused
from firms.models import ApiKey

_SHOWN_DAYS = 31


@admin.register(ApiKey)
class KeyAdmin(ModelAdmin):
    form = KeyForm
    list_display = (
        "api_key",
        "firm",
        "name",
        "scopes",
        "member",
        "state",
        "expires_at",
        "last_use",
    )
    list_select_related = ("firm", "member")
    search_fields = ("prefix", "name", "firm__name", "member__email")
    fields = ("firm", "name", "scopes", "member", "curator", "expires_at", "networks")
    readonly_fields = ("api_key", "created_at", "revoked_at", "replaces", "made_by", "usage")
    autocomplete_fields = ("firm", "member")
    actions = ("rotate", "revoke")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiKey]:
        rows: QuerySet[ApiKey] = super().get_queryset(request)
        # The model admin's own rows: a queryset of the manager has the annotation.
        return ApiKey.objects.with_last_use().filter(pk__in=rows.values("pk"))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.fields, *self.readonly_fields) if obj else self.fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a key is what it was made to be; it is rotated or revoked."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: with the key its counts would go."""
        return False

    def has_keep_permission(self, request: HttpRequest) -> bool:
        """Permit rotating and revoking to users with the permission to change keys."""
        return request.user.has_perm("firms.change_apikey")

    @admin.display(description=_("API key"), ordering="prefix")
    def api_key(self, key: ApiKey) -> str:
        return key.prefix

    @display(
        description=_("state"),  # type: ignore[arg-type]  # lazy
        label={"live": "success", "expired": "warning", "revoked": "danger"},
    )
    def state(self, key: ApiKey) -> tuple[str, str]:
        if key.revoked_at:
            return "revoked", _now("revoked")
        return ("live", _now("live")) if key.is_live else ("expired", _now("expired"))

    @admin.display(description=_("last used"), ordering="last_used_at")
    def last_use(self, key: Any) -> Any:
        return key.last_used_at

    @admin.display(description=_("answers in a month"))
    def usage(self, key: ApiKey) -> str:
        since = today() - timedelta(days=_SHOWN_DAYS - 1)
        days = key.usage.filter(day__gte=since).values("day").order_by("-day")
        rows = days.annotate(all=Sum("requests"), bad=Sum("refused"))
        told = ((row["day"], row["all"], row["bad"]) for row in rows)
        return format_html_join("", "<p>{}: {} (≥ 400: {})</p>", told) or "–"

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        try:
            return super().add_view(request, form_url, extra_context)
        except KeyRefused as refused:
            self.message_user(request, translated(str(refused)), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:firms_apikey_changelist"))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        made, text = api_keys.create_key(firm=obj.firm, spec=form.spec())
        obj.pk, obj.prefix = made.pk, made.prefix
        request.shown_once = text  # type: ignore[attr-defined]

    def response_add(
        self, request: HttpRequest, obj: ApiKey, post_url_continue: Any = None
    ) -> HttpResponse:
        text = request.shown_once  # type: ignore[attr-defined]
        return self._show_once(request, [(str(obj), text)])

    @admin.action(description=_("Rotate: a successor, and a day for both"), permissions=["keep"])
    def rotate(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> HttpResponse | None:
        made = []
        for key in queryset.select_related("firm"):
            try:
                new, text = api_keys.rotate_key(key)
            except KeyRefused as refused:
                self.message_user(request, f"{key}: {translated(str(refused))}", messages.ERROR)
            else:
                made.append((str(new), text))
                self.log_change(request, key, f"rotated: {new.prefix}")
        return self._show_once(request, made) if made else None

    @admin.action(description=_("Revoke at once"), permissions=["keep"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiKey]) -> None:
        for key in queryset.select_related("firm"):
            self.log_change(request, api_keys.revoke_key(key), "revoked")
        self.message_user(request, _now("Revoked: the next request is refused."), messages.SUCCESS)

    def _show_once(self, request: HttpRequest, keys: list[tuple[str, str]]) -> HttpResponse:
        """Show the texts in this response only: a message would be stored until it is shown."""
        context = self.admin_site.each_context(request) | {
            "title": _now("New API keys"),
            "opts": self.opts,
            "keys": keys,
        }
        page = TemplateResponse(request, "admin/firms/new_keys.html", context)
        page.headers["Cache-Control"] = "no-store"
        return page
