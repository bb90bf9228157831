"""Read-only pages of partners and reference data; two buttons retire and merge a partner.

Nothing is written here: the buttons call `partners.registry.retirement`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from unfold.admin import StackedInline
from unfold.decorators import display

from core.permissions.readonly_admin import ReadOnlyInline, ReadOnlyMixin
from partners.errors import PartnerRefused
from partners.history_admin import HistoryAdmin
from partners.models import (
    Alias,
    Certificate,
    Cluster,
    Dataset,
    Demand,
    Evidence,
    Offering,
    Partner,
    Place,
    Profile,
    Record,
    Sector,
)
from partners.registry import merging, retirement
from partners.registry.curation import CURATE_PERMISSION

# Every number of 18 digits fits a BIGINT; a longer one could make the database refuse the query.
_MAX_ID_DIGITS = 18


class OfferingInline(ReadOnlyInline):
    model = Offering


class ProfileInline(ReadOnlyMixin, StackedInline):  # type: ignore[misc]  # as in `readonly_admin`
    # Stacked, because a partner has one profile: a table would be one row of eleven columns.
    model = Profile
    fields = (
        "minimum_order_text",
        "lead_time_days",
        "monthly_capacity_text",
        "export_years",
        "markets",
        "markets_complete",
        "languages",
        "languages_complete",
        "certificates_complete",
    )
    readonly_fields = ("minimum_order_text", "monthly_capacity_text")

    @admin.display(description="minimum order")
    def minimum_order_text(self, profile: Profile) -> str:
        return _quantity_text(profile.minimum_order, profile.minimum_order_unit)

    @admin.display(description="monthly capacity")
    def monthly_capacity_text(self, profile: Profile) -> str:
        return _quantity_text(profile.monthly_capacity, profile.monthly_capacity_unit)


def _quantity_text(amount: Decimal | None, unit: str) -> str:
    """The amount without trailing zeros and its unit; a dash where it is unknown."""
    # The column keeps three decimals: 70.000 would be taken for seventy thousand.
    return "–" if amount is None else f"{amount.normalize():f} {unit}"


class CertificateInline(ReadOnlyInline):
    model = Certificate


class AliasInline(ReadOnlyInline):
    model = Alias


class EvidenceInline(ReadOnlyInline):
    model = Evidence


class RecordInline(ReadOnlyInline):
    model = Record
    fields = ("dataset", "key", "file", "row", "gone_on", "gone_because")


class DatasetFilter(admin.SimpleListFilter):
    """Filter by a dataset that has a record of the partner."""

    title = "dataset"
    parameter_name = "dataset"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(dataset.key, str(dataset)) for dataset in Dataset.objects.all()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        key = self.value()
        return queryset.filter(datasets__contains=[key]) if key else queryset


class ProvinceFilter(admin.SimpleListFilter):
    """Filter by the province of `place`, also where `place` is one of its prefectures."""

    title = "province"
    parameter_name = "province"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(place.code, str(place)) for place in Place.objects.provinces()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        # The place of a partner is a prefecture or, where no more is known, the province itself.
        places = Place.objects.within([self.value() or ""])
        return queryset.filter(place__in=places) if self.value() else queryset


class ProvinceOfPlaceFilter(ProvinceFilter):
    """Filter places by their `province`."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(province=self.value()) if self.value() else queryset


@admin.register(Partner)
class PartnerAdmin(HistoryAdmin):
    """Read-only partners, with the buttons that retire and merge one."""

    history_of_parts = True
    list_display = (
        "id",
        "name_en",
        "name_zh",
        "marked_datasets",
        "form",
        "place",
        "changed_number",
        "status",
    )
    list_filter = (
        DatasetFilter,
        "form",
        ProvinceFilter,
        ("retired_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("place",)
    search_fields = (
        "name_en",
        "name_zh",
        "aliases__name",
        "pinyin__matches",
        "records__key",
        "place__name_en",
        "place__name_zh",
        "place__pinyin__istartswith",
    )
    search_help_text = "Name or place in English, Chinese or pinyin (guangdong, gd); key"
    readonly_fields = ("notice",)
    # Above the page's form, because each button is a form and HTML forbids nested ones.
    change_form_outer_before_template = "admin/partners/partner/actions.html"  # type: ignore[assignment]  # None in Unfold
    inlines = (
        RecordInline,
        OfferingInline,
        ProfileInline,
        CertificateInline,
        AliasInline,
        EvidenceInline,
    )

    @display(
        description="datasets", ordering="datasets", label={"simulated": "warning", "": "info"}
    )
    def marked_datasets(self, partner: Partner) -> tuple[str, str]:
        """The label's colour key and text; a simulated dataset differs in both."""
        text = ", ".join(partner.datasets)
        return ("simulated", f"SIMULATED: {text}") if partner.simulated else ("", text)

    @admin.display(description="status", ordering="retired_at")
    def status(self, partner: Partner) -> str:
        if partner.merged_into_id is not None:
            return f"merged into {partner.merged_into_id}"
        return "retired" if partner.retired_at else "ranked"

    @admin.display(description="notice")
    def notice(self, partner: Partner) -> str:
        notices = Dataset.objects.filter(key__in=partner.datasets).order_by("key")
        return "\n".join(notices.values_list("notice", flat=True))

    def get_fields(self, request: HttpRequest, obj: Partner | None = None) -> Any:
        """All fields, the dataset's notice first."""
        # A reader must see that a record is simulated before any of its facts.
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
        """The partner's page; it has the buttons only where the action would be permitted."""
        # The admin also routes texts such as "abc" to this view; they must not reach the query.
        active = Partner.objects.active().filter(pk=object_id) if object_id.isdecimal() else ()
        offered = bool(active) and request.user.has_perm(CURATE_PERMISSION)
        context = (extra_context or {}) | {"may_retire": offered}
        return super().change_view(request, object_id, form_url, context)

    def retire_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._run(
            request, pk, "Retired: the partner is ranked no more.", retirement.retire_partner
        )

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        into = request.POST.get("into", "")
        # No partner has the id 0, so the action itself refuses a text that is no id.
        into_id = int(into) if into.isdecimal() and len(into) <= _MAX_ID_DIGITS else 0
        return self._run(request, pk, "Merged.", merging.merge_partner, into=into_id)

    def _run(
        self,
        request: HttpRequest,
        pk: int,
        success: str,
        action: Callable[..., Partner],
        **arguments: int,
    ) -> HttpResponse:
        """Run the action, report success or refusal, and redirect to the partner's page."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        partner = get_object_or_404(Partner, pk=pk)
        by: Any = request.user
        try:
            action(partner=pk, by=by, reason=request.POST.get("reason", ""), **arguments)
            messages.success(request, success)
        except PartnerRefused as refusal:
            messages.error(request, f"Refused: {refusal}. Nothing was changed.")
        return redirect("admin:partners_partner_change", partner.pk)


@admin.register(Dataset)
class DatasetAdmin(HistoryAdmin):
    list_display = ("key", "name", "simulated", "notice")


@admin.register(Place)
class PlaceAdmin(HistoryAdmin):
    list_display = ("code", "name_en", "name_zh", "pinyin", "province", "kind", "confidence")
    list_filter = ("kind", "confidence", ProvinceOfPlaceFilter)
    list_select_related = ("province",)
    search_fields = ("code", "iso", "name_en", "name_zh", "pinyin")


@admin.register(Cluster)
class ClusterAdmin(HistoryAdmin):
    list_display = ("code", "name_en", "name_zh", "affinity", "confidence")


@admin.register(Sector)
class SectorAdmin(HistoryAdmin):
    list_display = ("code", "name_en", "name_zh", "kind", "parent", "confidence")
    list_filter = ("kind",)
    search_fields = ("code", "name_en", "name_zh")


@admin.register(Demand)
class DemandAdmin(HistoryAdmin):
    list_display = ("sector", "service", "relative", "intensity", "band", "basis", "confidence")
    list_filter = ("band", "basis")
    search_fields = ("sector__code", "service__code")
