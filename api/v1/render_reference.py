"""Render places, clusters and sectors. `PlaceOut` and `SectorOut` document what is rendered."""

from __future__ import annotations

from typing import Any

from api.v1.serializers.names import named
from partners.models import Cluster, Place, Sector


def render_place(place: Place) -> dict[str, Any]:
    """Render a place, of which the province, clusters and neighbours are loaded."""
    return {
        "code": place.code,
        "kind": place.kind,
        "iso": place.iso,
        "name_en": place.name_en,
        "name_zh": place.name_zh,
        "short_zh": place.short_zh,
        "pinyin": place.pinyin,
        "province": named(place.province) if place.province else None,
        "clusters": [named(one) for one in place.clusters.all()],
        "adjacent": [named(one) for one in place.adjacent.all()],
        "members": None,
        "acts_as_one": None,
        "source": place.source,
        "confidence": place.confidence,
    }


def render_cluster(cluster: Cluster) -> dict[str, Any]:
    """Render a cluster with the members of a place, so that a client handles a single shape."""
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
        "members": [named(one) for one in cluster.members.all()],
        "acts_as_one": cluster.affinity,
        "source": cluster.source,
        "confidence": cluster.confidence,
    }


def render_sector(sector: Sector) -> dict[str, Any]:
    """Render a sector, of which the parent and the related sectors are loaded."""
    return {
        "code": sector.code,
        "kind": sector.kind,
        "name_en": sector.name_en,
        "name_zh": sector.name_zh,
        "parent": named(sector.parent) if sector.parent else None,
        "hs": sector.hs,
        "related": [named(one) for one in sector.related.all()],
        "source": sector.source,
        "confidence": sector.confidence,
    }
