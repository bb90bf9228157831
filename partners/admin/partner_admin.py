"""Partners: the list, the page of one, its history, and the forms that add and edit one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from core.admin.history_admin import HistoryAdmin
from partners.admin.curator_requests import may_curate, perform, require_curator, user_of
from partners.admin.fact_words import FORMS, local_name
from partners.admin.named_places import places_named
from partners.admin.partner_buttons import CALLS, DONE
from partners.admin.partner_changes import shown_changes
from partners.admin.partner_confirmation import CONFIRMED, confirmation
from partners.admin.partner_editor import add_page, edit_page
from partners.admin.partner_page import partner_context
from partners.admin.reference_admin import ProvinceFilter
from partners.models import Dataset, Partner

_MAX_ID_DIGITS = 18


class DatasetFilter(admin.SimpleListFilter):
    """Filter by a dataset that has a record of the partner."""

    title = _("dataset")
    parameter_name = "dataset"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(dataset.key, str(dataset)) for dataset in Dataset.objects.all()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        key = self.value()
        return queryset.filter(datasets__contains=[key]) if key else queryset


class FormFilter(admin.SimpleListFilter):
    """Filter by the form of the organisation."""

    title = _("form")
    parameter_name = "form"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(FORMS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(form=self.value()) if self.value() else queryset


class StatusFilter(admin.SimpleListFilter):
    """Filter by whether the partner is ranked."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("ranked", _("ranked")), ("retired", _("retired")), ("merged", _("merged"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "ranked":
            return queryset.filter(retired_at=None)
        if self.value() == "retired":
            return queryset.filter(retired_at__isnull=False, merged_into=None)
        return queryset.filter(merged_into__isnull=False) if self.value() else queryset


@admin.register(Partner)
class PartnerAdmin(HistoryAdmin):
    """Partners; each button calls one action of the registry."""

    list_display = ("name", "marked_datasets", "form_word", "place_name", "marked_status")
    list_filter = (DatasetFilter, FormFilter, ProvinceFilter, StatusFilter)
    list_select_related = ("place",)
    search_fields = (
        "name_en", "name_zh", "aliases__name", "pinyin__matches", "records__key",
        "place__name_en", "place__name_zh", "place__pinyin__istartswith",
    )  # fmt: skip
    search_help_text = _("Name or place in English, Chinese or pinyin (guangdong, gd); key")
    list_before_template = "admin/partners/partner/before_list.html"  # type: ignore[assignment]  # None in Unfold

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The partners in the place that the text names, and those that hold the text."""
        found, several = super().get_search_results(request, queryset, search_term)
        if (places := places_named(search_term)) is None:
            return found, several
        # By id: the text may match several aliases of one partner, a place none.
        inside = queryset.filter(place__in=places)
        either = Q(pk__in=found.values("pk")) | Q(pk__in=inside.values("pk"))
        return queryset.filter(either), False

    @admin.display(description=_("name"), ordering="pk")
    def name(self, partner: Partner) -> str:
        return str(partner)

    @display(
        description=_("datasets"),  # type: ignore[arg-type]  # Unfold does not know of lazy texts
        ordering="datasets",
        label={"simulated": "warning", "": "info"},
    )
    def marked_datasets(self, partner: Partner) -> tuple[str, str]:
        """The label's colour key and text; a simulated dataset differs in both."""
        text = ", ".join(partner.datasets)
        return ("simulated", f"{_now('SIMULATED')}: {text}") if partner.simulated else ("", text)

    @admin.display(description=_("form"), ordering="form")
    def form_word(self, partner: Partner) -> str:
        return str(FORMS[partner.form])

    @admin.display(description=_("place"), ordering="place")
    def place_name(self, partner: Partner) -> str:
        return f"{local_name(partner.place)} {partner.place_id}" if partner.place else "–"

    @display(
        description=_("status"),  # type: ignore[arg-type]  # as above
        ordering="retired_at",
        label={"ranked": "success", "retired": "danger", "merged": "info"},
    )
    def marked_status(self, partner: Partner) -> tuple[str, str]:
        if partner.merged_into_id is not None:
            return "merged", f"{_now('merged into')} {partner.merged_into_id}"
        return ("retired", _now("retired")) if partner.retired_at else ("ranked", _now("ranked"))

    def get_urls(self) -> list[URLPattern]:
        views = (
            ("new/", self.add_partner_view, "new"),
            ("<int:pk>/edit/", self.edit_view, "edit"),
            ("<int:pk>/change/", self.partner_view, "change"),
            ("<path:object_id>/history/", self.history_view, "history"),
        )
        own = [
            path(route, self.admin_site.admin_view(view), name=f"partners_partner_{name}")
            for route, view, name in views
        ]
        wrapped = self.admin_site.admin_view(self.action_view)
        actions = [
            path(f"<int:pk>/{one}/", wrapped, {"action": one}, name=f"partners_partner_{one}")
            for one in CALLS
        ]
        return [*own, *actions, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        own = {"title": _now("Partners"), "may_curate": may_curate(request)}
        return super().changelist_view(request, own | (extra_context or {}))

    def partner_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page of a partner. Nothing is posted to it: each button has an address of its own."""
        partner = self._partner(request, pk)
        if request.method == "POST":
            raise PermissionDenied
        context = self.page_context(request, str(partner)) | partner_context(request, partner)
        return TemplateResponse(request, "admin/partners/partner/page.html", context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Each change of the partner and its records, fact by fact."""
        partner = self._partner(request, int(object_id) if _is_id(object_id) else 0)
        context = self.page_context(request, _now("History"))
        context |= {"partner": partner, "changes": shown_changes(partner)}
        return TemplateResponse(request, "admin/partners/partner/history.html", context)

    def action_view(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        """Call the registry for a pressed button, then show the partner that it is about."""
        if request.method == "GET" and action in CONFIRMED:
            return self._confirm(request, pk, action)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        partner = get_object_or_404(Partner, pk=pk)
        done = perform(
            request,
            lambda: CALLS[action](partner.pk, user_of(request), request.POST),
            str(DONE[action]),
        )
        return redirect("admin:partners_partner_change", done.pk if done else partner.pk)

    def _confirm(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        """What the action would move, and the form that confirms it."""
        require_curator(request)
        partner = self._partner(request, pk)
        title = {"retire": _now("Retire this partner?"), "merge": _now("Merge this partner?")}
        context = self.page_context(request, title[action])
        context |= confirmation(partner, action, request.GET)
        return TemplateResponse(request, "admin/partners/partner/confirm.html", context)

    def add_partner_view(self, request: HttpRequest) -> HttpResponse:
        """The form that adds a partner."""
        require_curator(request)
        return add_page(request, self.page_context(request, _now("Add a partner")))

    def edit_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form for what curators say of a partner."""
        require_curator(request)
        partner = self._partner(request, pk)
        return edit_page(request, partner, self.page_context(request, _now("Edit a partner")))

    def _partner(self, request: HttpRequest, pk: int) -> Partner:
        partner = get_object_or_404(Partner.objects.select_related("place", "merged_into"), pk=pk)
        if not self.has_view_permission(request, partner):
            raise PermissionDenied
        return partner


def _is_id(text: str) -> bool:
    return text.isdecimal() and len(text) <= _MAX_ID_DIGITS
