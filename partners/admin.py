"""Partners and their reference data to look at. Nothing is changed here: `registry` writes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

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
    Sector,
)


class _LookOnly:
    """No one adds, changes or deletes."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class _Admin(_LookOnly, admin.ModelAdmin):  # type: ignore[type-arg]  # no generic at run time
    pass


class _Inline(_LookOnly, admin.TabularInline):  # type: ignore[type-arg]
    extra = 0


class OfferingInline(_Inline):
    model = Offering


class ProfileInline(_LookOnly, admin.StackedInline):  # type: ignore[type-arg]
    model = Profile


class CertificateInline(_Inline):
    model = Certificate


class AliasInline(_Inline):
    model = Alias


class EvidenceInline(_Inline):
    model = Evidence


class ProvinceFilter(admin.SimpleListFilter):
    title = "province"
    parameter_name = "province"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(place.code, str(place)) for place in Place.objects.provinces()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        places = Place.objects.within([self.value() or ""])
        return queryset.filter(place__in=places) if self.value() else queryset


@admin.register(Partner)
class PartnerAdmin(_Admin):
    list_display = ("name_en", "name_zh", "marked_dataset", "form", "place", "changed")
    list_filter = ("dataset", "form", ProvinceFilter)
    list_select_related = ("dataset", "place")
    search_fields = ("name_en", "name_zh", "aliases__name", "key")
    readonly_fields = ("notice",)
    inlines = (OfferingInline, ProfileInline, CertificateInline, AliasInline, EvidenceInline)

    @admin.display(description="dataset", ordering="dataset")
    def marked_dataset(self, partner: Partner) -> str:
        return (
            f"SIMULATED: {partner.dataset}" if partner.dataset.simulated else str(partner.dataset)
        )

    @admin.display(description="notice")
    def notice(self, partner: Partner) -> str:
        return partner.dataset.notice

    def get_fields(self, request: HttpRequest, obj: Partner | None = None) -> Any:
        """The notice first: nobody reads a simulated record as a real one."""
        rest = [name for name in super().get_fields(request, obj) if name != "notice"]
        return ["notice", *rest]


@admin.register(Dataset)
class DatasetAdmin(_Admin):
    list_display = ("key", "name", "simulated", "notice")


@admin.register(Place)
class PlaceAdmin(_Admin):
    list_display = ("code", "name_en", "name_zh", "province", "kind", "confidence")
    list_select_related = ("province",)
    search_fields = ("code", "name_en", "name_zh", "pinyin")


@admin.register(Cluster)
class ClusterAdmin(_Admin):
    list_display = ("code", "name_en", "name_zh", "affinity", "confidence")


@admin.register(Sector)
class SectorAdmin(_Admin):
    list_display = ("code", "name_en", "name_zh", "kind", "parent", "confidence")
    list_filter = ("kind",)
    search_fields = ("code", "name_en", "name_zh")


@admin.register(Demand)
class DemandAdmin(_Admin):
    list_display = ("sector", "service", "relative", "intensity", "band", "basis", "confidence")
    list_filter = ("band", "basis")
    search_fields = ("sector__code", "service__code")
