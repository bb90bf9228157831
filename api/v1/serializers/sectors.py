"""Sectors of the taxonomy and their demand for services."""

from typing import Any

from rest_framework import serializers

from api.v1.render_reference import render_sector
from api.v1.serializers.chosen_fields import WithChosenFields
from api.v1.serializers.names import Name, named
from api.v1.serializers.strict_fields import StrictNumberField
from core.languages.translation import translated
from partners.models import Demand, Sector


# `api.v1.render_reference` builds the documents, and a test compares the two.
class SectorOut(serializers.Serializer[Any]):
    """A sector, as a node of the taxonomy."""

    code = serializers.CharField()
    kind = serializers.CharField(help_text="manufacturing, service or emerging")
    name_en = serializers.CharField()
    name_zh = serializers.CharField()
    parent = Name(allow_null=True)
    hs = serializers.ListField(child=serializers.CharField(), help_text="HS chapters or headings.")
    related = Name(many=True, help_text="Divisions and service groups of an emerging industry.")
    source = serializers.CharField()  # type: ignore[assignment]
    confidence = serializers.CharField()


class ListedSectorOut(WithChosenFields, SectorOut):
    """A sector in a list: with all fields, or those that `fields` names."""

    always = ("code",)


class DemandOut(serializers.Serializer[Any]):
    """Use of a service by a division, relative to the average over all divisions (1 = average)."""

    service = Name()
    relative = StrictNumberField()
    intensity = StrictNumberField()
    band = serializers.CharField()
    basis = serializers.CharField(help_text="figures, judgement or both")
    confidence = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]


class SectorDetail(SectorOut):
    """A sector with its demand for services; for a group, the demand of its division."""

    demand_of = Name(
        allow_null=True,
        help_text="The sector whose demand is shown; null if no figures are held for it.",
    )
    demand = DemandOut(many=True, help_text="Services, highest relative demand first.")

    def to_representation(self, instance: tuple[Sector, list[Demand]]) -> dict[str, Any]:
        sector, demand = instance
        return {
            **render_sector(sector),
            # All rows belong to one sector: the one that was asked for, or the division of a
            # group.
            "demand_of": named(demand[0].sector) if demand else None,
            "demand": DemandOut(demand, many=True).data,
        }


class SectorSuggestion(serializers.Serializer[Any]):
    """A sector that a word may mean. Context: `names`, sectors by code; `partners`, counts."""

    code = serializers.CharField()
    en = serializers.CharField()
    zh = serializers.CharField()
    confidence = StrictNumberField(help_text="0 to 1.")
    because = serializers.CharField(
        help_text="The term that matched, and its source, in the requested language."
    )
    partners = serializers.IntegerField(
        help_text="Partners of datasets that are not simulated, which document it or a part of it."
    )

    def to_representation(self, instance: Any) -> dict[str, Any]:
        row = self.context["names"][instance.code]
        return {
            "code": row.code,
            "en": row.name_en,
            "zh": row.name_zh,
            "confidence": round(instance.confidence, 3),
            "because": translated(instance.because),
            "partners": self.context["partners"].get(row.code, 0),
        }


class TermCompletion(SectorSuggestion):
    """A term that continues what was typed, and its sector."""

    term = serializers.CharField()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return {**super().to_representation(instance), "term": instance.term}


class WordMeaning(serializers.Serializer[Any]):
    """What a word means."""

    outcome = serializers.ChoiceField(
        ["understood", "choices", "unknown"],
        help_text="`understood`: one sector; `choices`: several are plausible, best first; "
        "`unknown`: `results` holds only what is truly near.",
    )
    results = SectorSuggestion(many=True)
    completions = TermCompletion(many=True)
