"""Codes with their names in both languages."""

from typing import Any

from rest_framework import serializers

from partners.models import Cluster, Place, Sector


class Name(serializers.Serializer[Any]):
    """A code with its English and Chinese name."""

    code = serializers.CharField()
    en = serializers.CharField()
    zh = serializers.CharField()

    def to_representation(self, instance: Place | Cluster | Sector) -> dict[str, str]:
        return named(instance)


def named(row: Place | Cluster | Sector) -> dict[str, str]:
    """Return a row as a `Name`."""
    return {"code": row.code, "en": row.name_en, "zh": row.name_zh}
