"""Read-only pages of datasets, places, sectors and demand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.admin.history_admin import HistoryAdmin
from core.languages.translation import reads_chinese
from partners.models import Cluster, Dataset, Demand, Place, Sector

# The codes of `seeds/service_demand.csv`.
_BANDS: Mapping[str, Any] = {"high": _("high"), "medium": _("medium"), "low": _("low")}
_BASES: Mapping[str, Any] = {
    "expert": _("judgement"),
    "expert override": _("judgement, in place of the table"),
    "io+expert": _("input-output table and judgement"),
}


class ProvinceFilter(admin.SimpleListFilter):
    """Filter by the province of `place`, also where `place` is one of its prefectures."""

    title = _("province")
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


@admin.register(Dataset)
class DatasetAdmin(HistoryAdmin):
    list_display = ("key", "name_shown", "simulated", "notice_shown")

    @admin.display(description=_("name"), ordering="name")
    def name_shown(self, dataset: Dataset) -> str:
        return dataset.shown_name

    @admin.display(description=_("notice"), ordering="notice")
    def notice_shown(self, dataset: Dataset) -> str:
        return dataset.shown_notice


@admin.register(Place)
class PlaceAdmin(HistoryAdmin):
    list_display = ("code", "name_en", "name_zh", "pinyin", "province", "kind_word", "confidence")
    exclude = ("kind",)
    readonly_fields = ("kind_word",)
    list_filter = ("kind", "confidence", ProvinceOfPlaceFilter)
    list_select_related = ("province",)
    search_fields = (
        "code", "iso", "name_en", "name_zh", "pinyin",
        "province__name_en", "province__name_zh", "province__pinyin",
    )  # fmt: skip
    search_help_text = _("Place or province in Chinese, pinyin or English; code")

    @admin.display(description=_("kind"), ordering="kind")
    def kind_word(self, place: Place) -> str:
        return gettext(place.kind)


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
    list_display = (
        "sector_word", "service_word", "relative", "intensity", "band_word", "basis_word",
        "confidence",
    )  # fmt: skip
    list_select_related = ("sector", "service")
    fields = (
        "sector", "service", "relative", "intensity", "band_word", "basis_word", "confidence",
        "source",
    )  # fmt: skip
    readonly_fields = ("band_word", "basis_word")
    list_filter = ("band", "basis")
    search_fields = ("sector__code", "service__code")

    @admin.display(description=_("sector"), ordering="sector")
    def sector_word(self, demand: Demand) -> str:
        return _named(demand.sector)

    @admin.display(description=_("service"), ordering="service")
    def service_word(self, demand: Demand) -> str:
        return _named(demand.service)

    @admin.display(description=_("band"), ordering="band")
    def band_word(self, demand: Demand) -> str:
        return str(_BANDS.get(demand.band, demand.band))

    @admin.display(description=_("basis"), ordering="basis")
    def basis_word(self, demand: Demand) -> str:
        return str(_BASES.get(demand.basis, demand.basis))


def _named(sector: Sector) -> str:
    return f"{sector.code} {sector.name_zh if reads_chinese() else sector.name_en}"
