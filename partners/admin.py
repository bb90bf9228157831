"""Partners and their reference data to look at; a partner can be retired or merged by a button.
Nothing is changed here: `registry` and `retiring` write.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from unfold.admin import ModelAdmin, StackedInline, TabularInline
from unfold.decorators import display

from core.audit.audit_log import TrackedLinks, audit_entries
from partners.errors import PartnerRefused
from partners.models import (
    Alias,
    Certificate,
    Cluster,
    Dataset,
    Demand,
    Evidence,
    Offering,
    OfferingFor,
    Partner,
    Place,
    Profile,
    Sector,
)
from partners.registry import retirement

_DIGITS = 18  # the longest that is surely an id the database can compare


class LookOnly:
    """No one adds, changes or deletes, one by one or in bulk."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class LookAdmin(LookOnly, ModelAdmin):  # type: ignore[misc]  # its own bases disagree
    """A model to look at; filters say how many rows each choice holds."""

    show_facets = admin.ShowFacets.ALWAYS
    list_filter_sheet = False
    list_per_page = 50
    actions = None
    # Whether the history of an object holds that of all that refers to it, and of whose links.
    history_of_parts = False
    history_of_links: TrackedLinks | None = None

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Who changed what, when, and what it said before."""
        found = self.get_object(request, object_id)
        if found is None:
            raise Http404
        if not self.has_view_permission(request, found):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": "History",
            "opts": self.opts,
            "object": found,
            "entries": audit_entries(
                found, parts=self.history_of_parts, links=self.history_of_links
            ),
        }
        return TemplateResponse(request, "admin/partners/history.html", context)


class LookInline(LookOnly, TabularInline):  # type: ignore[misc]
    extra = 0


class OfferingInline(LookInline):
    model = Offering


class ProfileInline(LookOnly, StackedInline):  # type: ignore[misc]
    model = Profile
    fields = (
        *("least", "lead_time_days", "capacity", "export_years", "markets", "markets_complete"),
        *("languages", "languages_complete", "certificates_complete"),
    )
    readonly_fields = ("least", "capacity")

    @admin.display(description="minimum order")
    def least(self, profile: Profile) -> str:
        return _quantity(profile.minimum_order, profile.minimum_order_unit)

    @admin.display(description="monthly capacity")
    def capacity(self, profile: Profile) -> str:
        return _quantity(profile.monthly_capacity, profile.monthly_capacity_unit)


def _quantity(amount: Decimal | None, unit: str) -> str:
    """The amount as it was said: 70.000 would be read as seventy thousand."""
    return "–" if amount is None else f"{amount.normalize():f} {unit}"


class CertificateInline(LookInline):
    model = Certificate


class AliasInline(LookInline):
    model = Alias


class EvidenceInline(LookInline):
    model = Evidence


class ProvinceFilter(admin.SimpleListFilter):
    title = "province"
    parameter_name = "province"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(place.code, str(place)) for place in Place.objects.provinces()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        places = Place.objects.within([self.value() or ""])
        return queryset.filter(place__in=places) if self.value() else queryset


class ProvinceOfPlaceFilter(ProvinceFilter):
    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(province=self.value()) if self.value() else queryset


@admin.register(Partner)
class PartnerAdmin(LookAdmin):
    history_of_parts = True
    history_of_links = TrackedLinks(Offering, "partner", "sector", (OfferingFor,))
    list_display = (
        *("id", "name_en", "name_zh", "marked_dataset", "form", "place", "changed", "standing"),
    )
    list_filter = (
        *("dataset", "form", ProvinceFilter),
        ("retired_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("dataset", "place")
    search_fields = (
        *("name_en", "name_zh", "aliases__name", "sounds__heard", "key"),
        *("place__name_en", "place__name_zh", "place__pinyin__istartswith"),
    )
    search_help_text = "Name or place in English, Chinese or pinyin (guangdong, gd); key"
    readonly_fields = ("notice",)
    # Outside the page's own form: each button is a form of its own.
    change_form_outer_before_template = "admin/partners/partner/verbs.html"  # type: ignore[assignment]  # None in Unfold
    inlines = (OfferingInline, ProfileInline, CertificateInline, AliasInline, EvidenceInline)

    @display(description="dataset", ordering="dataset", label={"simulated": "warning", "": "info"})
    def marked_dataset(self, partner: Partner) -> tuple[str, str]:
        """Simulated records are marked in another colour, and in words."""
        dataset = partner.dataset
        said = f"SIMULATED: {dataset}" if dataset.simulated else str(dataset)
        return "simulated" if dataset.simulated else "", said

    @admin.display(description="standing", ordering="retired_at")
    def standing(self, partner: Partner) -> str:
        if partner.merged_into_id is not None:
            return f"merged into {partner.merged_into_id}"
        return "retired" if partner.retired_at else "ranked"

    @admin.display(description="notice")
    def notice(self, partner: Partner) -> str:
        return partner.dataset.notice

    def get_fields(self, request: HttpRequest, obj: Partner | None = None) -> Any:
        """The notice first: nobody reads a simulated record as a real one."""
        rest = [name for name in super().get_fields(request, obj) if name != "notice"]
        return ["notice", *rest]

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/retire/", wrap(self.retire_view), name="partners_partner_retire"),
            path("<int:pk>/merge/", wrap(self.merge_view), name="partners_partner_merge"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The record, with the buttons that the user would not be refused."""
        known = Partner.objects.active().filter(pk=object_id) if object_id.isdecimal() else ()
        offered = bool(known) and request.user.has_perm(retirement.PERMISSION)
        context = (extra_context or {}) | {"may_retire": offered}
        return super().change_view(request, object_id, form_url, context)

    def retire_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._press(request, pk, "Retired: it is ranked no more.", retirement.retire)

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        into = request.POST.get("into", "")
        # What is no id is that of nobody, and the verb says so.
        given = int(into) if into.isdecimal() and len(into) <= _DIGITS else 0
        return self._press(request, pk, "Merged.", retirement.merge, into=given)

    def _press(
        self, request: HttpRequest, pk: int, done: str, verb: Callable[..., Partner], **given: int
    ) -> HttpResponse:
        """One call of the verb, then back to the partner."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        partner = get_object_or_404(Partner, pk=pk)
        by: Any = request.user
        try:
            verb(partner=pk, by=by, why=request.POST.get("reason", ""), **given)
            messages.success(request, done)
        except PartnerRefused as refusal:
            messages.error(request, f"Refused: {refusal}. Nothing was changed.")
        return redirect("admin:partners_partner_change", partner.pk)


@admin.register(Dataset)
class DatasetAdmin(LookAdmin):
    list_display = ("key", "name", "simulated", "notice")


@admin.register(Place)
class PlaceAdmin(LookAdmin):
    list_display = ("code", "name_en", "name_zh", "pinyin", "province", "kind", "confidence")
    list_filter = ("kind", "confidence", ProvinceOfPlaceFilter)
    list_select_related = ("province",)
    search_fields = ("code", "iso", "name_en", "name_zh", "pinyin")


@admin.register(Cluster)
class ClusterAdmin(LookAdmin):
    list_display = ("code", "name_en", "name_zh", "affinity", "confidence")


@admin.register(Sector)
class SectorAdmin(LookAdmin):
    list_display = ("code", "name_en", "name_zh", "kind", "parent", "confidence")
    list_filter = ("kind",)
    search_fields = ("code", "name_en", "name_zh")


@admin.register(Demand)
class DemandAdmin(LookAdmin):
    list_display = ("sector", "service", "relative", "intensity", "band", "basis", "confidence")
    list_filter = ("band", "basis")
    search_fields = ("sector__code", "service__code")
