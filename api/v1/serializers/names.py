"""Codes with their names in both languages."""

from typing import Any

from rest_framework import serializers

from partners.models import Cluster, Place, Sector
from partners.reference.atlas import ClusterRow, PlaceRow
from partners.reference.taxonomy import SectorRow

Named = Place | Cluster | Sector | PlaceRow | ClusterRow | SectorRow


class Name(serializers.Serializer[Any]):
    """A code with its English and Chinese name."""

    code = serializers.CharField()
    en = serializers.CharField()
    zh = serializers.CharField()

    def to_representation(self, instance: Named) -> dict[str, str]:
        return named(instance)


def named(row: Named) -> dict[str, str]:
    """Return a row as a `Name`."""
    return {"code": row.code, "en": row.name_en, "zh": row.name_zh}
