"""Places and clusters."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name
from partners.models import Cluster, Place


class PlaceOut(serializers.Serializer[Any]):
    """A province, a prefecture or a cluster. Each of its spellings leads to the same object."""

    code = serializers.CharField(help_text="Code in GB/T 2260, or the code of the cluster.")
    kind = serializers.CharField(
        help_text="province, municipality, prefecture-level city … or cluster"
    )
    iso = serializers.CharField(allow_null=True, help_text="Code in ISO 3166-2; provinces only.")
    name_en = serializers.CharField()
    name_zh = serializers.CharField()
    short_zh = serializers.CharField(allow_null=True)
    pinyin = serializers.CharField(allow_null=True)
    province = Name(
        allow_null=True, help_text="Province of the place; null for a province or a cluster."
    )
    clusters = Name(many=True, help_text="Clusters that have the place as a member.")
    adjacent = Name(many=True, help_text="Neighbouring provinces.")
    members = Name(
        many=True, allow_null=True, help_text="Member places of a cluster; null for a place."
    )
    acts_as_one = serializers.BooleanField(
        allow_null=True, help_text="For a cluster: true if its members count as near each other."
    )
    source = serializers.CharField()  # type: ignore[assignment]
    confidence = serializers.CharField()

    def to_representation(self, instance: Place | Cluster) -> dict[str, Any]:
        row = _cluster(instance) if isinstance(instance, Cluster) else _place(instance)
        return super().to_representation(row)


def _place(place: Place) -> dict[str, Any]:
    return {
        **{name: getattr(place, name) for name in ("code", "kind", "iso", "name_en", "name_zh")},
        "short_zh": place.short_zh,
        "pinyin": place.pinyin,
        "province": place.province,
        "clusters": place.clusters.all(),
        "adjacent": place.adjacent.all(),
        "members": None,
        "acts_as_one": None,
        "source": place.source,
        "confidence": place.confidence,
    }


# A cluster has the same members as a place, so that a client handles a single shape.
def _cluster(cluster: Cluster) -> dict[str, Any]:
    return {
        "code": cluster.code,
        "kind": "cluster",
        "iso": None,
        "name_en": cluster.name_en,
        "name_zh": cluster.name_zh,
        "short_zh": None,
        "pinyin": None,
        "province": None,
        "clusters": [],
        "adjacent": [],
        "members": cluster.members.all(),
        "acts_as_one": cluster.affinity,
        "source": cluster.source,
        "confidence": cluster.confidence,
    }
